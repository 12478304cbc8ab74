package org.parvis.gateway.database;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes the ids of the record: UUID version 7 (RFC 9562, section 5.7), rising within one instance, so that ids order as they were
 * made even within a millisecond (section 6.2, method 1: the 12 bits after the time are a counter). Safe for use by many threads.
 */
public final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private long last;

    public UuidV7(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        long most = tick();
        long time = most >>> COUNTER_BITS;
        long counter = most & ((1 << COUNTER_BITS) - 1);
        return new UUID(time << 16 | 0x7000 | counter, (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    /** Milliseconds and counter as one rising number: a counter that overflows borrows from the next millisecond. */
    private synchronized long tick() {
        last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
        return last;
    }
}
