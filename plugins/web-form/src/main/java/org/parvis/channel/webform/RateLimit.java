package org.parvis.channel.webform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How much each name may do: a token bucket, refilled evenly over an hour. Kept in this node's memory, so that a cluster of three nodes
 * bears three times as much. Safe for use by many threads.
 */
final class RateLimit {

    /** Of more names than this the one that did nothing for longest is forgotten. */
    static final int MAXIMUM_NAMES = 10_000;

    private final Clock clock;
    private final int perHour;
    private final SequencedMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RateLimit(Clock clock, int perHour) {
        this.clock = clock;
        this.perHour = perHour;
    }

    /** Takes one token; when there is none, how long until there is. */
    synchronized Optional<Duration> take(String name) {
        Instant now = clock.instant();
        Bucket bucket = buckets.getOrDefault(name, new Bucket(perHour, now));
        double tokens = Math.min(perHour, bucket.tokens + perHour * seconds(bucket.at, now) / Duration.ofHours(1).toSeconds());
        if (tokens < 1) {
            buckets.put(name, new Bucket(tokens, now));
            return Optional.of(Duration.ofSeconds((long) Math.ceil((1 - tokens) * Duration.ofHours(1).toSeconds() / perHour)));
        }
        buckets.put(name, new Bucket(tokens - 1, now));
        if (buckets.size() > MAXIMUM_NAMES) {
            buckets.pollFirstEntry();
        }
        return Optional.empty();
    }

    synchronized int names() {
        return buckets.size();
    }

    /** A clock that is set back takes nothing away. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    private record Bucket(double tokens, Instant at) {
    }
}
