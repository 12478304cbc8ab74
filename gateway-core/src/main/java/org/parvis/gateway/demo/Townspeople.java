package org.parvis.gateway.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Passwords;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.Database;

/**
 * Those who work at the town hall of Saint-Exemple.
 *
 * @param agents ids by account
 * @param teams  ids by name
 */
record Townspeople(Map<String, UUID> agents, Map<String, UUID> teams) {

    /** The one password of every account of the demo, which is shown to whoever starts it. */
    static final String PASSWORD = "saint-exemple";

    private static final Set<String> KEYS = Set.of("account", "name", "role", "language", "teams", "extension");

    /** What the book says of one agent. */
    record Person(String account, String name, Role role, String language, List<String> teams, Optional<String> extension) {

        static List<Person> all() {
            return Books.map("/demo/town.yaml").leaves("agents").stream().map(leaf -> leaf.only(KEYS))
                    .map(leaf -> new Person(leaf.text("account"), leaf.text("name"),
                            Role.valueOf(leaf.optional("role").orElse("agent").toUpperCase(Locale.ROOT)),
                            leaf.optional("language").orElse("fr"), leaf.texts("teams"), leaf.optional("extension")))
                    .toList();
        }
    }

    /** Creates the teams and the accounts. */
    static Townspeople settle(Database database, Clock clock) throws InterruptedException {
        Accounts accounts = new Accounts(database, new Passwords(), clock);
        Map<String, UUID> teams = new LinkedHashMap<>();
        for (String name : Books.map("/demo/town.yaml").texts("teams")) {
            teams.put(name, accounts.createTeam(Optional.empty(), name).id());
        }
        return new Townspeople(agents(accounts, teams), teams);
    }

    /** All at once: hashing a password takes long by design. */
    private static Map<String, UUID> agents(Accounts accounts, Map<String, UUID> teams) throws InterruptedException {
        Map<String, UUID> agents = new LinkedHashMap<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Agent>> created = new ArrayList<>();
            for (Person person : Person.all()) {
                List<UUID> members = person.teams().stream().map(name -> Optional.ofNullable(teams.get(name)).orElseThrow()).toList();
                created.add(executor.submit(() -> accounts.create(Optional.empty(),
                        new NewAgent(person.account(), person.name(), PASSWORD, person.role(), person.language(), members,
                                person.extension()))));
            }
            for (Future<Agent> each : created) {
                agents.put(each.get().account(), each.get().id());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("An account of the demo could not be created", failure.getCause());
        }
        return agents;
    }
}
