package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.scope.Reader;

/** Reads which notes mention an agent. Blocking. */
public final class MentionQueries {

    /** Of what is unread no more are counted. */
    public static final int MOST_COUNTED = 1_000;

    private final Database database;
    private final ConversationQueries conversations;
    private final MessageQueries messages;

    public MentionQueries(Database database, ConversationQueries conversations, MessageQueries messages) {
        this.database = database;
        this.conversations = conversations;
        this.messages = messages;
    }

    /**
     * A page of an agent's mentions.
     *
     * @param unread how many there are in all, {@link #MOST_COUNTED} at most
     */
    public record Mentions(Page<MentionView> page, long unread) {
    }

    /** What is unread first, then the latest first; both the page and the count along mention_list. */
    public Mentions of(Reader reader, Optional<Keyset> after, int limit) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent(), limit + 1));
        String beyond = after.isPresent() ? " and (unread, created_at, message_id) < ($3, $4::timestamptz, $5)" : "";
        after.ifPresent(key -> values.addAll(List.of(key.rank() > 0, key.at().orElse(Instant.EPOCH), key.id())));
        Statement rows = new Statement("""
                select message_id, conversation_id, team_id, unread, created_at from mention
                 where agent_id = $1%s%s order by unread desc, created_at desc, message_id desc limit $2
                """.formatted(beyond, within(reader, values)), values.toArray());
        List<@Nullable Object> counted = new ArrayList<>(List.of(reader.agent()));
        String count = "select count(*) as unread from (select 1 from mention where agent_id = $1 and unread%s limit %d) counted"
                .formatted(within(reader, counted), MOST_COUNTED);
        List<List<Row>> found = database.read(session -> session.pipeline(List.of(rows, new Statement(count, counted.toArray()))));
        Page<Row> page = Page.of(found.getFirst(), limit, row -> new Keyset(Optional.of(Rows.instant(row, "created_at")),
                Rows.flag(row, "unread") ? 1 : 0, Rows.uuid(row, "message_id")));
        return new Mentions(new Page<>(views(reader, page.items()), page.next()), Rows.number(found.getLast().getFirst(), "unread"));
    }

    /** Somebody may be mentioned in what they do not see. */
    private static String within(Reader reader, List<@Nullable Object> values) {
        return reader.scope().isLimited()
                ? " and exists (select from conversation c where c.id = mention.conversation_id" + reader.scope().and("c", values) + ")"
                : "";
    }

    private List<MentionView> views(Reader reader, List<Row> rows) throws InterruptedException {
        Map<UUID, ConversationRow> in = conversations
                .byIds(reader, rows.stream().map(row -> Rows.uuid(row, "conversation_id")).distinct().toList())
                .stream().collect(Collectors.toMap(ConversationRow::id, Function.identity()));
        Map<UUID, MessageView> notes = messages.byIds(rows.stream().map(row -> Rows.uuid(row, "message_id")).toList()).stream()
                .collect(Collectors.toMap(MessageView::id, Function.identity()));
        // One that went out of the reader's scope since the look at the mentions is left out.
        return rows.stream().filter(row -> in.containsKey(Rows.uuid(row, "conversation_id")))
                .map(row -> new MentionView(Optional.ofNullable(notes.get(Rows.uuid(row, "message_id"))).orElseThrow(),
                        Optional.ofNullable(in.get(Rows.uuid(row, "conversation_id"))).orElseThrow(), Rows.optionalUuid(row, "team_id"),
                        Rows.flag(row, "unread")))
                .toList();
    }
}
