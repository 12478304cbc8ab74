package org.parvis.channel.email.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;

/** Walks one message's MIME tree (RFC 2046): the words, their HTML, and everything else as attachments. Not safe for use by many threads. */
final class BodyReader {

    private final List<Attachment> attachments = new ArrayList<>();
    private final Defects defects = new Defects();
    private final boolean complete;
    private int parts;

    private BodyReader(boolean complete) {
        this.complete = complete;
    }

    /** A piece of what the author wrote: plain, HTML, or the same in both. */
    private record Words(Optional<String> plain, Optional<String> html) {
    }

    /** @param complete false when the end is missing: then a part may be cut, and none is taken for an attachment */
    static Body read(MimeBodyPart root, boolean complete) throws MessagingException, IOException {
        BodyReader reader = new BodyReader(complete);
        List<Words> words = reader.part(root, 0);
        return reader.body(words);
    }

    private List<Words> part(MimeBodyPart part, int depth) throws MessagingException, IOException {
        Leaf leaf = Leaf.of(part);
        if (leaf.isMultipart() && depth < Bounds.MAXIMUM_DEPTH) {
            return multipart(part, leaf, depth);
        }
        if (++parts > Bounds.MAXIMUM_PARTS) {
            defects.add(Defect.Code.TOO_LARGE,
                    "The message has more than " + Bounds.MAXIMUM_PARTS + " parts; the others are in the original only.");
            return List.of();
        }
        if (leaf.isMultipart()) {
            defects.add(Defect.Code.TOO_LARGE,
                    "The message nests parts more than " + Bounds.MAXIMUM_DEPTH + " deep; what lies deeper is attached as it came.");
        }
        TransferEncoding.Decoded decoded = TransferEncoding.decode(raw(part), leaf.encoding());
        decoded.defect().ifPresent(defects::add);
        if (leaf.isWords()) {
            return List.of(words(leaf, decoded.bytes()));
        }
        attach(leaf, decoded.bytes());
        return List.of();
    }

    private List<Words> multipart(MimeBodyPart part, Leaf leaf, int depth) throws MessagingException, IOException {
        List<List<Words>> children = new ArrayList<>();
        try {
            MimeMultipart multipart = new MimeMultipart(new RawSource(part, leaf.multipartType()));
            for (int index = 0; index < multipart.getCount() && parts < Bounds.MAXIMUM_PARTS; index++) {
                if (multipart.getBodyPart(index) instanceof MimeBodyPart child) {
                    children.add(part(child, depth + 1));
                }
            }
        } catch (MessagingException broken) {
            defects.add(Defect.Code.MALFORMED, "The parts of the message could not be told apart; it is shown as it came.");
            return List.of(words(leaf, raw(part)));
        }
        if (leaf.mediaType().equals("multipart/encrypted")) {
            defects.add(Defect.Code.OPAQUE, "The message is encrypted and was not opened.");
        }
        List<Words> all = children.stream().flatMap(List::stream).toList();
        return leaf.mediaType().equals("multipart/alternative") ? alternative(all) : all;
    }

    /** The same words in several forms, the richest last (RFC 2046 section 5.1.4). */
    private static List<Words> alternative(List<Words> all) {
        Optional<String> plain = all.stream().map(Words::plain).flatMap(Optional::stream).filter(text -> !text.isBlank())
                .reduce((_, last) -> last);
        Optional<String> html = all.stream().map(Words::html).flatMap(Optional::stream).reduce((_, last) -> last);
        return plain.isEmpty() && html.isEmpty() ? all : List.of(new Words(plain, html));
    }

    private Words words(Leaf leaf, byte[] bytes) {
        CharacterSets.Decoded decoded = CharacterSets.decode(bytes, leaf.charset(bytes));
        decoded.defect().ifPresent(defects::add);
        String text = Clean.text(decoded.text());
        if (!leaf.mediaType().equals("text/html")) {
            return new Words(Optional.of(leaf.isFlowed() ? FlowedText.unfold(text, leaf.deletesSpace()) : text), Optional.empty());
        }
        if (text.length() > Bounds.MAXIMUM_HTML) {
            defects.add(Defect.Code.TOO_LARGE, "The formatted text was cut at " + Bounds.MAXIMUM_HTML + " characters.");
        }
        return new Words(Optional.empty(), Optional.of(Clean.cut(text, Bounds.MAXIMUM_HTML)));
    }

    private void attach(Leaf leaf, byte[] bytes) {
        if (!complete) {
            return;
        }
        if (attachments.size() == Content.MAXIMUM_ATTACHMENTS) {
            defects.add(Defect.Code.TOO_LARGE, "The message has more than " + Content.MAXIMUM_ATTACHMENTS
                    + " attachments; the others are in the original only.");
            return;
        }
        String name = leaf.name(bytes, attachments.size() + 1);
        leaf.opaque(name).ifPresent(why -> defects.add(Defect.Code.OPAQUE, why));
        attachments.add(new Attachment(name, leaf.mediaType(), Bytes.wrap(bytes), leaf.contentId(), leaf.description()));
    }

    private Body body(List<Words> words) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        boolean formatted = words.stream().anyMatch(piece -> piece.html().isPresent());
        for (Words piece : words) {
            String plain = piece.plain().filter(some -> !some.isBlank()).or(() -> piece.html().map(HtmlText::of)).orElse("")
                    .stripTrailing();
            if (!plain.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n\n").append(plain);
            }
            if (formatted) {
                html.append(piece.html().orElseGet(() -> HtmlText.paragraphs(plain)));
            }
        }
        if (text.isEmpty()) {
            attachments.stream().filter(attachment -> attachment.mediaType().equals("text/calendar")).findFirst()
                    .ifPresent(calendar -> text.append(CalendarText.of(calendar.bytes())));
        }
        if (text.length() > Content.MAXIMUM_TEXT) {
            defects.add(Defect.Code.TOO_LARGE, "The text was cut at " + Content.MAXIMUM_TEXT + " characters.");
        }
        return new Body(Clean.cut(text.toString(), Content.MAXIMUM_TEXT), formatted ? Optional.of(html.toString()) : Optional.empty(),
                List.copyOf(attachments), defects.list());
    }

    private static byte[] raw(MimeBodyPart part) throws IOException {
        try (InputStream in = part.getRawInputStream()) {
            return in.readAllBytes();
        } catch (MessagingException none) {
            return new byte[0];
        }
    }

    /** A multipart's bytes for the library, which finds the boundary in the content type. */
    private record RawSource(MimeBodyPart part, String contentType) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            try {
                return part.getRawInputStream();
            } catch (MessagingException none) {
                return new ByteArrayInputStream(new byte[0]);
            }
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException("A received part is not written to");
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public String getName() {
            return "";
        }
    }
}
