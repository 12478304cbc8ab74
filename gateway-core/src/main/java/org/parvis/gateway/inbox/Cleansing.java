package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.parvis.channel.Attachment;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Notice;

/**
 * Replaces what PostgreSQL cannot hold in a text, U+0000 and lone surrogates, by U+FFFD; lengths stay, so that folds still fit. Bounds
 * times, and HTML, whose original is kept anyway.
 */
final class Cleansing {

    /** In UTF-16 code units. Longer HTML is left out: the message is read as text. */
    static final int MAXIMUM_HTML = 4_000_000;

    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final char REPLACEMENT = '\uFFFD';

    private Cleansing() {
    }

    static InboundEvent clean(InboundEvent event) {
        return switch (event) {
            case InboundEvent.MessageReceived(var id, var message) -> new InboundEvent.MessageReceived(id, clean(message));
            case InboundEvent.MessageEdited(var id, var message, var content, var at) ->
                new InboundEvent.MessageEdited(id, message, clean(content), clean(at));
            case InboundEvent.ContactChanged(var id, var handle, var name) -> new InboundEvent.ContactChanged(id, handle, clean(name));
            case InboundEvent.MessageDeleted(var id, var message, var at) -> new InboundEvent.MessageDeleted(id, message, clean(at));
            case InboundEvent.DeliveryReported(var id, var message, var report, var fault, var at) ->
                new InboundEvent.DeliveryReported(id, message, report, fault.map(Cleansing::clean), clean(at));
            case InboundEvent.CallSignalled(var id, var call, var state, var caller, var extension, var at) ->
                new InboundEvent.CallSignalled(id, clean(call), state, caller, clean(extension), clean(at));
        };
    }

    private static InboundMessage clean(InboundMessage message) {
        Map<String, String> fields = new LinkedHashMap<>();
        message.fields().forEach((name, value) -> fields.put(clean(name), clean(value)));
        List<Defect> defects = message.defects().stream().map(defect -> new Defect(defect.code(), clean(defect.detail()))).toList();
        Set<Handle> alsoKnownAs = message.alsoKnownAs().stream().map(Cleansing::clean).collect(Collectors.toSet());
        return new InboundMessage(message.id(), clean(message.from()), alsoKnownAs, clean(message.sentAt()), message.visibility(),
                message.threading(), message.origin(), clean(message.subject()), clean(message.content()), clean(message.topic()),
                clean(message.team()), fields, message.original().map(Cleansing::clean), defects, message.disposition(),
                clean(message.takenBy()), message.acknowledgement().map(Cleansing::clean));
    }

    private static Handle clean(Handle handle) {
        return new Handle(handle.kind(), handle.value(), clean(handle.displayName()), clean(handle.profile()));
    }

    private static Notice clean(Notice notice) {
        return new Notice(clean(notice.to()), clean(notice.subject()), clean(notice.text()));
    }

    private static Fault clean(Fault fault) {
        return new Fault(fault.owner(), fault.code(), clean(fault.detail()));
    }

    /** A network may state any time at all; PostgreSQL and the calendars of readers hold fewer. */
    private static Instant clean(Instant stated) {
        return stated.isBefore(EARLIEST) ? EARLIEST : stated.isAfter(LATEST) ? LATEST : stated;
    }

    private static Content clean(Content content) {
        return new Content(clean(content.text()), clean(content.html()).filter(html -> html.length() <= MAXIMUM_HTML), content.folds(),
                clean(content.warning()), content.attachments().stream().map(Cleansing::clean).toList());
    }

    private static Attachment clean(Attachment attachment) {
        return new Attachment(clean(attachment.name()), clean(attachment.mediaType()), attachment.bytes(), clean(attachment.contentId()),
                clean(attachment.description()));
    }

    private static Optional<String> clean(Optional<String> text) {
        return text.map(Cleansing::clean);
    }

    static String clean(String text) {
        int bad = nextBad(text, 0);
        if (bad < 0) {
            return text;
        }
        char[] clean = text.toCharArray();
        for (; bad >= 0; bad = nextBad(text, bad + 1)) {
            clean[bad] = REPLACEMENT;
        }
        return new String(clean);
    }

    private static int nextBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }
}
