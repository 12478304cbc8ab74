package org.parvis.gateway.outbox;

import java.util.Optional;

/**
 * How a channel may send, as somebody decided it.
 *
 * @param held    nothing is begun; what is under way ends by itself
 * @param perHour at most that much, where it is less than the channel bears
 */
public record Pace(boolean held, Optional<Integer> perHour) {

    /** As fast as the channel bears. */
    public static final Pace FULL = new Pace(false, Optional.empty());

    /** @param perMinute what the channel bears */
    int perHour(int perMinute) {
        long most = Math.min(Integer.MAX_VALUE, 60L * perMinute);
        return (int) Math.min(most, perHour.orElse(Integer.MAX_VALUE));
    }
}
