package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.MessageView.Author;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/** Reads the messages of a conversation, with all that stands beside them, in two round trips a page. Blocking. */
public final class MessageQueries {

    /** How often the author of message {@code m} has changed it: 0 as first written. */
    static final String REVISION = "case when m.edited_at is null then 0 else (select count(*) from message_revision r where r.message_id = m.id) end as revision";
    private static final String COLUMNS = """
            select m.id, m.kind, m.visibility, m.origin, m.contact_id, m.handle_kind, m.handle_value, m.agent_id, m.channel_id, m.subject, m.body,
                   m.folds, m.mentions, m.html is not null as has_html, m.warning, m.fields, m.defects, m.sent_at, m.created_at, m.edited_at, m.deleted_at,
                   a.display_name as agent_name, coalesce(h.display_name, p.display_name) as contact_name,
            """ + REVISION + """
              from message m
              left join agent a on a.id = m.agent_id
              left join contact p on p.id = m.contact_id
              left join handle h on h.kind = m.handle_kind and h.value = m.handle_value
            """;
    private static final int MAXIMUM_REVISIONS = 200;

    private final Database database;

    public MessageQueries(Database database) {
        this.database = database;
    }

    /** What a message said before, with its files. */
    public record Revision(String text, Instant replacedAt, List<AttachmentView> attachments) {
    }

    /** The newest page first, each page in order of time, along message_conversation. Empty when there is no such conversation. */
    public Optional<Page<MessageView>> page(UUID conversation, Optional<Keyset> before, int limit) throws InterruptedException {
        return database.read(session -> {
            Statement messages = before.flatMap(Keyset::at)
                    .map(at -> new Statement(COLUMNS + "where m.conversation_id = $1 and (m.created_at, m.id) < ($2::timestamptz, $3)"
                            + " order by m.created_at desc, m.id desc limit $4", conversation, at, before.orElseThrow().id(), limit + 1))
                    .orElseGet(() -> new Statement(COLUMNS + "where m.conversation_id = $1 order by m.created_at desc, m.id desc limit $2",
                            conversation, limit + 1));
            List<List<Row>> found = session
                    .pipeline(List.of(new Statement("select 1 from conversation where id = $1", conversation), messages));
            if (found.getFirst().isEmpty()) {
                return Optional.<Page<MessageView>>empty();
            }
            List<Row> rows = found.getLast();
            Page<Row> page = Page.of(rows, limit, row -> Keyset.at(Rows.instant(row, "created_at"), Rows.uuid(row, "id")));
            return Optional.of(new Page<>(views(session, page.items().reversed()), page.next()));
        });
    }

    /** Those of these messages that exist, in no order. Along the primary key. */
    public List<MessageView> byIds(Collection<UUID> ids) throws InterruptedException {
        return database.read(session -> views(session, session.query(COLUMNS + "where m.id = any($1)", (Object) ids.toArray(UUID[]::new))));
    }

    public Optional<MessageView> find(UUID message) throws InterruptedException {
        return database.read(session -> find(session, message));
    }

    /** Within a transaction of the caller's, which may have written it just now. */
    public static Optional<MessageView> find(Session session, UUID message) throws InterruptedException {
        return views(session, session.query(COLUMNS + "where m.id = $1", message)).stream().findFirst();
    }

    /** As its author sent it: never for a browser as it stands. */
    public Optional<String> html(UUID message) throws InterruptedException {
        return database.read(session -> session.first("select html from message where id = $1 and deleted_at is null", message))
                .flatMap(row -> Rows.optionalText(row, "html"));
    }

    /** The oldest first. Empty when there is no such message. */
    public Optional<List<Revision>> revisions(UUID message) throws InterruptedException {
        return database.read(session -> {
            if (session.first("select 1 from message where id = $1", message).isEmpty()) {
                return Optional.<List<Revision>>empty();
            }
            Map<Integer, List<AttachmentView>> files = new HashMap<>();
            for (Row row : session.query("""
                    select id, revision, name, media_type, size, content_id, description from attachment
                     where message_id = $1 and role = 'FILE' and revision < $2 order by revision, position, id
                    """, message, MAXIMUM_REVISIONS)) {
                files.computeIfAbsent(row.getInteger("revision"), unseen -> new ArrayList<>()).add(AttachmentQueries.view(row));
            }
            return Optional.of(session
                    .query("select position, body, replaced_at from message_revision where message_id = $1 order by position limit $2",
                            message,
                            MAXIMUM_REVISIONS)
                    .stream().map(row -> new Revision(Rows.text(row, "body"), Rows.instant(row, "replaced_at"),
                            files.getOrDefault(row.getInteger("position"), List.of())))
                    .toList());
        });
    }

