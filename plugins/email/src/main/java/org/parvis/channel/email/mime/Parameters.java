package org.parvis.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field's value with parameters, as in {@code Content-Type} and {@code Content-Disposition}: the strict form (RFC 2045 section 5.1),
 * continuations and character sets (RFC 2231), and what programs really send, encoded words in quotes included.
 *
 * @param value what stands before the parameters, in lower case
 */
record Parameters(String value, Map<String, String> parameters) {

    static final Parameters NONE = new Parameters("", Map.of());

    /** Possessive, hence linear on any input. */
    private static final Pattern PARAMETER = Pattern
            .compile(";\\s*+([^=;\\s]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"?+|([^;]*+))", Pattern.DOTALL);
    private static final int MAXIMUM_PARAMETERS = 100;

    Parameters {
        parameters = Map.copyOf(parameters);
    }

    static Parameters read(String raw) {
        int semicolon = raw.indexOf(';');
        String value = (semicolon < 0 ? raw : raw.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> simple = new HashMap<>();
        Map<String, TreeMap<Integer, String>> pieces = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(raw);
        for (int count = 0; count < MAXIMUM_PARAMETERS && matcher.find(); count++) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            String quoted = matcher.group(2);
            String text = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(3).strip();
            int star = name.indexOf('*');
            if (star < 0) {
                simple.putIfAbsent(name, EncodedWords.decode(text));
            } else {
                String rest = name.substring(star + 1);
                boolean encoded = rest.isEmpty() || rest.endsWith("*");
                String piece = (encoded ? "%" : "=") + text;
                pieces.computeIfAbsent(name.substring(0, star), _ -> new TreeMap<>()).putIfAbsent(section(rest), piece);
            }
        }
        pieces.forEach((name, sections) -> simple.put(name, join(sections)));
        return new Parameters(value, simple);
    }

    private static int section(String rest) {
        String digits = rest.replace("*", "");
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    }

    /** RFC 2231 sections 3 and 4: the first piece states the character set, pieces marked {@code %} are percent-encoded. */
    private static String join(TreeMap<Integer, String> sections) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Optional<String> charset = Optional.empty();
        boolean first = true;
        for (String piece : sections.values()) {
            boolean encoded = piece.charAt(0) == '%';
            String text = piece.substring(1);
            int language = text.indexOf('\'');
            int start = language < 0 ? -1 : text.indexOf('\'', language + 1);
            if (first && encoded && start > 0) {
                charset = Optional.of(text.substring(0, language));
                text = text.substring(start + 1);
            }
            bytes.writeBytes(encoded ? unpercent(text) : text.getBytes(StandardCharsets.ISO_8859_1));
            first = false;
        }
        return CharacterSets.decode(bytes.toByteArray(), charset).text();
    }

    private static byte[] unpercent(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            int high = c == '%' && index + 2 < text.length() ? Character.digit(text.charAt(index + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(index + 2), 16);
            if (low >= 0) {
                out.write(high * 16 + low);
                index += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }
}
