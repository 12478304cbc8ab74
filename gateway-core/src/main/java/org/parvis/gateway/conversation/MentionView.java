package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * A note that mentions an agent.
 *
 * @param team as whose member; absent: by name
 */
public record MentionView(MessageView message, ConversationRow conversation, Optional<UUID> team, boolean unread) {
}
