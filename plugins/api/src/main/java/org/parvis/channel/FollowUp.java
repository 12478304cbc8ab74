package org.parvis.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a citizen may see of their own conversation: what came by this channel under the handle by which it began, and the answers to that;
 * never internal notes, nor what others wrote in it or the same person by another channel.
 */
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
     * A file of the conversation that {@link #find} shows. Empty when the conversation, as the citizen may see it, has no such file.
     * Blocking; the whole file is in memory.
     *
     * @throws ChannelException when the database cannot answer
     */
    Optional<Attachment> file(String thread, String file) throws InterruptedException, ChannelException;

    /**
     * @param number  the number that people read out on the phone
     * @param citizen by which the conversation's first message on this channel was written: what the citizen writes on the page is from it as well
     */
    record Conversation(long number, Handle citizen, State state, Optional<String> subject, List<Message> messages) {
        public Conversation {
            messages = List.copyOf(messages);
        }
    }

    /** @param author the citizen's or the team's name as citizens see it */
    record Message(Instant at, boolean fromCitizen, String author, String text, List<File> files) {
        public Message {
            files = List.copyOf(files);
        }
    }

    /**
     * A file of a message, to be fetched by {@link FollowUp#file}.
     *
     * @param size in bytes
     */
    record File(String id, String name, long size) {
    }

    /** Whose turn it is. */
    enum State {
        OPEN, WAITING_FOR_CITIZEN, RESOLVED
    }
}
