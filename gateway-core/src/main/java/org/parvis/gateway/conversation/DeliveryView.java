package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a message on its way out.
 *
 * @param message       absent for a notice, which is no message of its conversation
 * @param to            the handle that it goes to; absent where that is none that a person would know
 * @param subject       of a notice
 * @param nextAttemptAt while it is queued
 * @param script        what to say on the telephone
 */
public record DeliveryView(UUID id, Optional<UUID> conversation, Optional<UUID> message, String channel, Optional<String> to,
        Optional<String> subject, DeliveryState state, long attempts,
        Optional<Instant> nextAttemptAt, Optional<FaultView> fault, Optional<String> script, Instant updatedAt) {

    /** Who can mend it, its stable name, and words for that owner. */
    public record FaultView(String owner, String code, String detail) {
    }
}
