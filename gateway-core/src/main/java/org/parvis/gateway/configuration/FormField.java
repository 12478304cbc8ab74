package org.parvis.gateway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.parvis.gateway.configuration.Shape.Setting;

/**
 * One setting, as a form asks for it.
 *
 * @param formerly names that it had before
 * @param required whether it must be said
 * @param secret   whether its value is shown to nobody
 * @param many     whether there can be several
 * @param optional whether the whole group may be left out
 * @param fallback what it is when nobody says anything; empty where there is none
 * @param choices  the only possible values, where there are such
 * @param fields   of a group
 */
public record FormField(String name, List<String> formerly, String doc, Kind kind, boolean required, boolean secret, boolean many,
        boolean optional, String fallback, List<String> choices, List<FormField> fields) {

    public FormField {
        formerly = List.copyOf(formerly);
        choices = List.copyOf(choices);
        fields = List.copyOf(fields);
    }

    /** What is written there. */
    public enum Kind {
        TEXT, NUMBER, FLAG, DURATION, ADDRESS, PATH, SIZE, CHOICE, GROUP
    }

    /**
     * The form of a configuration record, in the order of its components.
     *
     * @throws IllegalStateException when it has a component that no form can ask for
     */
    public static List<FormField> of(Class<? extends Record> type) {
        return Shape.settings(type).stream().map(setting -> of(setting, setting.shape(), false, false)).toList();
    }

    private static FormField of(Setting setting, Shape shape, boolean many, boolean optional) {
        return switch (shape) {
            case Shape.Maybe(Shape of) -> of(setting, of, many, true);
            case Shape.Many(Shape of) -> of(setting, of, true, optional);
            case Shape.Nested(Class<? extends Record> type) -> field(setting, Kind.GROUP, false, many, optional, List.of(), of(type));
            case Shape.Scalar(Class<?> type) -> field(setting, kind(type), !many && !optional && setting.key().fallback().isEmpty(), many,
                    optional, choices(type), List.of());
            case Shape.Texts() -> throw new IllegalStateException("No form asks for texts by name: " + setting.name());
            case Shape.Deferred() ->
                throw new IllegalStateException("A channel's own settings say all that they ask for: " + setting.name());
        };
    }

    private static FormField field(Setting setting, Kind kind, boolean required, boolean many, boolean optional, List<String> choices,
            List<FormField> fields) {
        return new FormField(setting.name(), List.of(setting.key().formerly()), setting.key().doc(), kind, required, setting.key().secret(),
                many, optional, setting.key().fallback(), choices, fields);
    }

    private static List<String> choices(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(constant -> Scalars.word((Enum<?>) constant)).toList()
                : List.of();
    }

    private static Kind kind(Class<?> type) {
        if (type.isEnum()) {
            return Kind.CHOICE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.FLAG;
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return Kind.NUMBER;
        }
        if (type == Duration.class) {
            return Kind.DURATION;
        }
        if (type == URI.class) {
            return Kind.ADDRESS;
        }
        if (type == Path.class) {
            return Kind.PATH;
        }
        return type == ByteSize.class ? Kind.SIZE : Kind.TEXT;
    }
}
