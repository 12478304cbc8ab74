package org.parvis.channel.email.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;

import org.parvis.channel.Defect;

/** Undoes content transfer encodings (RFC 2045 section 6). What is damaged is decoded as far as it goes. */
final class TransferEncoding {

    private static final byte[] BASE64 = new byte[128];

    static {
        java.util.Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int index = 0; index < alphabet.length(); index++) {
            BASE64[alphabet.charAt(index)] = (byte) index;
        }
    }

    private TransferEncoding() {
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Decoded(byte[] bytes, Optional<Defect> defect) {
    }

    static Decoded decode(byte[] raw, Optional<String> encoding) {
        String name = encoding.map(TransferEncoding::normal).orElse("");
        if (name.equals("base64")) {
            return new Decoded(base64(raw), Optional.empty());
        }
        if (name.isEmpty() || name.equals("binary") || name.matches("[678]bits?")) {
            return new Decoded(raw, Optional.empty());
        }
        try (var in = MimeUtility.decode(new ByteArrayInputStream(raw), name)) {
            return new Decoded(in.readAllBytes(), Optional.empty());
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            return new Decoded(raw, Optional.of(new Defect(Defect.Code.MALFORMED,
                    "A part's transfer encoding " + Clean.line(name, 60) + " could not be undone; it is shown as it came.")));
        }
    }

    /** {@code 8-bit}, {@code Quoted Printable;} and the like are clear enough. */
    private static String normal(String stated) {
        String name = stated.replaceAll("[;(].*", "").replaceAll("[\\s\"'_-]", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "quotedprintable" -> "quoted-printable";
            case "xuuencode", "xuue" -> "uuencode";
            default -> name;
        };
    }

    /** Characters outside the alphabet are passed over (RFC 2045 section 6.8); padding ends a group, not the data. */
    static byte[] base64(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length * 3 / 4 + 3);
        int group = 0;
        int count = 0;
        for (byte b : raw) {
            int value = b >= 0 ? BASE64[b] : -1;
            if (b == '=') {
                partial(out, group, count);
                group = 0;
                count = 0;
            } else if (value >= 0) {
                group = group << 6 | value;
                if (++count == 4) {
                    out.write(group >> 16);
                    out.write(group >> 8);
                    out.write(group);
                    group = 0;
                    count = 0;
                }
            }
        }
        partial(out, group, count);
        return out.toByteArray();
    }

    private static void partial(ByteArrayOutputStream out, int group, int count) {
        if (count >= 2) {
            out.write(count == 2 ? group >> 4 : group >> 10);
        }
        if (count == 3) {
            out.write(group >> 2);
        }
    }
}
