package org.parvis.channel.email.mime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.mail.MessagingException;

import org.parvis.channel.Attachment;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.MessageId;

/**
 * Reads delivery status notifications (RFC 3464) and disposition notifications (RFC 8098) about messages that we sent. A report about
 * anything else, or one that brings no verdict ({@code delayed}), is an ordinary message from a machine: then the result is empty.
 */
final class DeliveryReports {

    private DeliveryReports() {
    }

    static List<InboundEvent> read(HeaderFields header, Body body, Identity identity, Instant at) throws MessagingException, IOException {
        Parameters type = header.first("Content-Type").map(Parameters::read).orElse(Parameters.NONE);
        if (!type.value().equals("multipart/report")) {
            return List.of();
        }
        Optional<MessageId> message = returned(body).or(() -> original(body));
        if (message.isEmpty()) {
            return List.of();
        }
        List<InboundEvent> events = new ArrayList<>();
        for (HeaderFields recipient : groups(body, "message/delivery-status", "message/global-delivery-status")) {
            Optional<InboundEvent.Report> report = recipient.first("Action").flatMap(DeliveryReports::action);
            if (report.isPresent() && events.size() < Bounds.MAXIMUM_REPORTED) {
                Optional<Fault> fault = report.get() == InboundEvent.Report.FAILED ? Optional.of(fault(recipient)) : Optional.empty();
                events.add(new DeliveryReported(identity.part(events.size() + 1), message.get(), report.get(), fault, at));
            }
        }
        for (HeaderFields reader : groups(body, "message/disposition-notification")) {
            boolean displayed = reader.first("Disposition").filter(text -> text.toLowerCase(Locale.ROOT).matches(".*;\\s*displayed.*"))
                    .isPresent();
            if (displayed && events.isEmpty()) {
                events.add(new DeliveryReported(identity.part(1), message.get(), InboundEvent.Report.READ, Optional.empty(), at));
            }
        }
        return events;
    }

    /** From the message, or its header, that the report gives back. */
    static Optional<MessageId> returned(Body body) {
        return body.attachments().stream().filter(part -> isReturned(part.mediaType()))
                .map(part -> OwnMessage.of(HeaderFields.read(part.bytes().toArray()))).flatMap(Optional::stream).findFirst();
    }

    private static boolean isReturned(String mediaType) {
        return switch (mediaType) {
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "text/rfc822-header" -> true;
            default -> false;
        };
    }

    private static Optional<MessageId> original(Body body) {
        return groups(body, "message/disposition-notification", "message/delivery-status").stream()
                .map(group -> group.first("Original-Message-ID").or(() -> group.first("X-Original-Message-ID")).flatMap(Identity::id))
                .flatMap(Optional::stream).filter(OwnMessage::isOwn).map(MessageId::new).findFirst();
    }

    /** Groups of fields, separated by empty lines (RFC 3464 section 2.1). */
    private static List<HeaderFields> groups(Body body, String... mediaTypes) {
        List<HeaderFields> groups = new ArrayList<>();
        for (Attachment part : body.attachments()) {
            if (List.of(mediaTypes).contains(part.mediaType())) {
                String text = new String(part.bytes().toArray(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
                for (String group : text.split("\n[ \t]*\n+", Bounds.MAXIMUM_REPORTED + 2)) {
                    groups.add(HeaderFields.read(group.strip().getBytes(StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return groups;
    }

    /** RFC 3464 section 2.3.3. */
    private static Optional<InboundEvent.Report> action(String value) {
        return switch (value.replaceAll("[;(].*", "").strip().toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(InboundEvent.Report.FAILED);
            case "delivered", "relayed", "expanded" -> Optional.of(InboundEvent.Report.DELIVERED);
            default -> Optional.empty();
        };
    }

    /** By the enhanced status code (RFC 3463). */
    private static Fault fault(HeaderFields recipient) {
        String status = recipient.first("Status").map(text -> text.replaceAll("[^0-9.].*", "")).filter(text -> !text.isEmpty())
                .orElse("5.0.0");
        String diagnostic = recipient.text("Diagnostic-Code", Bounds.MAXIMUM_FIELD).orElse("no further reason given");
        String detail = "Status " + status + ": " + diagnostic;
        String subject = status.replaceFirst("^[0-9]+\\.", "");
        if (subject.equals("2.2")) {
            return new Fault(Fault.Owner.CITIZEN, "MAILBOX_FULL", detail);
        }
        if (subject.equals("3.4") || subject.equals("2.3")) {
            return new Fault(Fault.Owner.AGENT, "MESSAGE_TOO_LARGE", detail);
        }
        if (subject.startsWith("1.") || subject.startsWith("2.")) {
            return new Fault(Fault.Owner.CITIZEN, "RECIPIENT_UNKNOWN", detail);
        }
        String code = subject.startsWith("7.") ? "REFUSED_BY_POLICY" : subject.startsWith("4.") ? "UNREACHABLE" : "NOT_DELIVERED";
        return new Fault(Fault.Owner.PLATFORM, code, detail);
    }
}
