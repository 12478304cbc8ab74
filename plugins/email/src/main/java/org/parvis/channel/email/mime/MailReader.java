package org.parvis.channel.email.mime;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.util.SharedByteArrayInputStream;

import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Origin;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.channel.email.reply.Folding;

/** Turns the bytes of one message into the events that the gateway takes. Safe for use by many threads. */
public final class MailReader {

    private static final Set<String> MAIL_FIELDS = Set.of("from", "to", "date", "subject", "message-id", "received", "mime-version",
            "content-type", "return-path", "reply-to", "sender");
    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s]++)>");
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final String own;
    private final long maximumBytes;

    /**
     * @param own          the mailbox's own address
     * @param maximumBytes of a message that is fetched whole
     */
    public MailReader(String own, long maximumBytes) {
        this.own = own.toLowerCase(Locale.ROOT);
        this.maximumBytes = maximumBytes;
    }

    /**
     * Never throws for what is in the message, and never returns nothing: what cannot be read is a message that says so.
     */
    public List<InboundEvent> read(RawMail mail) {
        HeaderFields header = HeaderFields.read(mail.bytes());
        Identity identity = Identity.of(mail, header);
        try {
            Optional<String> refusal = refuse(mail, header);
            if (refusal.isPresent()) {
                return List.of(Unreadable.event(mail, header, identity, from(header, identity), sentAt(mail, header), refusal.get()));
            }
            return readable(mail, header, identity);
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError unreadable) {
            // Whatever goes wrong with one message must not stop the mailbox: it is taken in with its reason.
            String reason = unreadable.getClass().getSimpleName() + (unreadable.getMessage() == null ? "" : ": " + unreadable.getMessage());
            return List.of(Unreadable.event(mail, header, identity, from(header, identity), mail.arrived(), reason));
        }
    }

    private static Optional<String> refuse(RawMail mail, HeaderFields header) {
        if (mail.refusal().isPresent()) {
            return mail.refusal();
        }
        if (mail.bytes().length == 0) {
            return Optional.of("it is empty");
        }
        if (header.fields().stream().noneMatch(field -> MAIL_FIELDS.contains(field.name().toLowerCase(Locale.ROOT)))) {
            return Optional.of("it does not begin with the header of a message");
        }
        return StructureGuard.refuse(mail.bytes());
    }

    private List<InboundEvent> readable(RawMail mail, HeaderFields header, Identity identity) throws MessagingException, IOException {
        byte[] bytes = header.cut() ? withHeader(header, mail.bytes()) : mail.bytes();
        Body body = BodyReader.read(new MimeBodyPart(new SharedByteArrayInputStream(bytes)), mail.complete());
        Instant sentAt = sentAt(mail, header);
        List<InboundEvent> reports = DeliveryReports.read(header, body, identity, sentAt);
        return reports.isEmpty() ? List.of(new MessageReceived(identity.event(), message(mail, header, identity, body, sentAt))) : reports;
    }

    private InboundMessage message(RawMail mail, HeaderFields header, Identity identity, Body body, Instant sentAt) {
        Defects defects = new Defects();
        if (!mail.complete()) {
            defects.add(Defect.Code.TOO_LARGE,
                    "The message of " + megabytes(mail.size()) + " is over the limit of " + megabytes(maximumBytes)
                            + ": only the beginning of its text was taken in, and no attachment. It stays whole in the mailbox ("
                            + mail.place() + ").");
        }
        if (header.cut()) {
            defects.add(Defect.Code.TOO_LARGE, "The message's header is over " + Bounds.MAXIMUM_HEADER_FIELDS + " fields or "
                    + Bounds.MAXIMUM_HEADER_BYTES + " bytes; the rest of it is in the original only.");
        }
        Handle from = from(header, identity);
        if (from.kind() != Handle.Kind.EMAIL) {
            defects.add(Defect.Code.MALFORMED, "The message names no sender that could be answered.");
        }
        body.defects().forEach(defects::add);
        Content content = new Content(body.text(), body.html(), Folding.of(body.text()), Optional.empty(), body.attachments());
        InboundMessage.Builder message = InboundMessage.from(from, identity.message(), sentAt, content).threading(threading(header, body))
                .origin(isReport(header) || AutomaticMail.is(header, own) ? Origin.AUTOMATIC : Origin.PERSON)
                .subject(header.text("Subject", Bounds.MAXIMUM_SUBJECT).map(SubjectToken::remove).filter(subject -> !subject.isEmpty()))
                .fields(fields(header)).defects(defects.list());
        if (mail.complete()) {
            message.original(Unreadable.original(mail));
        }
        return message.build();
    }

    private static boolean isReport(HeaderFields header) {
        return header.first("Content-Type").filter(type -> Parameters.read(type).value().equals("multipart/report")).isPresent();
    }

    /** Whom an answer goes to: who asked for that (RFC 5322 section 3.6.2), else the author. */
    private Handle from(HeaderFields header, Identity identity) {
        Optional<Addresses.Mailbox> author = addresses(header, "From").findFirst().or(() -> addresses(header, "Sender").findFirst());
        Optional<Addresses.Mailbox> answersTo = addresses(header, "Reply-To").findFirst().filter(mailbox -> !mailbox.address().equals(own));
        if (answersTo.isEmpty()) {
            return author.map(Addresses.Mailbox::handle).orElseGet(() -> nobody(header, identity));
        }
        String name = answersTo.get().name().isEmpty() ? author.map(Addresses.Mailbox::name).orElse("") : answersTo.get().name();
        return Handle.of(Handle.Kind.EMAIL, answersTo.get().address(), name);
    }

    private static Handle nobody(HeaderFields header, Identity identity) {
        return Handle.of(Handle.Kind.ANONYMOUS, identity.message().value(), header.text("From", Bounds.MAXIMUM_NAME).orElse(""));
    }

    private static java.util.stream.Stream<Addresses.Mailbox> addresses(HeaderFields header, String field) {
        return header.first(field).stream().flatMap(value -> Addresses.read(value).stream());
    }

    /** What an agent wants to know beside the sender: who else got it, and who really wrote when the answer goes elsewhere. */
    private Map<String, String> fields(HeaderFields header) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (addresses(header, "Reply-To").anyMatch(mailbox -> !mailbox.address().equals(own))) {
            header.text("From", Bounds.MAXIMUM_FIELD).ifPresent(value -> fields.put("From", value));
        }
        for (String name : List.of("To", "Cc")) {
            String others = addresses(header, name).filter(mailbox -> !mailbox.address().equals(own))
                    .map(mailbox -> mailbox.name().isEmpty() ? mailbox.address() : mailbox.name() + " <" + mailbox.address() + ">")
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                fields.put(name, Clean.line(others, Bounds.MAXIMUM_FIELD));
            }
        }
        return fields;
    }

    /** RFC 5322 section 3.6.4: In-Reply-To names the parent, References the way to it, oldest first. */
    private static Threading threading(HeaderFields header, Body body) {
        Set<String> ids = new LinkedHashSet<>();
        DeliveryReports.returned(body).filter(_ -> isReport(header)).ifPresent(id -> ids.add(id.value()));
        ids.addAll(ids(header.all("In-Reply-To")));
        ids.addAll(ids(header.all("References")).reversed());
        List<MessageId> nearest = ids.stream().limit(Threading.MAXIMUM_REFERENCES).map(MessageId::new).toList();
        return new Threading(Optional.empty(), nearest, header.text("Subject", Bounds.MAXIMUM_SUBJECT).flatMap(SubjectToken::find));
    }

    private static List<String> ids(List<String> values) {
        List<String> ids = new ArrayList<>();
        for (String value : values) {
            Matcher matcher = BRACKETED.matcher(value);
            while (matcher.find()) {
                Identity.id(matcher.group(0)).ifPresent(ids::add);
            }
            if (ids.isEmpty()) {
                Identity.id(value).ifPresent(ids::add);
            }
        }
        return ids;
    }

    private static Instant sentAt(RawMail mail, HeaderFields header) {
        Optional<String> stated = header.text("Date", Bounds.MAXIMUM_NAME);
        if (stated.isEmpty()) {
            return mail.arrived();
        }
        try {
            Instant sentAt = new MailDateFormat().parse(stated.get()).toInstant();
            boolean credible = sentAt.isAfter(EARLIEST) && sentAt.isBefore(mail.arrived().plus(CLOCK_TOLERANCE));
            return credible ? sentAt : mail.arrived();
        } catch (ParseException | RuntimeException unreadable) {
            // The time of arrival is the best that is known.
            return mail.arrived();
        }
    }

    private static byte[] withHeader(HeaderFields header, byte[] bytes) {
        String fields = header.fields().stream().map(field -> field.name() + ": " + field.value() + "\r\n")
                .collect(Collectors.joining("", "", "\r\n"));
        byte[] kept = fields.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] whole = java.util.Arrays.copyOf(kept, kept.length + bytes.length - header.bodyStart());
        System.arraycopy(bytes, header.bodyStart(), whole, kept.length, bytes.length - header.bodyStart());
        return whole;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024.0));
    }
}
