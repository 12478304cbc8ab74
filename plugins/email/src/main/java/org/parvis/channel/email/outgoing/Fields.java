package org.parvis.channel.email.outgoing;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.MessageId;

/** Values for header fields. Nothing that comes out of here can end a line and begin a field of its own. */
final class Fields {

    static final int MAXIMUM_NAME = 200;
    static final int MAXIMUM_SUBJECT = 500;
    static final int MAXIMUM_FILE_NAME = 200;
    /** The parent and the nearest of its ancestors; programs look no further, and servers limit a field's length. */
    static final int MAXIMUM_REFERENCES = 20;
    private static final int MAXIMUM_ID = 400;

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E&&[^<>]]++");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9.-]{1,255}");

    private Fields() {
    }

    /** One line: every control character, line and paragraph separator is a space. */
    static String line(String text, int maximum) {
        String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").replaceAll(" {2,}", " ").strip();
        if (line.length() <= maximum) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(maximum - 1)) ? maximum - 1 : maximum);
    }

    static String fileName(String name) {
        String line = line(name, MAXIMUM_FILE_NAME).replaceAll("[/\\\\]", "_");
        return line.isEmpty() ? "attachment" : line;
    }

    /** In ASCII, the domain by IDNA; absent when no server could be asked to deliver to it. */
    static Optional<String> address(String raw) {
        int at = raw.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        try {
            String address = raw.substring(0, at) + "@" + IDN.toASCII(raw.substring(at + 1));
            return ADDRESS.matcher(address).matches() ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /**
     * Oldest first (RFC 5322 section 3.6.4), without what could not stand in a header.
     *
     * @param nearest the nearest first
     */
    static List<String> references(List<MessageId> nearest) {
        List<String> references = new ArrayList<>();
        for (MessageId id : nearest) {
            if (references.size() < MAXIMUM_REFERENCES && id.value().length() <= MAXIMUM_ID && ID.matcher(id.value()).matches()) {
                references.add("<" + id.value() + ">");
            }
        }
        return references.reversed();
    }
}
