package org.parvis.gateway.cluster;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.parvis.gateway.event.Position;

/**
 * A gateway as the record knows it.
 *
 * @param name     stable over restarts, so that a node that comes back gets its channels back
 * @param alive    it has renewed its row in time
 * @param draining it is about to leave
 * @param channels those that it can own
 * @param tail     the position up to which it has told its desks what changed
 */
public record Node(UUID id, String name, String version, Instant startedAt, boolean alive, boolean draining, Set<String> channels,
        Position tail) {

    boolean canOwn(String channel) {
        return alive && !draining && channels.contains(channel);
    }
}
