package org.parvis.gateway.http;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Role;

/** Teams, agents, channels and plugins. */
final class DirectoryOperations {

    private final Accounts accounts;
    private final Channels channels;
    private final Idempotency idempotency;

    DirectoryOperations(Accounts accounts, Channels channels, Idempotency idempotency) {
        this.accounts = accounts;
        this.channels = channels;
        this.idempotency = idempotency;
    }

    Map<String, Api.Handler> handlers() {
        return Map.of(
                "channels", arguments -> Answer.json(200, channels.list()),
                "plugins", arguments -> Answer.json(200, channels.pluginList()),
                "teams", arguments -> Answer.json(200, Shapes.array(accounts.teams(), Shapes::team)),
                "createTeam", this::createTeam,
                "agents", arguments -> Answer.json(200, Shapes.array(accounts.agents(), Shapes::agent)),
                "createAgent", this::createAgent,
                "changeAgent", this::changeAgent);
    }

    private Answer createTeam(Arguments arguments) throws InterruptedException {
        requireAdministrator(arguments);
        String name = arguments.text("name").strip();
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> Idempotency.Created.of(Shapes.team(accounts.within(session).createTeam(Optional.of(arguments.agent()), name))));
    }

    private Answer createAgent(Arguments arguments) throws InterruptedException {
        requireAdministrator(arguments);
        NewAgent agent = newAgent(arguments);
        String hash = accounts.hash(agent);
        // The request is remembered without the password: a plain digest of one could be found by trying.
        return idempotency.once(arguments.call(), Buffer.buffer(arguments.bodyWithout("password")),
                session -> Idempotency.Created
                        .of(Shapes.agent(accounts.within(session).create(Optional.of(arguments.agent()), agent, hash))));
    }

    private Answer changeAgent(Arguments arguments) throws InterruptedException {
        requireAdministrator(arguments);
        Agent changed = accounts.setActive(Optional.of(arguments.agent()), arguments.id(), arguments.flag("active"))
                .orElseThrow(() -> Problem.notFound().exception());
        return Answer.json(200, Shapes.agent(changed));
    }

    private static NewAgent newAgent(Arguments arguments) {
        try {
            return new NewAgent(arguments.text("account").strip(), arguments.text("name").strip(), arguments.text("password"),
                    arguments.optionalText("role").map(word -> Shapes.constant(Role.class, word)).orElse(Role.AGENT),
                    arguments.optionalText("language").orElse("fr"), arguments.uuids("teamIds"), arguments.optionalText("extension"));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("account", String.valueOf(wrong.getMessage())).exception();
        }
    }

    private static void requireAdministrator(Arguments arguments) {
        if (!arguments.call().agent().role().atLeast(Role.ADMINISTRATOR)) {
            throw Problem.named(403, "role", "Only administrators may do this.").exception();
        }
    }
}
