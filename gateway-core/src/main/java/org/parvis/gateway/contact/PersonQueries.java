package org.parvis.gateway.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Handle;
import org.parvis.gateway.contact.PersonView.Evidence;
import org.parvis.gateway.contact.PersonView.LastSeen;
import org.parvis.gateway.contact.PersonView.Merge;
import org.parvis.gateway.contact.PersonView.Note;
import org.parvis.gateway.contact.PersonView.Suggestion;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.language.LanguageGuess;

/** Reads one person whole, for agents. Blocking. */
public final class PersonQueries {

    static final int MAXIMUM_SUGGESTIONS = 5;
    /** So many of the latest messages tell by which channel somebody usually writes, and in which language. */
    private static final int LATEST = 20;
    private static final int FEWEST_FOR_A_HABIT = 3;
    private static final int WORDS = 500;
    private static final int MAXIMUM_HANDLES = 50;
    private static final int MAXIMUM_MERGES = 20;
    /** What an association states in a hundred forms makes nobody the same person. */
    private static final int MAXIMUM_SHARED = 20;

    private final Database database;

    public PersonQueries(Database database) {
        this.database = database;
    }

    public Optional<PersonView> find(UUID id) throws InterruptedException {
        return database.read(session -> {
            Optional<ContactView> contact = ContactQueries.views(session, List.of(id)).stream().findFirst();
            return contact.isEmpty() ? Optional.empty() : Optional.of(person(session, contact.get()));
        });
    }

    /** What agents changed about the person, and their networks, the latest first; along event_contact. */
    public List<PersonChange> history(UUID id) throws InterruptedException {
        return database.read(session -> session.query("""
                select event.id, event.at, event.agent_id, event.detail, other.display_name as other_name
                  from event left join contact other on other.id = (event.detail ->> 'otherId')::uuid
                 where event.kind = 'contact.changed' and event.detail ->> 'contactId' = $1 order by event.id desc limit %d
                """.formatted(PersonChange.LATEST), id.toString())).stream().map(row -> new PersonChange(Rows.number(row, "id"),
                Rows.instant(row, "at"), Rows.optionalUuid(row, "agent_id"), Rows.json(row, "detail"),
                Rows.optionalText(row, "other_name")))
                .toList();
    }

    private static PersonView person(Session session, ContactView contact) throws InterruptedException {
        List<List<Row>> found = session.pipeline(List.of(
                new Statement("select version, merged_into, note, note_by, note_at from contact where id = $1", contact.id()),
                latest(contact.id()), lastSeen(contact.id()), merges(contact.id())));
        Row row = found.getFirst().getFirst();
        List<Row> latest = found.get(1);
        Optional<UUID> mergedInto = Rows.optionalUuid(row, "merged_into");
        return new PersonView(contact, Rows.number(row, "version"), guess(contact, latest), mergedInto,
                Rows.optionalText(row, "note").map(text -> new Note(text, Rows.uuid(row, "note_by"), Rows.instant(row, "note_at"))),
                usual(latest.stream().map(each -> Rows.text(each, "channel_id")).toList()), sightings(found.get(2)),
                found.get(3).stream().map(PersonQueries::merge).toList(),
                mergedInto.isPresent() ? List.of() : suggestions(session, contact));
    }

    /** Along message_contact. */
    private static Statement latest(UUID contact) {
        return new Statement("""
                select channel_id, agent_id, left(body, %d) as words from message where contact_id = $1 and kind = 'INBOUND'
                 order by created_at desc, id desc limit %d
                """.formatted(WORDS, LATEST), contact);
    }

    private static Statement lastSeen(UUID contact) {
        return new Statement("""
                select handle.kind, handle.value, latest.channel_id, latest.created_at
                  from handle cross join lateral (
                    select channel_id, created_at from message
                     where contact_id = $1 and kind = 'INBOUND' and handle_kind = handle.kind and handle_value = handle.value
                     order by created_at desc, id desc limit 1) latest
                 where handle.contact_id = $1 limit %d
                """.formatted(MAXIMUM_HANDLES), contact);
    }

    private static Statement merges(UUID contact) {
        return new Statement("""
                select m.id, m.emptied_id, emptied.display_name, m.reason, m.words, m.agent_id, m.merged_at, emptied.note,
                       not exists (select from contact_merge later where later.undone_at is null and later.number > m.number
                                      and (later.kept_id in (m.kept_id, m.emptied_id) or later.emptied_id in (m.kept_id, m.emptied_id))) as undoable
                  from contact_merge m join contact emptied on emptied.id = m.emptied_id
                 where m.kept_id = $1 and m.undone_at is null order by m.number desc limit %d
                """.formatted(MAXIMUM_MERGES), contact);
    }

