package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.scope.Reader;

/**
 * Which conversations are asked for, and in which order.
 *
 * @param reader who asks: whose conversations are {@link View#MINE}, by whom they are read or unread, and within whose scope they are
 * @param tag   only those that have it
 */
public record Listing(View view, Sort sort, Reader reader, Optional<UUID> team, Optional<String> channel, Optional<UUID> tag) {

    /** Whatever their tags. */
    public Listing(View view, Sort sort, Reader reader, Optional<UUID> team, Optional<String> channel) {
        this(view, sort, reader, team, channel, Optional.empty());
    }

    UUID agent() {
        return reader.agent();
    }

    Listing ofAnyTag() {
        return new Listing(view, sort, reader, team, channel);
    }

    /** The views of the inbox. */
    public enum View {
        /** Open. */
        TO_HANDLE, MINE,
        /** For somebody to write, however long that takes. */
        WAITING,
        /** For an expert to say what there is to answer, while its person goes on waiting. */
        EXPERT,
        /** Until a moment. */
        SNOOZED, RESOLVED, ALL
    }

    /** Orders of a list. */
    public enum Sort {
        /**
         * What is urgent first, and of either those that are owed an answer, the longest owed before all; then the others, the latest to arrive first.
         */
        PROMISE,
        /** The latest message first. */
        ACTIVITY,
        /** The latest to arrive first. */
        ARRIVAL,
        /** The soonest to come back first: of what is snoozed. */
        RETURN
    }

    /** The order of whoever chooses none. */
    public static Sort usualSort(View view, Optional<UUID> tag) {
        return switch (view) {
            case TO_HANDLE, EXPERT -> tag.isPresent() ? Sort.ACTIVITY : Sort.PROMISE;
            case SNOOZED -> Sort.RETURN;
            case MINE, WAITING, RESOLVED, ALL -> Sort.ACTIVITY;
        };
    }

    /** Whether an index has what is asked for in that order. What is resolved owes nothing, and nobody looks for it by its arrival. */
    public boolean isServed() {
        return switch (sort) {
            case ACTIVITY -> view != View.SNOOZED;
            case PROMISE -> tag.isEmpty() && view != View.SNOOZED && view != View.RESOLVED && view != View.ALL;
            case ARRIVAL -> tag.isEmpty() && view != View.SNOOZED && view != View.RESOLVED
                    && (view != View.ALL || (team.isEmpty() && channel.isEmpty()));
            case RETURN -> view == View.SNOOZED;
        };
    }
}
