package org.parvis.channel;

import java.util.List;
import java.util.Optional;

/**
 * What ties a message to a conversation. The gateway tries, in this order: {@code thread}, then {@code inReplyTo} from the first to the
 * last, then {@code conversation}; if nothing is known, a conversation opens. A conversation number alone is believed only from
 * somebody who already takes part in the conversation.
 *
 * @param thread       the network's name of the conversation; messages of the same name belong together
 * @param inReplyTo    messages that this one answers, the nearest first
 * @param conversation the gateway's own conversation number, as found in a subject or typed by an agent
 */
public record Threading(Optional<String> thread, List<MessageId> inReplyTo, Optional<Long> conversation) {

    public static final Threading NONE = new Threading(Optional.empty(), List.of(), Optional.empty());
    public static final int MAXIMUM_THREAD_LENGTH = 998;
    public static final int MAXIMUM_REFERENCES = 100;

    public Threading {
        inReplyTo = List.copyOf(inReplyTo);
        thread.ifPresent(name -> Bounds.text("A thread", name, MAXIMUM_THREAD_LENGTH));
        if (inReplyTo.size() > MAXIMUM_REFERENCES) {
            throw new IllegalArgumentException("A message answers at most " + MAXIMUM_REFERENCES + " others, not " + inReplyTo.size());
        }
    }

    public static Threading thread(String name) {
        return new Threading(Optional.of(name), List.of(), Optional.empty());
    }

    public static Threading inReplyTo(List<MessageId> messages) {
        return new Threading(Optional.empty(), messages, Optional.empty());
    }
}
