package org.parvis.channel.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.ChannelContext.Allowance;

/** An allowance as the gateway lends it, of one node: each name has used up its hour until the moment that is kept for it. */
final class InMemoryAllowance implements Allowance {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final Duration each;
    private final Map<String, Instant> usedUntil = new HashMap<>();

    InMemoryAllowance(Clock clock, int perHour) {
        this.clock = clock;
        this.each = WINDOW.dividedBy(perHour);
    }

    @Override
    public synchronized Optional<Duration> take(String name) {
        Instant now = clock.instant();
        Instant before = usedUntil.getOrDefault(name, now);
        Instant after = (before.isAfter(now) ? before : now).plus(each);
        if (after.isAfter(now.plus(WINDOW))) {
            return Optional.of(Duration.between(now.plus(WINDOW), after));
        }
        usedUntil.put(name, after);
        return Optional.empty();
    }
}
