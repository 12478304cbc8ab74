package org.parvis.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header section (RFC 5322 section 2.2), read with patience: lines that are no field are passed over, and bytes above 127 stay what
 * they are, one character each, until {@link EncodedWords} knows better.
 *
 * @param bodyStart where the body begins: after the first empty line
 * @param cut       whether there were more fields than are kept
 */
record HeaderFields(List<Field> fields, int bodyStart, boolean cut) {

    /** @param value unfolded */
    record Field(String name, String value) {
    }

    static HeaderFields read(byte[] bytes) {
        List<Field> fields = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int position = 0;
        boolean cut = false;
        while (position < bytes.length) {
            int end = lineEnd(bytes, position);
            int next = nextLine(bytes, end);
            if (end == position) {
                position = next;
                break;
            }
            boolean room = position + (end - position) <= Bounds.MAXIMUM_HEADER_BYTES && fields.size() < Bounds.MAXIMUM_HEADER_FIELDS;
            cut |= !room;
            if (room) {
                String line = new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
                if (!isContinuation(line)) {
                    add(fields, current);
                    current.setLength(0);
                }
                current.append(line);
            }
            position = next;
        }
        add(fields, current);
        return new HeaderFields(List.copyOf(fields), position, cut);
    }

    private static boolean isContinuation(String line) {
        return line.charAt(0) == ' ' || line.charAt(0) == '\t';
    }

    private static void add(List<Field> fields, CharSequence line) {
        String text = line.toString();
        int colon = text.indexOf(':');
        if (colon <= 0) {
            return;
        }
        String name = text.substring(0, colon).strip();
        if (!name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127)) {
            fields.add(new Field(name, text.substring(colon + 1).strip()));
        }
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }

    private static int nextLine(byte[] bytes, int end) {
        if (end < bytes.length && bytes[end] == '\r') {
            return end + 1 < bytes.length && bytes[end + 1] == '\n' ? end + 2 : end + 1;
        }
        return Math.min(end + 1, bytes.length);
    }

    /** The first field of the name, undecoded. */
    Optional<String> first(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).findFirst();
    }

    List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** The first field of the name, decoded, on one line; absent when empty. */
    Optional<String> text(String name, int maximum) {
        return first(name).map(EncodedWords::decode).map(value -> Clean.line(value, maximum)).filter(value -> !value.isEmpty());
    }
}
