package org.parvis.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what a citizen may see of their own conversation: their messages and the answers, never internal notes. */
public interface FollowUp {

    /** More messages than this are never returned: the newest are. */
    int MAXIMUM_MESSAGES = 200;

    /**
     * The conversation on this channel that a message with this {@link Threading#thread} opened or joined. Blocking, a few milliseconds.
     *
     * @throws ChannelException when the database cannot answer
     */
    Optional<Conversation> find(String thread) throws InterruptedException, ChannelException;

    /**
     * @param number  the number that people read out on the phone
     * @param citizen by which the conversation's first message was written: what the citizen writes on the page is from it as well
     */
    record Conversation(long number, Handle citizen, State state, Optional<String> subject, List<Message> messages) {
        public Conversation {
            messages = List.copyOf(messages);
        }
    }

    /** @param author the citizen's or the team's name as citizens see it */
    record Message(Instant at, boolean fromCitizen, String author, String text, List<String> attachmentNames) {
        public Message {
            attachmentNames = List.copyOf(attachmentNames);
        }
    }

    /** Whose turn it is. */
    enum State {
        OPEN, WAITING_FOR_CITIZEN, RESOLVED
    }
}
