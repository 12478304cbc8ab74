package org.parvis.gateway.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * One entry of the change log, as read.
 *
 * @param kind  {@link Kind#wire}
 * @param agent who did it, or for {@link Kind#CALL_SIGNALLED} and {@link Kind#MENTION_WRITTEN} whom it concerns; absent: the gateway itself or the world outside
 */
public record Change(Position position, Instant at, String kind, Optional<UUID> conversation, Optional<UUID> message,
        Optional<String> channel, Optional<UUID> agent, JsonObject detail) {
}
