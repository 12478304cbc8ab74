package org.parvis.gateway.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a command that was certainly not carried out, or that may safely be repeated, is tried again. The limits count from the first try: how
 * long it waited before that, for a channel to open for instance, says nothing of the network.
 */
final class RetryPolicy {

    static final int MAXIMUM_TRIES = 60;
    static final Duration MAXIMUM_TIME = Duration.ofHours(24);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int DOUBLINGS = 10;
    private static final double JITTER = 0.25;

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    boolean triesLeft(int tries) {
        return tries < MAXIMUM_TRIES;
    }

    boolean exhausted(int tries, Instant firstTry, Instant now) {
        return !triesLeft(tries) || Duration.between(firstTry, now).compareTo(MAXIMUM_TIME) > 0;
    }

    /** Doubles with each try up to a bound, and never twice the same, so that what failed together does not come back together. */
    Instant next(int tries, Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
        long millis = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        return now.plusMillis((long) (millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
