package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.ConversationState;

/**
 * What an agent answers.
 *
 * @param answers     the message that it answers: channel, handle and default visibility are that message's. Absent: the citizen's latest;
 *                    what machines sent since is passed over
 * @param seen        the latest message or answer that the agent had seen: an answer of a colleague that came since is told before this one goes.
 *                    One that is not in this conversation: nothing was seen. Absent: whatever has come
 * @param visibility  absent: that of the message that it answers
 * @param attachments files uploaded by this agent and not used yet
 * @param hold        how long it waits before it is sent, so that its author can think again; by the gateway's clock
 * @param sendAt      not sent before this moment, and until then it can be taken back; absent: as soon as possible
 * @param then        the conversation's state afterwards
 */
public record Reply(UUID agent, UUID conversation, String text, Optional<Answered> answers, Optional<UUID> seen,
        Optional<Visibility> visibility,
        List<UUID> attachments, Duration hold, Optional<Instant> sendAt,
        ConversationState then) {

    /** How far ahead an answer may be put. */
    public static final Duration MOST_AHEAD = Duration.ofDays(90);

    /**
     * A message as the agent saw it.
     *
     * @param revision how often its author had changed it then; absent: whatever it says now
     */
    public record Answered(UUID message, Optional<Integer> revision) {
    }
}
