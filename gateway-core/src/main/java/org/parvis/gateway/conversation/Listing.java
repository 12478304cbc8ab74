package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * Which conversations are asked for.
 *
 * @param agent who asks: whose conversations are {@link View#MINE}
 * @param tag   only those that have it
 */
public record Listing(View view, UUID agent, Optional<UUID> team, Optional<String> channel, Optional<UUID> tag) {

    /** Whatever their tags. */
    public Listing(View view, UUID agent, Optional<UUID> team, Optional<String> channel) {
        this(view, agent, team, channel, Optional.empty());
    }

    /** The views of the inbox. */
    public enum View {
        /** Open; what is urgent first, and of either those that are owed an answer, the longest owed before all. */
        TO_HANDLE, MINE,
        /** For somebody to write, however long that takes. */
        WAITING,
        /** Until a moment; the soonest first. */
        SNOOZED, RESOLVED, ALL
    }
}
