package org.parvis.gateway.http.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

/** Takes paths and queries apart, strictly: malformed escapes and malformed UTF-8 are refused with 400, never guessed. */
public final class Paths {

    private Paths() {
    }

    /** Decoded. */
    public static List<String> segments(String path) {
        return split(path).stream().map(segment -> decode(segment, false)).toList();
    }

    /** As they stand. */
    public static List<String> split(String path) {
        return path.equals("/") || path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    /** Against a template of literal segments, {@code {name}} and a last {@code *}. */
    public static Optional<Map<String, String>> match(List<String> template, List<String> path) {
        boolean open = !template.isEmpty() && template.getLast().equals("*");
        int fixed = open ? template.size() - 1 : template.size();
        if (open ? path.size() <= fixed : path.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < fixed; i++) {
            String segment = template.get(i);
            if (segment.startsWith("{")) {
                parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        if (open) {
            parameters.put("*", String.join("/", path.subList(fixed, path.size())));
        }
        return Optional.of(parameters);
    }

    /** Of {@code application/x-www-form-urlencoded}, as queries and forms have it. */
    public static Map<String, List<String>> form(String text, int maximum) {
        Map<String, List<String>> values = new HashMap<>();
        int count = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > maximum) {
                throw Problem.of(400, "There are more than " + maximum + " parameters.").exception();
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            values.computeIfAbsent(name, unseen -> new ArrayList<>()).add(equals < 0 ? "" : decode(pair.substring(equals + 1), true));
        }
        return values;
    }

    static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return text;
        }
        Buffer bytes = Buffer.buffer(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                bytes.appendByte((byte) (hexadecimal(text, i + 1) << 4 | hexadecimal(text, i + 2)));
                i += 2;
            } else if (character == '+' && plusIsSpace) {
                bytes.appendByte((byte) ' ');
            } else if (character < 0x80) {
                bytes.appendByte((byte) character);
            } else {
                throw malformed();
            }
        }
        String decoded = utf8(bytes);
        if (decoded.indexOf('\0') >= 0) {
            throw malformed();
        }
        return decoded;
    }

    /** Of what somebody else wrote: when it is malformed, as it stands. */
    public static String decodeLeniently(String text) {
        try {
            return decode(text, false);
        } catch (ProblemException malformed) {
            return text;
        }
    }

    public static String utf8(Buffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes.getBytes())).toString();
        } catch (CharacterCodingException malformed) {
            throw Problem.named(400, "malformed-utf-8", "The request is not well-formed UTF-8.").exception();
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character > 0 && character < 0x80);
    }

    private static int hexadecimal(String text, int index) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private static ProblemException malformed() {
        return Problem.of(400, "The address has a malformed escape (RFC 3986, section 2.1).").exception();
    }
}
