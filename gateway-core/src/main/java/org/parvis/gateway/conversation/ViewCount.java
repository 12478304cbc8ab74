package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * How much is in a view.
 *
 * @param view  in lower case, with hyphens
 * @param label the name of the team or channel
 * @param count at most {@link #MAXIMUM}: counting on would cost more than it tells
 * @param owed  how many of these are owed an answer, for views that are out of the way of daily work; at most as many
 */
public record ViewCount(String view, Optional<UUID> team, Optional<String> channel, Optional<String> label, long count,
        Optional<Long> owed) {

    public static final int MAXIMUM = 1_000;

    public boolean capped() {
        return count >= MAXIMUM;
    }
}
