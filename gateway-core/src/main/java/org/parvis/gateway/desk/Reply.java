package org.parvis.gateway.desk;

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
 * @param visibility  absent: that of the message that it answers
 * @param attachments files uploaded by this agent and not used yet
 * @param then        the conversation's state afterwards
 */
public record Reply(UUID agent, UUID conversation, String text, Optional<UUID> answers, Optional<Visibility> visibility,
        List<UUID> attachments, ConversationState then) {
}