    private static List<MessageView> views(Session session, List<Row> rows) throws InterruptedException {
        if (rows.isEmpty()) {
            return List.of();
        }
        UUID[] ids = rows.stream().map(row -> Rows.uuid(row, "id")).toArray(UUID[]::new);
        List<List<Row>> beside = session.pipeline(List.of(
                new Statement("""
                        select a.id, a.message_id, a.role, a.name, a.media_type, a.size, a.content_id, a.description
                          from attachment a where a.message_id = any($1) and a.revision is null order by a.message_id, a.position, a.id
                        """, (Object) ids),
                new Statement(DeliveryQueries.COLUMNS + "where d.message_id = any($1)", (Object) ids),
                new Statement("select message_id from obligation where message_id = any($1) and settlement is null", (Object) ids)));
        Map<UUID, List<AttachmentView>> files = new HashMap<>();
        Set<UUID> originals = new HashSet<>();
        for (Row row : beside.getFirst()) {
            if (Rows.text(row, "role").equals("ORIGINAL")) {
                originals.add(Rows.uuid(row, "message_id"));
            } else {
                files.computeIfAbsent(Rows.uuid(row, "message_id"), unseen -> new ArrayList<>()).add(AttachmentQueries.view(row));
            }
        }
        Map<UUID, DeliveryView> deliveries = new HashMap<>();
        beside.get(1).forEach(row -> deliveries.put(Rows.uuid(row, "message_id"), DeliveryQueries.view(row)));
        Set<UUID> owed = new HashSet<>();
        beside.get(2).forEach(row -> owed.add(Rows.uuid(row, "message_id")));
        return rows.stream().map(row -> {
            UUID id = Rows.uuid(row, "id");
            return view(row, originals.contains(id), owed.contains(id), files.getOrDefault(id, List.of()),
                    Optional.ofNullable(deliveries.get(id)));
        }).toList();
    }

    private static MessageView view(Row row, boolean hasOriginal, boolean owed, List<AttachmentView> files,
            Optional<DeliveryView> delivery) {
        MessageView.Kind kind = Rows.constant(row, "kind", MessageView.Kind.class);
        boolean inbound = kind == MessageView.Kind.INBOUND;
        Optional<String> agentName = Rows.optionalText(row, "agent_name");
        boolean anonymous = Rows.optionalText(row, "handle_kind").filter("ANONYMOUS"::equals).isPresent();
        Author author = inbound
                ? new Author(Rows.optionalText(row, "contact_name"), Rows.optionalText(row, "handle_value").filter(value -> !anonymous),
                        Optional.empty(),
                        Rows.optionalUuid(row, "contact_id"))
                : new Author(agentName, Optional.empty(), Rows.optionalUuid(row, "agent_id"), Optional.empty());
        return new MessageView(Rows.uuid(row, "id"), kind, Rows.constant(row, "visibility", Visibility.class),
                Rows.text(row, "origin").equals("AUTOMATIC"),
                author, inbound ? agentName : Optional.empty(), Rows.text(row, "channel_id"), Rows.optionalText(row, "subject"),
                Rows.text(row, "body"),
                array(row, "folds"), array(row, "mentions"), Rows.flag(row, "has_html"), hasOriginal, Rows.optionalText(row, "warning"),
                Rows.json(row, "fields"),
                array(row, "defects"), Rows.instant(row, "sent_at"), Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "edited_at"), (int) Rows.number(row, "revision"),
                Rows.optionalInstant(row, "deleted_at"), owed, files, delivery);
    }

    private static JsonArray array(Row row, String column) {
        return Optional.ofNullable(row.getJsonArray(column)).orElseGet(JsonArray::new);
    }
}
