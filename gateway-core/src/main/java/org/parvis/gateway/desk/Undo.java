package org.parvis.gateway.desk;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    /** The fields of a change, as the log names them, and the columns that hold them. */
    private static final Map<String, String> COLUMNS = Map.of("assigneeId", "assignee_id", "teamId", "team_id", "topic", "topic", "state",
            "state");
    private static final String UNDOES = "undoes";

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
        for (String field : COLUMNS.keySet()) {
            if (detail.containsKey(field)) {
                JsonArray values = detail.getJsonArray(field);
                restore(session, conversation, field, values.getString(0));
                undone.put(field, new JsonArray().add(values.getString(1)).add(values.getString(0)));
            }
        }
        if (closed(session, conversation, Rows.number(change, "transaction"))) {
            Ledger.unclosed(session, conversation, agent);
        }
        session.execute("update conversation set version = version + 1 where id = $1", conversation);
        EventLog.append(session, Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent).detail(undone));
    }

    /** Each field is as the change left it, and the change is not an undoing itself. */
    private static boolean undoable(JsonObject detail, Row current) {
        return !detail.containsKey(UNDOES) && COLUMNS.entrySet().stream().filter(field -> detail.containsKey(field.getKey()))
                .allMatch(field -> Optional.ofNullable(detail.getJsonArray(field.getKey()).getString(1))
                        .equals(Optional.ofNullable(current.getValue(field.getValue())).map(Object::toString)));
    }

    private static void restore(Session session, UUID conversation, String field, @Nullable String before) throws InterruptedException {
        boolean isId = field.endsWith("Id");
        session.execute("update conversation set " + COLUMNS.get(field) + " = $2 where id = $1", conversation,
                before == null || !isId ? before : UUID.fromString(before));
    }

    /** Whether the change closed what was owed: the ledger tells so in the same transaction. */
    private static boolean closed(Session session, UUID conversation, long transaction) throws InterruptedException {
        return session.first("""
                select 1 from event where conversation_id = $1 and transaction = $2 and kind = $3 and detail -> 'closed' is not null limit 1
                """, conversation, transaction, Kind.LEDGER_CHANGED.wire()).isPresent();
    }
}
