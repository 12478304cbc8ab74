package org.parvis.channel;

import java.util.List;
import java.util.Optional;

/**
 * Something that the network must be told. The gateway asks only for what {@link Capabilities} declare; the set can therefore grow
 * without breaking a plugin that was built before.
 */
public sealed interface Command {

    CommandKey key();

    /**
     * Send a message.
     *
     * @param to           the person who gets it
     * @param alsoKnownAs  what that person stated of themselves, the latest first. Never proof of who they are: to be told of an answer by, not to be given it
     * @param author       the name under which it goes out, such as a team's
     * @param content      within {@link Capabilities#text} and {@link Capabilities#media}: checked by the gateway before
     * @param inReplyTo    messages of the conversation, the nearest first: the network's names, of both directions. Empty when it opens one
     * @param thread       the network's name of the conversation, if the channel stated one
     * @param conversation the number that people know the conversation by
     * @param attempt      from 1; above 1 an earlier attempt may have reached the network
     * @param notice       the gateway says it of its own accord, and no agent wrote it: marked as a machine's where the network has a mark for that,
     *                     so that no machine answers it
     */
    record Send(CommandKey key, Handle to, List<Handle> alsoKnownAs, String author, Optional<String> subject, Content content,
            Visibility visibility,
            List<MessageId> inReplyTo, Optional<String> thread, long conversation, int attempt, boolean notice) implements Command {
        public Send {
            alsoKnownAs = List.copyOf(alsoKnownAs);
            inReplyTo = List.copyOf(inReplyTo);
        }

        /** An agent's words, to somebody who stated nothing else of themselves. */
        public Send(CommandKey key, Handle to, String author, Optional<String> subject, Content content, Visibility visibility,
                List<MessageId> inReplyTo, Optional<String> thread, long conversation, int attempt) {
            this(key, to, List.of(), author, subject, content, visibility, inReplyTo, thread, conversation, attempt, false);
        }
    }
}
