package org.parvis.gateway.conversation;

import java.util.Optional;

import org.parvis.channel.Visibility;

/**
 * A conversation as it is opened.
 *
 * @param replyVisibility the safe default: that of the latest message of the contact
 * @param replyTo         the handle that an answer goes to
 */
public record ConversationDetail(ConversationRow row, Visibility replyVisibility, Optional<String> replyTo) {
}
