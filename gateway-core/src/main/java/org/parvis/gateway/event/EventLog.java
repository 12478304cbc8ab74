package org.parvis.gateway.event;

import java.util.List;
import java.util.UUID;

import org.parvis.gateway.database.Session;

import io.vertx.core.json.JsonObject;

/** Writes the change log, always within the transaction that makes the change. */
public final class EventLog {

    private EventLog() {
    }

    public static void append(Session session, Entry... entries) throws InterruptedException {
        append(session, List.of(entries));
    }

    public static void append(Session session, List<Entry> entries) throws InterruptedException {
        if (entries.isEmpty()) {
            return;
        }
        session.execute("""
                insert into event (kind, conversation_id, message_id, channel_id, agent_id, detail)
                select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::jsonb[])
                """, entries.stream().map(entry -> entry.kind().wire()).toArray(String[]::new),
                entries.stream().map(entry -> entry.conversation().orElse(null)).toArray(UUID[]::new),
                entries.stream().map(entry -> entry.message().orElse(null)).toArray(UUID[]::new),
                entries.stream().map(entry -> entry.channel().orElse(null)).toArray(String[]::new),
                entries.stream().map(entry -> entry.agent().orElse(null)).toArray(UUID[]::new),
                entries.stream().map(Entry::detail).toArray(JsonObject[]::new));
    }
}
