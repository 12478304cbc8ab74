package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * Which conversations are asked for.
 *
 * @param agent who asks: whose conversations are {@link View#MINE}
 */
public record Listing(View view, UUID agent, Optional<UUID> team, Optional<String> channel) {

    /** The views of the inbox. */
    public enum View {
        /** Open; those that are owed an answer first, the longest owed before all. */
        TO_HANDLE, MINE,
        /** For somebody to write, however long that takes. */
        WAITING,
        /** Until a moment; the soonest first. */
        SNOOZED, RESOLVED, ALL
    }
}
