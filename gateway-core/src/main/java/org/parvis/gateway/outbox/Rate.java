package org.parvis.gateway.outbox;

import java.time.Duration;

/**
 * Spaces sends so that a rate is kept: a burst of a tenth of a minute's worth, then evenly. Begins without a burst, since the node that owned the
 * channel a moment ago may have spent it. For one thread.
 */
final class Rate {

    /** Of an hour. */
    private static final int BURST_PARTS = 600;

    private final int perHour;
    private final long nanosBetween;
    private final long nanosAhead;
    private long next;

    Rate(int perHour, long now) {
        this.perHour = perHour;
        nanosBetween = Duration.ofHours(1).toNanos() / perHour;
        nanosAhead = nanosBetween * Math.max(1, perHour / BURST_PARTS);
        next = now;
    }

    int perHour() {
        return perHour;
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
