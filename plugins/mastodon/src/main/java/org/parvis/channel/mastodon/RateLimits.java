package org.parvis.channel.mastodon;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the server has said about how much more it bears (docs.joinmastodon.org/api/rate-limits). Safe for use by many threads. */
final class RateLimits {

    /** Requests that servers count apart. */
    enum Budget {
        READ, POST, MEDIA
    }

    /** A server that says less than this is believed this much, one that says more than the longest is asked again then. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Budget, Instant> closedUntil = new EnumMap<>(Budget.class);

    RateLimits(Clock clock) {
        this.clock = clock;
    }

    synchronized void note(Budget budget, Answer answer) {
        Instant now = clock.instant();
        if (answer.status() == 429) {
            closedUntil.put(budget, bounded(now, retryAfter(answer, now).or(() -> reset(answer)).orElse(now.plus(UNSAID))));
            return;
        }
        if (answer.header("X-RateLimit-Remaining").map(String::strip).filter("0"::equals).isPresent()) {
            reset(answer).ifPresent(until -> closedUntil.put(budget, bounded(now, until)));
        }
    }

    /** Until when a request of this kind would be refused; empty when it may go. */
    synchronized Optional<Instant> closedUntil(Budget budget) {
        return Optional.ofNullable(closedUntil.get(budget)).filter(until -> until.isAfter(clock.instant()));
    }

    private static Instant bounded(Instant now, Instant until) {
        if (until.isBefore(now.plus(SHORTEST))) {
            return now.plus(SHORTEST);
        }
        return until.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : until;
    }

    /** RFC 9110, section 10.2.3: seconds or a date. */
    private static Optional<Instant> retryAfter(Answer answer, Instant now) {
        return answer.header("Retry-After").map(String::strip).flatMap(value -> {
            if (value.matches("[0-9]{1,9}")) {
                return Optional.of(now.plusSeconds(Long.parseLong(value)));
            }
            try {
                return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Instant> reset(Answer answer) {
        return answer.header("X-RateLimit-Reset").flatMap(Json::instant);
    }
}
