package org.parvis.channel.email.mime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;

/** A message that could not be read: taken in all the same, with the reason, the beginning of its source as text, and its original. */
final class Unreadable {

    private Unreadable() {
    }

    static InboundEvent event(RawMail mail, HeaderFields header, Identity identity, Handle from, Instant sentAt, String reason) {
        byte[] bytes = mail.bytes().length <= Bounds.MAXIMUM_SOURCE_SHOWN
                ? mail.bytes()
                : java.util.Arrays.copyOf(mail.bytes(), Bounds.MAXIMUM_SOURCE_SHOWN);
        String source = Clean.text(CharacterSets.decode(bytes, Optional.empty()).text());
        Defect defect = new Defect(Defect.Code.UNPARSEABLE,
                "The message could not be read: " + Clean.line(reason, Bounds.MAXIMUM_FIELD) + ". Its source is shown instead.");
        InboundMessage.Builder message = InboundMessage.from(from, identity.message(), sentAt, Content.of(source))
                .subject(header.text("Subject", Bounds.MAXIMUM_SUBJECT)).defects(List.of(defect));
        if (mail.complete()) {
            message.original(original(mail));
        }
        return new MessageReceived(identity.event(), message.build());
    }

    static Attachment original(RawMail mail) {
        return Attachment.of("message.eml", "message/rfc822", Bytes.wrap(mail.bytes()));
    }
}
