package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Brings a conversation back to its agents, whatever one of them had set: something happened that must not go unseen. */
public final class Reopening {

    private Reopening() {
    }

    /** Within the caller's transaction; does nothing where the conversation is open. */
    public static void of(Session session, UUID conversation) throws InterruptedException {
        Optional<String> before = session.first("""
                with closed as (select id, state from conversation where id = $1 and state <> 'OPEN' for update)
                update conversation set state = 'OPEN', version = version + 1 from closed where conversation.id = closed.id
                returning closed.state as before
                """, conversation).map(row -> Rows.text(row, "before"));
        if (before.isPresent()) {
            EventLog.append(session, Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation)
                    .detail(new JsonObject().put("state", new JsonArray().add(before.get()).add(ConversationState.OPEN.name()))));
        }
    }
}
