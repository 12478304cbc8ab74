package org.parvis.gateway.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * Puts a conversation back as it was before an agent's latest change. What that was is read from the change log, which keeps each field before and after; what its
 * reason had closed in the ledger is owed again, since when it was.
 */
final class Undo {

    private static final String UNDOES = "undoes";
    /** Taken back by giving and taking them, since colleagues may have done so meanwhile. */
    private static final String TAGS = "tags";
    /** A merge of two contacts or its undoing, which is undone as a whole. */
    private static final String CONTACT = "contact";
    /** What was moved between conversations, and links, are taken back by themselves. */
    private static final List<String> OTHERS = List.of("move", "link");

    /** A field of a change, as the log names it, and the column that holds it. */
    private enum Field {
        ASSIGNEE("assigneeId", "assignee_id"), TEAM("teamId", "team_id"), TOPIC("topic", "topic"), STATE("state", "state"),
        /** After the state: only what waits has one. */
        SNOOZED("snoozedUntil", "snoozed_until"),
        /** After both: only what waits, and not until a moment, has one. */
        EXPERT("expert", "expert"), URGENT("urgent", "urgent");

        private final String word;
        private final String column;

        Field(String word, String column) {
            this.word = word;
            this.column = column;
        }

        private Object read(String text) {
            return switch (this) {
                case ASSIGNEE, TEAM -> UUID.fromString(text);
                case TOPIC, STATE, EXPERT -> text;
                case SNOOZED -> Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
                case URGENT -> Boolean.valueOf(text);
            };
        }

        Optional<Object> before(JsonObject detail) {
            return value(detail, 0);
        }

        Optional<Object> after(JsonObject detail) {
            return value(detail, 1);
        }

        private Optional<Object> value(JsonObject detail, int place) {
            return Optional.ofNullable(detail.getJsonArray(word).getValue(place)).map(Object::toString).map(this::read);
        }

        Optional<Object> current(Row row) {
            return this == SNOOZED ? Rows.optionalInstant(row, column).map(Object.class::cast) : Optional.ofNullable(row.getValue(column));
        }
    }

    private Undo() {
    }

    /** @param version that the change left: whatever happened since stands */
    static void latest(Session session, UUID agent, UUID conversation, long version) throws InterruptedException {
        Row current = Desk.lock(session, conversation);
        if (Rows.number(current, "version") != version) {
            throw Refusal.changedMeanwhile(version, Rows.number(current, "version"));
        }
        Row change = session.first("""
                select id, transaction, agent_id, detail from event where conversation_id = $1 and kind = $2 order by id desc limit 1
                """, conversation, Kind.CONVERSATION_CHANGED.wire())
                .filter(row -> Rows.optionalUuid(row, "agent_id").equals(Optional.of(agent)))
                .filter(row -> undoable(Rows.json(row, "detail"), current))
                .orElseThrow(() -> Refusal.conflict("nothing-to-undo",
                        "The latest change of the conversation is not yours, or is undone already."));
        JsonObject undone = new JsonObject().put(UNDOES, Rows.number(change, "id"));
        JsonObject detail = Rows.json(change, "detail");
        for (Field field : fields(detail)) {
            @Nullable
            Object before = field.before(detail).orElse(null);
            session.execute("update conversation set " + field.column + " = $2 where id = $1", conversation, before);
            JsonArray values = detail.getJsonArray(field.word);
            undone.put(field.word, new JsonArray().add(values.getValue(1)).add(values.getValue(0)));
        }
        if (undone.containsKey(Field.ASSIGNEE.word) && Changing.outOfSight(session, conversation).isPresent()) {
            throw Refusal.conflict("nothing-to-undo", "Whose it was would not see it any more.");
        }
        if (closed(session, conversation, Rows.number(change, "transaction"))) {
            Ledger.unclosed(session, conversation, agent);
        }
        session.execute("update conversation set version = version + 1 where id = $1", conversation);
        EventLog.append(session, Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent).detail(undone));
    }

    /** Each field is as the change left it, and the change is not an undoing itself. */
    private static boolean undoable(JsonObject detail, Row current) {
        return !detail.containsKey(UNDOES) && !detail.containsKey(TAGS) && !detail.containsKey(CONTACT)
                && OTHERS.stream().noneMatch(detail::containsKey)
                && fields(detail).stream().allMatch(field -> field.after(detail).equals(field.current(current)));
    }

    private static List<Field> fields(JsonObject detail) {
        return Stream.of(Field.values()).filter(field -> detail.containsKey(field.word)).toList();
    }

    /** Whether the change closed what was owed: the ledger tells so in the same transaction. */
    private static boolean closed(Session session, UUID conversation, long transaction) throws InterruptedException {
        return session.first("""
                select 1 from event where conversation_id = $1 and transaction = $2 and kind = $3 and detail -> 'closed' is not null limit 1
                """, conversation, transaction, Kind.LEDGER_CHANGED.wire()).isPresent();
    }
}
