package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that an agent has to know of, and that says nobody's words.
 *
 * @param message the note that says why it was handed over, or the answer that did not go out
 * @param by      who gave it away
 * @param seen    by the agent, on whatever machine
 */
public record ConcernView(Reason reason, UUID conversation, long number, Instant at, Optional<UUID> message, Optional<UUID> by,
        boolean seen) {

    /** Why it concerns the agent. */
    public enum Reason {
        /** Somebody else gave them the conversation, which is still theirs. */
        ASSIGNED,
        /** The same, with a note. */
        HANDED_OVER,
        /** Somebody else handed it over to a team of theirs, and nobody has taken it. */
        HANDED_OVER_TEAM,
        /** Theirs, and put off until a moment that has come. */
        BACK,
        /** The answer that is owed in theirs has become late. */
        DUE,
        /** Their answer failed, or nobody knows whether it went out. */
        UNDELIVERED
    }
}
