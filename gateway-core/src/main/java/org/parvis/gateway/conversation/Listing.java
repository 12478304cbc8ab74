package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * Which conversations are asked for, and in which order.
 *
 * @param agent who asks: whose conversations are {@link View#MINE}, and by whom they are read or unread
 */
public record Listing(View view, Sort sort, UUID agent, Optional<UUID> team, Optional<String> channel) {

    /** The views of the inbox. */
    public enum View {
        /** Open. */
        TO_HANDLE, MINE, WAITING, RESOLVED, ALL;

        /** The order of whoever chooses none. */
        public Sort usual() {
            return this == TO_HANDLE ? Sort.PROMISE : Sort.ACTIVITY;
        }
    }

    /** Orders of a list. */
    public enum Sort {
        /** Those that are owed an answer first, the longest owed before all; then the others, the latest to arrive first. */
        PROMISE,
        /** The latest message first. */
        ACTIVITY,
        /** The latest to arrive first. */
        ARRIVAL
    }

    /** Whether an index has what is asked for in that order. What is resolved owes nothing, and nobody looks for it by its arrival. */
    public boolean isServed() {
        return switch (sort) {
            case ACTIVITY -> true;
            case PROMISE -> view != View.RESOLVED && view != View.ALL;
            case ARRIVAL -> view != View.RESOLVED && (view != View.ALL || (team.isEmpty() && channel.isEmpty()));
        };
    }
}
