package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Rows;

/**
 * A command that this node has claimed.
 *
 * @param id       the command's key
 * @param message  absent for a notice
 * @param attempts including this one
 */
record Delivery(UUID id, UUID conversation, Optional<UUID> message, String channel, JsonObject command, int attempts, Instant created) {

    static final String COLUMNS = "id, conversation_id, message_id, channel_id, command, attempts, created_at";

    static Delivery of(Row row) {
        return new Delivery(Rows.uuid(row, "id"), Rows.uuid(row, "conversation_id"), Rows.optionalUuid(row, "message_id"),
                Rows.text(row, "channel_id"),
                Rows.json(row, "command"), row.getInteger("attempts"), Rows.instant(row, "created_at"));
    }
}
