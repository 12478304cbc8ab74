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
 * @param tries    those of the attempts that were made since a person last ordered one
 * @param firstTry when the first of these began
 * @param inDoubt  whether an earlier attempt may have reached the network
 */
record Delivery(UUID id, UUID conversation, Optional<UUID> message, String channel, JsonObject command, int attempts, Instant created,
        int tries, Instant firstTry, boolean inDoubt) {

    static final String COLUMNS = """
            id, conversation_id, message_id, channel_id, command, attempts, created_at, attempts - attempts_before as tries,
            coalesce(first_attempt_at, claimed_at, created_at) as first_try, in_doubt
            """;

    /** Where it belongs now: agents may have moved it since it was claimed. */
    Delivery in(UUID place) {
        return new Delivery(id, place, message, channel, command, attempts, created, tries, firstTry, inDoubt);
    }

    static Delivery of(Row row) {
        return new Delivery(Rows.uuid(row, "id"), Rows.uuid(row, "conversation_id"), Rows.optionalUuid(row, "message_id"),
                Rows.text(row, "channel_id"),
                Rows.json(row, "command"), row.getInteger("attempts"), Rows.instant(row, "created_at"), row.getInteger("tries"),
                Rows.instant(row, "first_try"), Rows.flag(row, "in_doubt"));
    }
}
