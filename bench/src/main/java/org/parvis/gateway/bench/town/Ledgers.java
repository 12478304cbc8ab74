package org.parvis.gateway.bench.town;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables that a conversation leaves rows in, each on its way in. */
record Ledgers(Rows conversations, Rows threads, Rows messages, Rows names, Rows events, Rows obligations, Rows deliveries, Rows changes)
        implements
            AutoCloseable {

    static Ledgers open(Past.Connections connections) throws SQLException {
        List<Rows> rows = new ArrayList<>();
        for (String columns : List.of(
                "conversation (id, number, channel_id, contact_id, subject, topic, state, team_id, assignee_id, visibility, snippet, created_at,"
                        + " last_message_at, owed_since, message_count, version)",
                "thread (channel_id, name, conversation_id)",
                "message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, agent_id, subject, body, sent_at,"
                        + " created_at, search)",
                "network_message (channel_id, network_id, conversation_id, message_id)",
                "inbound_event (channel_id, event_id, received_at)",
                "obligation (message_id, conversation_id, opened_at, settlement, settled_at, settled_by, answer_id, reason)",
                "delivery (id, conversation_id, message_id, channel_id, state, command, attempts, next_attempt_at, created_at, updated_at)",
                "event (at, kind, conversation_id, message_id, channel_id, agent_id)")) {
            rows.add(new Rows(connections.open(), columns));
        }
        return new Ledgers(rows.get(0), rows.get(1), rows.get(2), rows.get(3), rows.get(4), rows.get(5), rows.get(6), rows.get(7));
    }

    private List<Rows> all() {
        return List.of(conversations, threads, messages, names, events, obligations, deliveries, changes);
    }

    void end() throws SQLException {
        for (Rows rows : all()) {
            rows.end();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Rows rows : all()) {
            rows.close();
        }
    }
}
