package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.conversation.ConversationState;

/**
 * What an agent changes on a conversation; what is not named stays.
 *
 * @param version the version that the agent saw; refused when the conversation has changed since
 * @param reason  why nothing is owed any more, needed to resolve while something is
 */
public record ConversationChange(Optional<Long> version, Field<UUID> assignee, Field<UUID> team, Optional<ConversationState> state,
        Optional<String> reason, Field<String> topic, Ordering ordering) {

    /** Orders nothing. */
    public ConversationChange(Optional<Long> version, Field<UUID> assignee, Field<UUID> team, Optional<ConversationState> state,
            Optional<String> reason, Field<String> topic) {
        this(version, assignee, team, state, reason, topic, Ordering.NONE);
    }

    /** A field that may be left alone, set or cleared. */
    public record Field<T>(boolean named, Optional<T> value) {

        public static <T> Field<T> keep() {
            return new Field<>(false, Optional.empty());
        }

        public static <T> Field<T> to(Optional<T> value) {
            return new Field<>(true, value);
        }
    }
}
