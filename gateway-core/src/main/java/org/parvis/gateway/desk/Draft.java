package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Visibility;

/**
 * What an agent has typed in a conversation and not sent.
 *
 * @param basedOn     the version of the kept draft that it was written from; 0: there was none
 * @param visibility  of the reply, when chosen on purpose
 * @param answers     the message that the reply answers, as the agent saw it
 * @param seen        the latest message or answer that the agent had seen when the reply was begun
 * @param attachments files uploaded by this agent and not used yet; others are left out
 * @param replyKey    the Idempotency-Key that the reply will be sent with: the answer takes the draft with it
 * @param noteKey     the same of the note
 */
public record Draft(UUID agent, UUID conversation, long basedOn, String reply, String note, Optional<Visibility> visibility,
        Optional<Reply.Answered> answers, Optional<UUID> seen, List<UUID> attachments, Optional<String> replyKey,
        Optional<String> noteKey) {

    /** Without words and files there is nothing to keep. */
    boolean isEmpty() {
        return reply.isBlank() && note.isBlank() && attachments.isEmpty();
    }

    /**
     * The draft without what was sent with a key of it.
     *
     * @param text what was sent
     * @throws Refusal when other words stand there by now: they need a key of their own
     */
    Draft without(String key, String text) {
        boolean replied = replyKey.equals(Optional.of(key));
        if (!text.equals(replied ? reply : note)) {
            throw Refusal.conflict("draft-sent", "Something else was sent with a key of this draft: give it new ones.");
        }
        return replied
                ? new Draft(agent, conversation, basedOn, "", note, Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                        Optional.empty(),
                        noteKey)
                : new Draft(agent, conversation, basedOn, reply, "", visibility, answers, seen, attachments, replyKey, Optional.empty());
    }
}