    private static Merge merge(Row row) {
        return new Merge(Rows.uuid(row, "id"), Rows.uuid(row, "emptied_id"), Rows.optionalText(row, "display_name"),
                Rows.constant(row, "reason", MergeReason.class), Rows.optionalText(row, "words"), Rows.uuid(row, "agent_id"),
                Rows.instant(row, "merged_at"), Rows.optionalText(row, "note"), Rows.flag(row, "undoable"));
    }

    private static Map<String, LastSeen> sightings(List<Row> rows) {
        Map<String, LastSeen> sightings = new HashMap<>();
        rows.forEach(row -> sightings.put(PersonView.key(Rows.constant(row, "kind", Handle.Kind.class), Rows.text(row, "value")),
                new LastSeen(Rows.text(row, "channel_id"), Rows.instant(row, "created_at"))));
        return sightings;
    }

    /** From what they wrote themselves: the note of a call is in its agent's words. */
    private static Optional<String> guess(ContactView contact, List<Row> latest) {
        if (contact.language().isPresent()) {
            return Optional.empty();
        }
        return LanguageGuess.of(latest.stream().filter(row -> Rows.optionalUuid(row, "agent_id").isEmpty())
                .map(row -> Rows.text(row, "words")).toList());
    }

    static Optional<String> usual(List<String> channels) {
        return channels.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST_FOR_A_HABIT && entry.getValue() * 2 > channels.size())
                .map(Map.Entry::getKey).findFirst();
    }

    private static List<Suggestion> suggestions(Session session, ContactView contact) throws InterruptedException {
        Map<UUID, List<Evidence>> evidence = new LinkedHashMap<>();
        for (Row row : shared(session, contact)) {
            evidence.computeIfAbsent(Rows.uuid(row, "contact_id"), unseen -> new ArrayList<>())
                    .add(new Evidence(Rows.constant(row, "kind", Evidence.Sort.class), Rows.text(row, "value")));
        }
        List<UUID> first = evidence.keySet().stream().limit(MAXIMUM_SUGGESTIONS).toList();
        Map<UUID, ContactView> contacts = ContactQueries.views(session, first).stream()
                .collect(Collectors.toMap(ContactView::id, Function.identity()));
        return first.stream().flatMap(id -> Optional.ofNullable(contacts.get(id)).stream())
                .map(other -> new Suggestion(other, evidence.getOrDefault(other.id(), List.of()))).toList();
    }

    /**
     * A handle of one that the other states or both state, along stated_handle_prefix and the primary key of handle; and the same name of two
     * words at least, in whatever order, along contact_name.
     */
    private static List<Row> shared(Session session, ContactView contact) throws InterruptedException {
        return session.query("""
                with selves as (select $1::uuid as id union select emptied_id from contact_merge where kept_id = $1 and undone_at is null),
                apart as (
                    select coalesce(contact.merged_into, contact.id) as id
                      from (select other_id as id from selves join contact_distinct on one_id = selves.id
                            union select one_id from selves join contact_distinct on other_id = selves.id) told
                      join contact on contact.id = told.id),
                known as (
                    select kind, value from handle where contact_id = $1 and kind in ('EMAIL', 'PHONE', 'FEDIVERSE')
                    union select kind, value from stated_handle where contact_id = $1 and kind in ('EMAIL', 'PHONE', 'FEDIVERSE')
                    limit %1$d),
                shared as (
                    (select other.contact_id, known.kind, known.value
                       from known cross join lateral (
                         select contact_id from handle where kind = known.kind and value = known.value
                         union select contact_id from (select contact_id from stated_handle where kind = known.kind and value = known.value limit %1$d) stated) other
                      where other.contact_id <> $1 and other.contact_id not in (select id from apart)
                      limit %1$d)
                    union all
                    (select id, 'NAME', display_name from contact
                      where length(name_vector($2)) >= 2 and name_vector(display_name) @@ plainto_tsquery('parvis_name', $2)
                        and strip(name_vector(display_name)) = strip(name_vector($2))
                        and id <> $1 and merged_into is null and id not in (select id from apart) limit %1$d))
                select shared.contact_id, shared.kind, shared.value
                  from shared join contact on contact.id = shared.contact_id
                 where contact.merged_into is null
                 order by shared.kind = 'NAME', contact.created_at desc, shared.contact_id, shared.kind
                """.formatted(MAXIMUM_SHARED), contact.id(), contact.name().orElse(""));
    }
}
