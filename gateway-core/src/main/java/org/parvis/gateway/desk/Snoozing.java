package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Session;

/** Puts a conversation off until a moment, or until an expert has said what there is to say. It settles nothing: what is owed stays owed, and counted. */
final class Snoozing {

    private Snoozing() {
    }

    /** Under the conversation's lock. */
    static void putOff(Session session, UUID conversation, Ordering wish, Optional<ConversationState> state, Instant now)
            throws InterruptedException {
        String field = wish.snooze().isPresent() ? "snoozedUntil" : "expert";
        if (state.isPresent() && state.get() != ConversationState.WAITING) {
            throw Refusal.invalid(field, "contradiction", "What is put off waits: name no other state with it.");
        }
        if (wish.snooze().isPresent() && wish.expert().isPresent()) {
            throw Refusal.invalid(field, "contradiction", "It waits until a moment or for an expert: name one of both.");
        }
        if (wish.snooze().isPresent()) {
            snooze(session, conversation, wish.snooze().get(), now);
        } else {
            ask(session, conversation, wish.expert().orElseThrow());
        }
    }

    private static void ask(Session session, UUID conversation, String expert) throws InterruptedException {
        session.execute("update conversation set state = 'WAITING', snoozed_until = null, expert = $2 where id = $1", conversation, expert);
    }

    private static void snooze(Session session, UUID conversation, Instant until, Instant now) throws InterruptedException {
        if (!until.isAfter(now)) {
            throw Refusal.invalid("snoozedUntil", "snooze-past", "That moment has passed: " + until + ".");
        }
        if (until.isAfter(now.plus(Ordering.MOST_AHEAD))) {
            throw Refusal.invalid("snoozedUntil", "snooze-too-late",
                    "A conversation can be snoozed for at most " + Ordering.MOST_AHEAD.toDays() + " days.");
        }
        session.execute("update conversation set state = 'WAITING', snoozed_until = $2, expert = null where id = $1", conversation, until);
    }
}
