package org.parvis.gateway.cluster;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who owns a channel.
 *
 * @param node  the owner, if it has one and that node is alive
 * @param epoch raised by every take-over
 * @param since when the owner took it
 */
public record Lease(String channel, Optional<UUID> node, long epoch, Optional<Instant> since) {

    boolean heldBy(UUID id, long underEpoch) {
        return epoch == underEpoch && node.filter(id::equals).isPresent();
    }
}
