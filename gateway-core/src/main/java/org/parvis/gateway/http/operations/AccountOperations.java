package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.AgentChange;
import org.parvis.gateway.access.AgentFile;
import org.parvis.gateway.access.AgentFile.Mistake;
import org.parvis.gateway.access.AgentImport;
import org.parvis.gateway.access.AgentImport.Imported;
import org.parvis.gateway.access.Hours;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;

/** Accounts and teams: administrators make and change them. */
public final class AccountOperations {

    private final Accounts accounts;
    private final AgentImport imports;
    private final Idempotency idempotency;

    public AccountOperations(Accounts accounts, AgentImport imports, Idempotency idempotency) {
        this.accounts = accounts;
        this.imports = imports;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("createTeam", this::createTeam,
                "changeTeam", this::changeTeam,
                "createAgent", this::createAgent,
                "changeAgent", this::changeAgent,
                "setPassword", this::setPassword,
                "importAgents", this::importAgents);
    }

    private Answer createTeam(Arguments arguments) throws InterruptedException {
        String name = arguments.text("name").strip();
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> Idempotency.Created.of(Shapes.team(accounts.within(session).createTeam(Optional.of(arguments.agent()), name))));
    }

    private Answer changeTeam(Arguments arguments) throws InterruptedException {
        return Answer.json(200,
                Shapes.team(accounts.renameTeam(Optional.of(arguments.agent()), arguments.id(), arguments.text("name").strip())
                        .orElseThrow(() -> Problem.notFound().exception())));
    }

    private Answer createAgent(Arguments arguments) throws InterruptedException {
        NewAgent agent = newAgent(arguments);
        String hash = accounts.hash(agent);
        // The request is remembered without the password: a plain digest of one could be found by trying.
        return idempotency.once(arguments.call(), Buffer.buffer(arguments.bodyWithout("password")),
                session -> Idempotency.Created
                        .of(Shapes.agent(accounts.within(session).create(Optional.of(arguments.agent()), agent, hash))));
    }

    private Answer changeAgent(Arguments arguments) throws InterruptedException {
        AgentChange change = change(arguments);
        try {
            Agent changed = accounts.change(Optional.of(arguments.agent()), arguments.id(), change)
                    .orElseThrow(() -> Problem.notFound().exception());
            return Answer.json(200, Shapes.agent(changed));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("extension", String.valueOf(wrong.getMessage())).exception();
        }
    }

    private Answer setPassword(Arguments arguments) throws InterruptedException {
        if (!accounts.setPassword(Optional.of(arguments.agent()), arguments.id(), arguments.text("password"))) {
            throw Problem.notFound().exception();
        }
        return Answer.noContent();
    }

    private Answer importAgents(Arguments arguments) throws InterruptedException {
        AgentFile file = AgentFile.read(arguments.call().body().getBytes());
        boolean check = arguments.call().query("check").map(Boolean::parseBoolean).orElse(false);
        AgentImport.Result result = check ? imports.check(file) : imports.create(arguments.agent(), file);
        return Answer.json(200, new JsonObject().put("agents", JsonValues.array(result.rows(), AccountOperations::shape))
                .put("mistakes", JsonValues.array(result.mistakes(), AccountOperations::shape)));
    }

    private static JsonObject shape(Imported imported) {
        JsonObject shape = new JsonObject().put("line", imported.row().line()).put("account", imported.row().account())
                .put("name", imported.row().name()).put("role", JsonValues.word(imported.row().role())).put("teams", imported.row().teams())
                .put("known", imported.known());
        return JsonValues.with(shape, "password", imported.password());
    }

    private static JsonObject shape(Mistake mistake) {
        return new JsonObject().put("line", mistake.line()).put("column", mistake.column())
                .put("code", JsonValues.word(mistake.problem())).put("value", mistake.value());
    }

    private static AgentChange change(Arguments arguments) {
        Optional<List<UUID>> teams = arguments.has("teamIds") ? Optional.of(arguments.uuids("teamIds")) : Optional.empty();
        try {
            AgentChange change = new AgentChange(arguments.optionalText("name").map(String::strip),
                    arguments.optionalText("role").map(word -> JsonValues.constant(Role.class, word)), arguments.optionalText("language"),
                    teams, arguments.optionalText("extension").map(String::strip), Optional.empty(), arguments.optionalFlag("active"),
                    arguments.has("hours") ? Optional.of(hours(arguments)) : Optional.empty());
            if (change.isEmpty()) {
                throw Problem.invalid("body", "says nothing that changes").exception();
            }
            return change;
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("name", String.valueOf(wrong.getMessage())).exception();
        }
    }

    /** Of a new agent. The empty text: none. */
    private static Optional<String> extension(Arguments arguments) {
        Optional<String> extension = arguments.optionalText("extension").map(String::strip).filter(text -> !text.isEmpty());
        try {
            extension.ifPresent(NewAgent::checkExtension);
            return extension;
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("extension", String.valueOf(wrong.getMessage())).exception();
        }
    }

    private static Optional<Hours> hours(Arguments arguments) {
        try {
            return arguments.optionalText("hours").map(Hours::parse);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.invalid("hours", String.valueOf(unreadable.getMessage())).exception();
        }
    }

    private static NewAgent newAgent(Arguments arguments) {
        try {
            return new NewAgent(arguments.text("account").strip(), arguments.text("name").strip(), arguments.text("password"),
                    arguments.optionalText("role").map(word -> JsonValues.constant(Role.class, word)).orElse(Role.AGENT),
                    arguments.optionalText("language").orElse("fr"), arguments.uuids("teamIds"),
                    extension(arguments), hours(arguments));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("account", String.valueOf(wrong.getMessage())).exception();
        }
    }
}
