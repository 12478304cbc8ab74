package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Visibility;

/**
 * A conversation as it is opened.
 *
 * @param answers         the message that an answer answers: the contact's latest; what machines sent since is passed over
 * @param answersRevision how often its author has changed that message
 * @param replyVisibility the safe default: that of the message that is answered
 * @param replyTo         the handle that an answer goes to
 * @param replyChannel    the channel that it goes by
 * @param mentioned       a note in it mentions whoever asks, who has not seen that
 * @param mergedInto      the conversation that has what this one had
 * @param notices         those that were not delivered, or need a person for another reason
 */
public record ConversationDetail(ConversationRow row, Optional<UUID> answers, int answersRevision, Visibility replyVisibility,
        Optional<String> replyTo,
        String replyChannel, boolean mentioned, Optional<Place> mergedInto, List<DeliveryView> notices) {

    /** A conversation as people and programs name it. */
    public record Place(UUID id, long number) {
    }
}
