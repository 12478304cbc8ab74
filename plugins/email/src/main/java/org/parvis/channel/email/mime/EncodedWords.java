package org.parvis.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes header text (RFC 2047), more patiently than the standard asks: encoded words anywhere, broken in the middle of a character,
 * with a wrong character set; and raw bytes, which RFC 6532 allows in UTF-8 and old programs send in anything.
 */
final class EncodedWords {

    /** Quantifiers are possessive: matching stays linear on any input. */
    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]++)(?:\\*[^?\\s]*+)?\\?([BbQq])\\?([^?]*+)\\?=");

    private EncodedWords() {
    }

    /** @param raw one character a byte */
    static String decode(String raw) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String pendingCharset = "";
        Matcher word = WORD.matcher(raw);
        int reached = 0;
        while (word.find()) {
            String between = raw.substring(reached, word.start());
            boolean adjacent = between.isBlank() && reached > 0;
            if (!adjacent || !word.group(1).equalsIgnoreCase(pendingCharset)) {
                flush(text, pending, pendingCharset);
            }
            if (!adjacent) {
                text.append(unencoded(between));
            }
            pendingCharset = word.group(1);
            pending.writeBytes(bytes(word.group(2), word.group(3)));
            reached = word.end();
        }
        flush(text, pending, pendingCharset);
        return text.append(unencoded(raw.substring(reached))).toString();
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream pending, String charset) {
        if (pending.size() > 0) {
            text.append(CharacterSets.decode(pending.toByteArray(), Optional.of(charset)).text());
            pending.reset();
        }
    }

    private static byte[] bytes(String encoding, String payload) {
        return encoding.equalsIgnoreCase("B") ? TransferEncoding.base64(payload.getBytes(StandardCharsets.ISO_8859_1)) : quoted(payload);
    }

    /** The Q encoding (RFC 2047 section 4.2). */
    private static byte[] quoted(String payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int index = 0; index < payload.length(); index++) {
            char c = payload.charAt(index);
            int high = c == '=' && index + 2 < payload.length() ? Character.digit(payload.charAt(index + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(payload.charAt(index + 2), 16);
            if (low >= 0) {
                out.write(high * 16 + low);
                index += 2;
            } else {
                out.write(c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    private static String unencoded(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        return CharacterSets.decode(bytes, Optional.empty()).text();
    }
}
