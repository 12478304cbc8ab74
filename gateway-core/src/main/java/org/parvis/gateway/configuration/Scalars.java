package org.parvis.gateway.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values that are written as one word or one line. */
final class Scalars {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

    private Scalars() {
    }

    static boolean isScalar(Class<?> type) {
        return type.isEnum() || List.of(String.class, int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class,
                Duration.class, URI.class, Path.class, ByteSize.class).contains(type);
    }

    /**
     * Reads {@code text} as a value of {@code type}.
     *
     * @throws Unfit when it is none
     */
    static Object parse(Class<?> type, String text, Source source) throws Unfit {
        try {
            return parsed(type, text, source);
        } catch (IllegalArgumentException | ArithmeticException | URISyntaxException cause) {
            throw new Unfit(cause);
        }
    }

    private static Object parsed(Class<?> type, String text, Source source) throws URISyntaxException {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.parseLong(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == URI.class) {
            return address(text);
        }
        if (type == Path.class) {
            return path(text, source);
        }
        if (type == ByteSize.class) {
            return ByteSize.of(text);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word((Enum<?>) constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Duration duration(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static URI address(String text) throws URISyntaxException {
        URI address = new URI(text);
        if (!address.isAbsolute() || address.getPort() == 0 || address.getPort() > HttpConfiguration.LAST_PORT) {
            throw new IllegalArgumentException();
        }
        return address;
    }

    private static Path path(String text, Source source) {
        if (text.isBlank()) {
            throw new IllegalArgumentException();
        }
        try {
            return source.resolve(text);
        } catch (InvalidPathException cause) {
            throw new IllegalArgumentException(cause);
        }
    }

    /** What may be written, for people. */
    static String allowed(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 30s, 5m, 8h or 2d";
        }
        if (type == URI.class) {
            return "a whole address such as https://parvis.example, its port, if any, from 1 to " + HttpConfiguration.LAST_PORT;
        }
        if (type == Path.class) {
            return "a path, from where this file is";
        }
        if (type == ByteSize.class) {
            return "a size such as 500 kB or 25 MB";
        }
        return Arrays.stream(type.getEnumConstants()).map(constant -> word((Enum<?>) constant)).collect(Collectors.joining(", "));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text is no value of the type. */
    static final class Unfit extends Exception {
        Unfit(Throwable cause) {
            super(cause);
        }
    }
}
