package org.parvis.gateway.outbox;

import java.time.Duration;

/**
 * Spaces sends so that a network's rate is kept: a burst of a tenth of a minute's worth, then evenly. Begins without a burst, since the node that owned the
 * channel a moment ago may have spent it. For one thread.
 */
final class Rate {

    private static final int BURST_PARTS = 10;

    private final long nanosBetween;
    private final long nanosAhead;
    private long next;

    Rate(int perMinute, long now) {
        nanosBetween = Duration.ofMinutes(1).toNanos() / perMinute;
        nanosAhead = nanosBetween * Math.max(1, perMinute / BURST_PARTS);
        next = now;
    }

    /** How long to wait before the next send. */
    Duration pause(long now) {
        return Duration.ofNanos(Math.max(0, Math.max(next, now - nanosAhead) + nanosBetween - now));
    }

    /** Counts a send. */
    void count(long now) {
        next = Math.max(next, now - nanosAhead) + nanosBetween;
    }
}
