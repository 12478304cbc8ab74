package org.parvis.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.channel.EventId;
import org.parvis.channel.MessageId;

/**
 * How a message is recognised when it is seen again: in another folder, after a move, after the server numbered its messages anew
 * (UIDVALIDITY), or as a second copy that took another way.
 *
 * <p>The Message-ID alone will not do: programs repeat it and anybody can forge it, and a message must never be left out because another
 * one bears its name. The bytes alone will not do either: each way adds its own trace fields. So the event id is the Message-ID and a
 * digest of what travels unchanged: the author's fields and the body, without regard to line ends and to space at the end of lines.
 * Two messages that differ in any of these both arrive; a copy changed on its way, by a list's footer for instance, arrives too.
 */
record Identity(EventId event, MessageId message) {

    /** RFC 2606: no such domain, so that nobody can be owner of the names that we invent. */
    static final String INVENTED_DOMAIN = "@no-message-id.invalid";

    private static final List<String> STABLE_FIELDS = List.of("Message-ID", "Date", "From", "Sender", "To", "Cc", "Subject",
            "Content-Type");
    private static final Pattern ID = Pattern.compile("<?\\s*+([\\x21-\\x7E&&[^<>]]++)\\s*+>?");
    private static final Pattern BRACKETED = Pattern.compile("<([\\x21-\\x7E&&[^<>]]++)>");
    private static final int DIGEST_LENGTH = 32;

    static Identity of(RawMail mail, HeaderFields header) {
        String digest = digest(mail, header);
        Optional<String> stated = header.first("Message-ID").flatMap(Identity::id);
        return new Identity(new EventId(stated.orElse("") + "#" + digest), new MessageId(stated.orElse(digest + INVENTED_DOMAIN)));
    }

    /** A Message-ID without its angle brackets; absent when it is unusable. */
    static Optional<String> id(String raw) {
        Matcher bracketed = BRACKETED.matcher(raw);
        if (bracketed.find()) {
            return Optional.of(bracketed.group(1)).filter(id -> id.length() <= Bounds.MAXIMUM_MESSAGE_ID);
        }
        Matcher matcher = ID.matcher(raw.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)).filter(id -> id.length() <= Bounds.MAXIMUM_MESSAGE_ID) : Optional.empty();
    }

    EventId part(int number) {
        return new EventId(event.value() + "/" + number);
    }

    private static String digest(RawMail mail, HeaderFields header) {
        MessageDigest digest = sha256();
        for (String name : STABLE_FIELDS) {
            for (String value : header.all(name)) {
                digest.update((name + ":" + value.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        body(digest, mail.bytes(), header.bodyStart());
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
    }

    /** Line by line, without line ends, space at the end of lines and empty lines at the end of the body. */
    private static void body(MessageDigest digest, byte[] bytes, int start) {
        int emptyLines = 0;
        int position = start;
        while (position < bytes.length) {
            int end = position;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int last = end;
            while (last > position && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t' || bytes[last - 1] == '\r')) {
                last--;
            }
            if (last == position) {
                emptyLines++;
            } else {
                for (; emptyLines > 0; emptyLines--) {
                    digest.update((byte) '\n');
                }
                digest.update(bytes, position, last - position);
                digest.update((byte) '\n');
            }
            position = end + 1;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
