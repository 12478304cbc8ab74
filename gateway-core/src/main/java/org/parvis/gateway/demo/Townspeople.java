package org.parvis.gateway.demo;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.parvis.gateway.access.Accounts;
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
        Passwords passwords = new Passwords();
        Accounts accounts = new Accounts(database, passwords, clock);
        Map<String, UUID> teams = new LinkedHashMap<>();
        for (String name : Books.map("/demo/town.yaml").texts("teams")) {
            teams.put(name, accounts.createTeam(Optional.empty(), name).id());
        }
        return new Townspeople(agents(accounts, passwords.hash(PASSWORD), teams), teams);
    }

    /** The one password is hashed once: that takes long by design. */
    private static Map<String, UUID> agents(Accounts accounts, String hash, Map<String, UUID> teams) throws InterruptedException {
        Map<String, UUID> agents = new LinkedHashMap<>();
        for (Person person : Person.all()) {
            List<UUID> members = person.teams().stream().map(name -> Optional.ofNullable(teams.get(name)).orElseThrow()).toList();
            NewAgent agent = new NewAgent(person.account(), person.name(), PASSWORD, person.role(), person.language(), members,
                    person.extension());
            agents.put(person.account(), accounts.create(Optional.empty(), agent, hash).id());
        }
        return agents;
    }
}
