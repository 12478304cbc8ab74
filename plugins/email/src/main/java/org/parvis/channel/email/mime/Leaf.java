package org.parvis.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import org.jspecify.annotations.Nullable;

/** What one part's header says of it. */
record Leaf(Parameters type, Parameters disposition, Optional<String> encoding, Optional<String> contentId,
        Optional<String> description) {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}");
    private static final Pattern META_CHARSET = Pattern.compile("<meta[^>]{1,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{1,40})",
            Pattern.CASE_INSENSITIVE);
    private static final int META_SEARCHED = 4_096;
    private static final Set<String> WORDS = Set.of("text/plain", "text/html", "text/enriched", "text/richtext");
    private static final Set<String> TNEF = Set.of("application/ms-tnef", "application/vnd.ms-tnef");
    private static final Set<String> ENCLOSED = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("application/pdf", ".pdf"),
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/png", ".png"), Map.entry("image/gif", ".gif"), Map.entry("text/calendar", ".ics"),
            Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"), Map.entry("message/rfc822", ".eml"), Map.entry("application/zip", ".zip"),
            Map.entry("text/vcard", ".vcf"), Map.entry("application/ms-tnef", ".dat"), Map.entry("application/pgp-signature", ".asc"),
            Map.entry("application/pkcs7-signature", ".p7s"), Map.entry("message/delivery-status", ".txt"));

    static Leaf of(MimeBodyPart part) throws MessagingException {
        String contentType = header(part, "Content-Type").orElse("text/plain");
        Parameters type = Parameters.read(contentType);
        String value = type.value().equals("text") ? "text/plain" : type.value();
        // An unreadable type means an unknown thing (RFC 2045 section 5.2 would have it text; what arrives then is rarely text).
        String mediaType = MEDIA_TYPE.matcher(value).matches() ? value : value.isEmpty() ? "text/plain" : "application/octet-stream";
        return new Leaf(new Parameters(mediaType, type.parameters()),
                header(part, "Content-Disposition").map(Parameters::read).orElse(Parameters.NONE),
                header(part, "Content-Transfer-Encoding"),
                header(part, "Content-ID").flatMap(Identity::id),
                header(part, "Content-Description").map(text -> Clean.line(EncodedWords.decode(text), Bounds.MAXIMUM_NAME))
                        .filter(text -> !text.isEmpty()));
    }

    private static Optional<String> header(MimeBodyPart part, String name) throws MessagingException {
        String @Nullable [] values = part.getHeader(name);
        return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0].replaceAll("[\\r\\n]+[ \\t]*", " ").strip());
    }

    String mediaType() {
        return type.value();
    }

    boolean isMultipart() {
        return mediaType().startsWith("multipart/");
    }

    /** As the library wants it: programs leave out quotes that the boundary's characters demand. */
    String multipartType() {
        return mediaType() + type.parameter("boundary").map(boundary -> "; boundary=\"" + boundary.replaceAll("([\"\\\\])", "\\\\$1") + '"')
                .orElse("");
    }

    /** Whether it is what the author wrote rather than a file. */
    boolean isWords() {
        boolean named = disposition.parameter("filename").isPresent() || type.parameter("name").isPresent();
        boolean file = disposition.value().equals("attachment") || (named && !disposition.value().equals("inline"))
                || (named && mediaType().equals("text/html"));
        return WORDS.contains(mediaType()) && !file;
    }

    boolean isFlowed() {
        return mediaType().equals("text/plain") && type.parameter("format").filter("flowed"::equalsIgnoreCase).isPresent();
    }

    boolean deletesSpace() {
        return type.parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent();
    }

    /** HTML that came without a declaration in its header may bring its own. */
    Optional<String> charset(byte[] bytes) {
        Optional<String> stated = type.parameter("charset");
        if (stated.isPresent() || !mediaType().equals("text/html")) {
            return stated;
        }
        Matcher meta = META_CHARSET.matcher(new String(bytes, 0, Math.min(bytes.length, META_SEARCHED), StandardCharsets.ISO_8859_1));
        return meta.find() ? Optional.of(meta.group(1)) : Optional.empty();
    }

    String name(byte[] bytes, int number) {
        return disposition.parameter("filename").or(() -> type.parameter("name")).map(name -> Clean.line(name, Bounds.MAXIMUM_NAME))
                .filter(name -> !name.isEmpty()).or(() -> subjectName(bytes))
                .orElseGet(
                        () -> mediaType().substring(0, mediaType().indexOf('/')) + "-" + number + EXTENSIONS.getOrDefault(mediaType(), ""));
    }

    private Optional<String> subjectName(byte[] bytes) {
        if (!mediaType().equals("message/rfc822")) {
            return Optional.empty();
        }
        return HeaderFields.read(bytes).text("Subject", Bounds.MAXIMUM_NAME - 4).map(subject -> subject + ".eml");
    }

    /** Why the part cannot be opened, if so. */
    Optional<String> opaque(String name) {
        if (TNEF.contains(mediaType()) || name.toLowerCase(Locale.ROOT).equals("winmail.dat")) {
            return Optional
                    .of("The attachment " + name + " is in Outlook's own format (TNEF) and was not opened: it may hold further files.");
        }
        if (ENCLOSED.contains(mediaType())) {
            return Optional.of("The message is wrapped by S/MIME in the attachment " + name + " and was not opened.");
        }
        return Optional.empty();
    }
}
