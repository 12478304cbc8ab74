package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Session;

/** Puts a conversation off until a moment. It settles nothing: what is owed stays owed, and counted. */
final class Snoozing {

    private Snoozing() {
    }

    /** Under the conversation's lock. */
    static void snooze(Session session, UUID conversation, Instant until, Optional<ConversationState> state, Instant now)
            throws InterruptedException {
        if (state.isPresent() && state.get() != ConversationState.WAITING) {
            throw Refusal.invalid("snoozedUntil", "contradiction", "What is snoozed waits: name no other state with it.");
        }
        if (!until.isAfter(now)) {
            throw Refusal.invalid("snoozedUntil", "snooze-past", "That moment has passed: " + until + ".");
        }
        if (until.isAfter(now.plus(Ordering.MOST_AHEAD))) {
            throw Refusal.invalid("snoozedUntil", "snooze-too-late",
                    "A conversation can be snoozed for at most " + Ordering.MOST_AHEAD.toDays() + " days.");
        }
        session.execute("update conversation set state = 'WAITING', snoozed_until = $2 where id = $1", conversation, until);
    }
}
