package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session.Statement;

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
    public Mentions of(UUID agent, Optional<Keyset> after, int limit) throws InterruptedException {
        Statement rows = after.map(key -> new Statement("""
                select message_id, conversation_id, team_id, unread, created_at from mention
                 where agent_id = $1 and (unread, created_at, message_id) < ($2, $3::timestamptz, $4)
                 order by unread desc, created_at desc, message_id desc limit $5
                """, agent, key.rank() > 0, key.at().orElse(Instant.EPOCH), key.id(), limit + 1)).orElseGet(() -> new Statement("""
                select message_id, conversation_id, team_id, unread, created_at from mention
                 where agent_id = $1 order by unread desc, created_at desc, message_id desc limit $2
                """, agent, limit + 1));
        List<List<Row>> found = database.read(session -> session.pipeline(List.of(rows, new Statement(
                "select count(*) as unread from (select 1 from mention where agent_id = $1 and unread limit %d) counted"
                        .formatted(MOST_COUNTED),
                agent))));
        Page<Row> page = Page.of(found.getFirst(), limit, row -> new Keyset(Optional.of(Rows.instant(row, "created_at")),
                Rows.flag(row, "unread") ? 1 : 0, Rows.uuid(row, "message_id")));
        return new Mentions(new Page<>(views(agent, page.items()), page.next()), Rows.number(found.getLast().getFirst(), "unread"));
    }

    private List<MentionView> views(UUID agent, List<Row> rows) throws InterruptedException {
        Map<UUID, ConversationRow> in = conversations
                .byIds(agent, rows.stream().map(row -> Rows.uuid(row, "conversation_id")).distinct().toList())
                .stream().collect(Collectors.toMap(ConversationRow::id, Function.identity()));
        Map<UUID, MessageView> notes = messages.byIds(rows.stream().map(row -> Rows.uuid(row, "message_id")).toList()).stream()
                .collect(Collectors.toMap(MessageView::id, Function.identity()));
        return rows.stream().map(row -> new MentionView(Optional.ofNullable(notes.get(Rows.uuid(row, "message_id"))).orElseThrow(),
                Optional.ofNullable(in.get(Rows.uuid(row, "conversation_id"))).orElseThrow(), Rows.optionalUuid(row, "team_id"),
                Rows.flag(row, "unread"))).toList();
    }
}
