package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.UUID;

import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Disposition;
import org.parvis.channel.InboundMessage.Origin;

/**
 * A message on its way into the record.
 *
 * @param id  the record's id for it
 * @param now when it becomes durable
 */
record Arrival(UUID id, String channel, InboundMessage message, UUID contact, UUID conversation, Instant now) {

    Arrival in(UUID otherConversation) {
        return new Arrival(id, channel, message, contact, otherConversation, now);
    }

    Arrival at(Instant moment) {
        return new Arrival(id, channel, message, contact, conversation, moment);
    }

    boolean byPerson() {
        return message.origin() == Origin.PERSON;
    }

    boolean owed() {
        return byPerson() && message.disposition() == Disposition.OPEN;
    }

    String snippet() {
        return Snippets.of(message.content());
    }
}
