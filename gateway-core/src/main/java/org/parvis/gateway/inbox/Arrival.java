package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.UUID;

import org.parvis.channel.Content;
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

    private static final int SNIPPET_LENGTH = 200;

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
        return snippet(message.content());
    }

    /** The first words, without quotations and signatures. */
    static String snippet(Content content) {
        StringBuilder words = new StringBuilder(content.text());
        content.folds().reversed().forEach(fold -> words.delete(fold.start(), fold.end()));
        String line = words.substring(0, Math.min(words.length(), SNIPPET_LENGTH * 4)).strip().replaceAll("\\s+", " ");
        return line.length() <= SNIPPET_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Math.min(SNIPPET_LENGTH, line.codePointCount(0, line.length()))));
    }
}
