package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Visibility;

/**
 * A conversation as lists show it.
 *
 * @param contactName the person's name, else a handle; absent for somebody who gave neither
 * @param trouble     of a delivery that needs a person
 * @param unread      by whoever asks: nothing of it was read, or not what came since
 * @param snoozed     when it opens by itself; only while it waits
 * @param expert      who is asked, empty where that was not said; only while it waits for an expert
 * @param tags        in the order of the alphabet
 */
public record ConversationRow(UUID id, long number, String channel, UUID contact, Optional<String> contactName, Optional<String> subject,
        Optional<String> topic, ConversationState state, Optional<UUID> team, Optional<UUID> assignee, Visibility visibility,
        String snippet,
        Instant createdAt, Instant lastMessageAt, Optional<Instant> owedSince, long messageCount, long version,
        Optional<DeliveryState> trouble, boolean unread, Optional<Instant> snoozed, Optional<String> expert, boolean urgent,
        List<TagView> tags) {
}
