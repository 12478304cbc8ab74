package org.parvis.gateway.inbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;

/**
 * What becomes of an event that the database refuses: a message that says so, with its files and the original, or the words as a file where
 * there is no original. Never nothing.
 */
final class Quarantine {

    private static final int LONGEST_NAME = 200;

    private Quarantine() {
    }

    /** The event in a form that cannot be refused; empty for one that is no message, and then only the log knows. */
    static List<InboundEvent> of(InboundEvent event, RuntimeException reason) {
        if (!(event instanceof InboundEvent.MessageReceived(var id, InboundMessage message))) {
            return List.of();
        }
        Handle from = Handle.of(message.from().kind(), message.from().value());
        Content files = Content.of("", message.content().attachments());
        InboundMessage.Builder bare = InboundMessage.from(from, name(message.id()), message.sentAt(), files)
                .visibility(message.visibility()).origin(message.origin()).original(message.original().orElseGet(() -> words(message)))
                .defects(List.of(new Defect(Defect.Code.UNPARSEABLE, "The record refused this message: " + reason.getMessage())));
        return List.of(new InboundEvent.MessageReceived(id, bare.build()));
    }

    /** A long name of many bytes may be the very thing that does not fit an index. */
    private static MessageId name(MessageId name) {
        return name.value().length() <= LONGEST_NAME
                ? name
                : new MessageId("unreadable:" + UUID.nameUUIDFromBytes(name.value().getBytes(StandardCharsets.UTF_8)));
    }

    private static Attachment words(InboundMessage message) {
        return Attachment.of("message.txt", "text/plain; charset=UTF-8", Bytes.utf8(message.content().text()));
    }
}
