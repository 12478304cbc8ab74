package org.parvis.gateway.http.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.contact.ContactView;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.contact.PersonQueries;
import org.parvis.gateway.contact.PersonView;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.ConversationRow;
import org.parvis.gateway.desk.ContactChange;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.People;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.scope.Reader;

/** People: who they are, what they wrote, and which contacts are one of them. */
public final class ContactOperations {

    private final ContactQueries contacts;
    private final PersonQueries people;
    private final ConversationQueries conversations;
    private final Desk desk;
    private final Idempotency idempotency;

    public ContactOperations(ContactQueries contacts, PersonQueries people, ConversationQueries conversations, Desk desk,
            Idempotency idempotency) {
        this.contacts = contacts;
        this.people = people;
        this.conversations = conversations;
        this.desk = desk;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        Map<String, Api.Handler> handlers = new HashMap<>();
        handlers.put("contacts", this::find);
        handlers.put("contact", arguments -> Answer.json(200, person(arguments.reader(), arguments.id())));
        handlers.put("changeContact", this::change);
        handlers.put("contactConversations", this::conversations);
        handlers.put("contactHistory", this::history);
        handlers.put("mergeContact", this::merge);
        handlers.put("undoMerge", this::separate);
        handlers.put("tellContactsApart", this::tellApart);
        return handlers;
    }

    private Answer find(Arguments arguments) throws InterruptedException {
        Optional<String> handle = arguments.call().query("handle");
        Optional<String> name = arguments.call().query("q");
        if (handle.isPresent() == name.isPresent()) {
            throw Problem.invalid(handle.isPresent() ? "q" : "handle", "one of handle and q is needed, and not both").exception();
        }
        List<ContactView> found = handle.isPresent()
                ? contacts.byHandle(arguments.reader().scope(), handle.orElseThrow())
                : contacts.byName(arguments.reader().scope(), name.orElseThrow());
        Map<UUID, List<ConversationRow>> latest = found.isEmpty()
                ? Map.of()
                : conversations.latestOf(arguments.reader(), found.stream().map(ContactView::id).toList());
        JsonArray shapes = JsonValues.array(found, person -> Shapes.contact(person, latest.getOrDefault(person.id(), List.of())));
        return Answer.json(200, shapes);
    }

    private JsonObject person(Reader reader, UUID id) throws InterruptedException {
        PersonView person = people.find(id).map(whole -> reader.scope().isLimited() ? whole.outline() : whole)
                .orElseThrow(() -> Problem.notFound().exception());
        return PersonShape.of(person, conversations.latestOf(reader, List.of(id)).getOrDefault(id, List.of()));
    }

    /** Who else somebody is, or is not, is told to those who see everybody. */
    private Answer history(Arguments arguments) throws InterruptedException {
        boolean limited = arguments.reader().scope().isLimited();
        return Answer.json(200,
                JsonValues.array(people.history(arguments.id()).stream().filter(change -> !limited || !change.isOfTwo()).toList(),
                        PersonShape::change));
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        ContactChange change = new ContactChange(arguments.optionalNumber("version").orElseThrow(), field(arguments, "name"),
                field(arguments, "language"), field(arguments, "note"));
        desk.people().change(arguments.agent(), arguments.id(), change);
        return Answer.json(200, person(arguments.reader(), arguments.id()));
    }

    private static Field<String> field(Arguments arguments, String name) {
        return arguments.has(name) ? Field.to(arguments.optionalText(name)) : Field.keep();
    }

    private Answer conversations(Arguments arguments) throws InterruptedException {
        return Answer.json(200, Shapes.page(
                conversations.of(arguments.reader(), arguments.id(), arguments.cursor(), arguments.limit()), Shapes::conversation));
    }

    private Answer merge(Arguments arguments) throws InterruptedException {
        UUID other = arguments.optionalUuid("otherId").orElseThrow();
        People.Finding finding = new People.Finding(JsonValues.constant(MergeReason.class, arguments.text("reason")),
                arguments.optionalText("words"));
        return idempotency.once(arguments.call(), arguments.call().body(), session -> {
            UUID merge = desk.within(session).people().merge(arguments.agent(), arguments.id(), other, finding);
            return Idempotency.Created.of(new JsonObject().put("id", merge.toString()).put("contactId", arguments.id().toString())
                    .put("otherId", other.toString()));
        });
    }

    private Answer tellApart(Arguments arguments) throws InterruptedException {
        desk.people().tellApart(arguments.agent(), arguments.id(), arguments.optionalUuid("otherId").orElseThrow(),
                arguments.flag("apart"));
        return Answer.json(200, person(arguments.reader(), arguments.id()));
    }

    private Answer separate(Arguments arguments) throws InterruptedException {
        return Answer.json(200, person(arguments.reader(), desk.people().separate(arguments.agent(), arguments.id())));
    }
}
