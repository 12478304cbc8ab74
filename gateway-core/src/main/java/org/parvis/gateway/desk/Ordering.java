package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an agent orders a conversation among the others; what is absent stays.
 *
 * @param snooze it waits until then and opens by itself; sooner when its citizen writes
 */
public record Ordering(Optional<Instant> snooze) {

    /** How far ahead a conversation may be snoozed. */
    public static final Duration MOST_AHEAD = Duration.ofDays(90);

    public static final Ordering NONE = new Ordering(Optional.empty());
}
