package org.parvis.gateway.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** How much each name may do: a token bucket, refilled evenly over an hour. Safe for use by many threads. */
final class TokenBuckets {

    /** Of more names than this the one that did nothing for longest is forgotten. */
    static final int MAXIMUM_NAMES = 10_000;

    private final Clock clock;
    private final int perHour;
    private final SequencedMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    TokenBuckets(Clock clock, int perHour) {
        this.clock = clock;
        this.perHour = perHour;
    }

    /** Takes one token; when there is none, how long until there is. */
    synchronized Optional<Duration> take(String name) {
        Bucket bucket = refilled(name);
        if (bucket.tokens < 1) {
            keep(name, bucket);
            return Optional.of(Duration.ofSeconds((long) Math.ceil((1 - bucket.tokens) * Duration.ofHours(1).toSeconds() / perHour)));
        }
        keep(name, bucket.minusOne());
        return Optional.empty();
    }

    /** One was taken elsewhere, whether this node would have granted it or not. */
    synchronized void taken(String name) {
        Bucket bucket = refilled(name);
        keep(name, bucket.tokens < 1 ? new Bucket(0, bucket.at) : bucket.minusOne());
    }

    /** What is left for a name. */
    synchronized double left(String name) {
        return refilled(name).tokens;
    }

    synchronized int names() {
        return buckets.size();
    }

    private Bucket refilled(String name) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(name, new Bucket(perHour, now));
        // A clock that is set back takes nothing away.
        double seconds = Math.max(0, Duration.between(before.at, now).toMillis() / 1000.0);
        return new Bucket(Math.min(perHour, before.tokens + perHour * seconds / Duration.ofHours(1).toSeconds()), now);
    }

    private void keep(String name, Bucket bucket) {
        buckets.put(name, bucket);
        if (buckets.size() > MAXIMUM_NAMES) {
            buckets.pollFirstEntry();
        }
    }

    private record Bucket(double tokens, Instant at) {

        Bucket minusOne() {
            return new Bucket(tokens - 1, at);
        }
    }
}
