package org.parvis.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.contact.ContactView;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.ConversationRow;

/** People, teams, agents, channels and plugins. */
final class DirectoryOperations {

    private final Accounts accounts;
    private final ContactQueries contacts;
    private final ConversationQueries conversations;
    private final Channels channels;
    private final Idempotency idempotency;

    DirectoryOperations(Accounts accounts, ContactQueries contacts, ConversationQueries conversations, Channels channels,
            Idempotency idempotency) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.conversations = conversations;
        this.channels = channels;
        this.idempotency = idempotency;
    }

    Map<String, Api.Handler> handlers() {
        return Map.of(
                "contacts", this::contacts,
                "contact", this::contact,
                "channels", arguments -> Answer.json(200, channels.list()),
                "plugins", arguments -> Answer.json(200, channels.pluginList()),
                "teams", arguments -> Answer.json(200, Shapes.array(accounts.teams(), Shapes::team)),
                "createTeam", this::createTeam,
                "agents", arguments -> Answer.json(200, Shapes.array(accounts.agents(), Shapes::agent)),
                "createAgent", this::createAgent,
                "changeAgent", this::changeAgent);
    }

    private Answer contacts(Arguments arguments) throws InterruptedException {
        Optional<String> handle = arguments.call().query("handle");
        Optional<String> name = arguments.call().query("q");
        if (handle.isPresent() == name.isPresent()) {
            throw Problem.invalid(handle.isPresent() ? "q" : "handle", "one of handle and q is needed, and not both").exception();
        }
        List<ContactView> found = handle.isPresent() ? contacts.byHandle(handle.orElseThrow()) : contacts.byName(name.orElseThrow());
        Map<UUID, List<ConversationRow>> latest = found.isEmpty()
                ? Map.of()
                : conversations.latestOf(arguments.agent(), found.stream().map(ContactView::id).toList());
        JsonArray people = Shapes.array(found, person -> Shapes.contact(person, latest.getOrDefault(person.id(), List.of())));
        return Answer.json(200, people);
    }

    private Answer contact(Arguments arguments) throws InterruptedException {
        ContactView person = contacts.find(arguments.id()).orElseThrow(() -> Problem.notFound().exception());
        List<ConversationRow> latest = conversations.latestOf(arguments.agent(), List.of(person.id())).getOrDefault(person.id(), List.of());
        return Answer.json(200, Shapes.contact(person, latest));
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
