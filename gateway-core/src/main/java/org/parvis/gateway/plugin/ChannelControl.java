package org.parvis.gateway.plugin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.outbox.Pace;

/**
 * What administrators decided about a channel while the gateway runs.
 *
 * @param sendsPerHour at most; absent: what its network bears
 */
public record ChannelControl(Optional<Pause> pause, Optional<Integer> sendsPerHour) {

    /** Nothing. */
    public static final ChannelControl NONE = new ChannelControl(Optional.empty(), Optional.empty());

    /** Since when it neither listens nor sends nor serves its routes, and by whom. */
    public record Pause(Instant since, Optional<UUID> by) {
    }

    public boolean paused() {
        return pause.isPresent();
    }

    Pace pace() {
        return new Pace(paused(), sendsPerHour);
    }
}
