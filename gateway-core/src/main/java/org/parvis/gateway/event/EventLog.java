package org.parvis.gateway.event;

import java.util.List;

import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/** Writes the change log, always within the transaction that makes the change. */
public final class EventLog {

    private EventLog() {
    }

    public static void append(Session session, Entry... entries) throws InterruptedException {
        append(session, List.of(entries));
    }

    public static void append(Session session, List<Entry> entries) throws InterruptedException {
        if (!entries.isEmpty()) {
            session.pipeline(List.of(statement(entries)));
        }
    }

    /** What {@link #append} does, to be sent together with other statements of the transaction. */
    public static Statement statement(List<Entry> entries) {
        Columns<Entry> columns = Columns.of(entries);
        return new Statement("""
                insert into event (kind, conversation_id, message_id, channel_id, agent_id, detail)
                select kind, conversation_id, message_id, channel_id, agent_id, detail::jsonb
                  from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[])
                    as entry (kind, conversation_id, message_id, channel_id, agent_id, detail)
                """, columns.texts(entry -> entry.kind().wire()), columns.uuids(entry -> entry.conversation().orElse(null)),
                columns.uuids(entry -> entry.message().orElse(null)), columns.texts(entry -> entry.channel().orElse(null)),
                columns.uuids(entry -> entry.agent().orElse(null)), columns.texts(entry -> entry.detail().encode()));
    }
}
