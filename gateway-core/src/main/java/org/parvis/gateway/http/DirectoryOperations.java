package org.parvis.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;

import org.parvis.gateway.access.Accounts;
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

    DirectoryOperations(Accounts accounts, ContactQueries contacts, ConversationQueries conversations, Channels channels) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.conversations = conversations;
        this.channels = channels;
    }

    Map<String, Api.Handler> handlers() {
        return Map.of(
                "contacts", this::contacts,
                "contact", this::contact,
                "channels", arguments -> Answer.json(200, channels.list()),
                "plugins", arguments -> Answer.json(200, channels.pluginList()),
                "teams", arguments -> Answer.json(200, Shapes.array(accounts.teams(), Shapes::team)),
                "agents", arguments -> Answer.json(200, Shapes.array(accounts.agents(), Shapes::agent)));
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
}
