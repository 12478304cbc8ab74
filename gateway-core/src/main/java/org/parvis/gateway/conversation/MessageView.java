package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.Visibility;

/**
 * A message as agents see it.
 *
 * @param takenBy the agent who wrote it down, for notes of calls and visits
 * @param folds   as kept: kind, start, end
 * @param mentions as kept: start, end, and agentId or teamId
 * @param revision how often its author has changed it
 * @param owed    whether an answer to it is still owed
 */
public record MessageView(UUID id, Kind kind, Visibility visibility, boolean automatic, Author author, Optional<String> takenBy,
        String channel,
        Optional<String> subject, String text, JsonArray folds, JsonArray mentions, boolean hasHtml, boolean hasOriginal,
        Optional<String> warning,
        JsonObject fields,
        JsonArray defects, Instant sentAt, Instant createdAt, Optional<Instant> editedAt, int revision, Optional<Instant> deletedAt,
        boolean owed,
        List<AttachmentView> attachments, Optional<DeliveryView> delivery) {

    /** Which way it goes. */
    public enum Kind {
        INBOUND, OUTBOUND, NOTE
    }

    /** Who wrote it: a contact, or an agent. */
    public record Author(Optional<String> name, Optional<String> handle, Optional<UUID> agent, Optional<UUID> contact) {
    }
}
