package org.parvis.gateway.http.api;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.parvis.gateway.http.wire.Identifiers;
import org.parvis.gateway.http.wire.Problem.BadField;

/**
 * Checks a value against a schema of the contract and says everything that is wrong. Knows what the contract uses of JSON Schema:
 * {@code type}, {@code enum}, {@code required}, {@code properties}, {@code additionalProperties}, {@code items}, {@code allOf}, {@code $ref}, lengths, bounds and formats; a
 * {@code pattern} is for readers, and checked by whoever takes the value. An object without {@code additionalProperties} takes the named properties alone: a misspelt name must not be silently ignored.
 */
public final class Schema {

    private final Contract.Document document;
    private final Map<String, Object> schema;

    public Schema(Contract.Document document, Map<String, Object> schema) {
        this.document = document;
        this.schema = document.resolve(schema);
    }

    /** @param field what the value is called in the errors */
    public void check(String field, @Nullable Object value, Consumer<BadField> errors) {
        List<Map<String, Object>> parts = document.list(schema, "allOf");
        if (!parts.isEmpty()) {
            new Schema(document, document.joined(parts)).check(field, value, errors);
            return;
        }
        List<String> types = types();
        if (!types.isEmpty() && types.stream().noneMatch(type -> isOfType(value, type))) {
            errors.accept(new BadField(field, "must be " + String.join(" or ", types) + ", not " + typeOf(value)));
            return;
        }
        switch (value) {
            case null -> {
            }
            case String text -> checkText(field, text, errors);
            case Long number -> checkNumber(field, number, errors);
            case List<?> list -> checkList(field, list, errors);
            case Map<?, ?> object -> checkObject(field, object, errors);
            default -> {
            }
        }
    }

    private List<String> types() {
        Object type = schema.get("type");
        if (type instanceof List<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        if (type != null) {
            return List.of(String.valueOf(type));
        }
        return schema.containsKey("enum") ? List.of("string") : List.of();
    }

    private static boolean isOfType(@Nullable Object value, String type) {
        return switch (type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new IllegalStateException("The contract uses a type that is not known here: " + type);
        };
    }

    private static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "a string";
            case Long _ -> "an integer";
            case Number _ -> "a number";
            case Boolean _ -> "a boolean";
            case List<?> _ -> "an array";
            default -> "an object";
        };
    }

    private void checkText(String field, String text, Consumer<BadField> errors) {
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(text)) {
            errors.accept(new BadField(field, "must be one of " + allowed));
            return;
        }
        int length = text.codePointCount(0, text.length());
        number("maxLength").filter(most -> length > most)
                .ifPresent(most -> errors.accept(new BadField(field, "has at most " + most + " characters, not " + length)));
        number("minLength").filter(least -> text.strip().codePointCount(0, text.strip().length()) < least)
                .ifPresent(least -> errors.accept(new BadField(field, "has at least " + least + " characters")));
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            errors.accept(new BadField(field, "has a character that no text can have (NUL, or half of a surrogate pair)"));
        }
        Object format = schema.get("format");
        if ("uuid".equals(format) && Identifiers.parse(text).isEmpty()) {
            errors.accept(new BadField(field, "must be a UUID"));
        }
        if ("date-time".equals(format) && !isDateTime(text)) {
            errors.accept(new BadField(field, "must be a date and time such as 2026-11-22T18:30:00Z (RFC 3339)"));
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static boolean isDateTime(String text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            return moment.getYear() >= 1 && moment.getYear() <= 9999;
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }

    private void checkNumber(String field, long number, Consumer<BadField> errors) {
        number("minimum").filter(least -> number < least).ifPresent(least -> errors.accept(new BadField(field, "is at least " + least)));
        number("maximum").filter(most -> number > most).ifPresent(most -> errors.accept(new BadField(field, "is at most " + most)));
    }

    private void checkList(String field, List<?> list, Consumer<BadField> errors) {
        number("maxItems").filter(most -> list.size() > most)
                .ifPresent(most -> errors.accept(new BadField(field, "has at most " + most + " entries, not " + list.size())));
        Optional<Map<String, Object>> items = document.map(schema, "items");
        for (int i = 0; i < list.size() && items.isPresent(); i++) {
            new Schema(document, items.orElseThrow()).check(field + "[" + i + "]", list.get(i), errors);
        }
    }

    private void checkObject(String field, Map<?, ?> object, Consumer<BadField> errors) {
        String prefix = field.equals("body") ? "" : field + ".";
        if (schema.get("required") instanceof List<?> required) {
            required.stream().filter(name -> !object.containsKey(name))
                    .forEach(name -> errors.accept(new BadField(prefix + name, "is missing")));
        }
        Optional<Map<String, Object>> properties = document.map(schema, "properties");
        Optional<Map<String, Object>> others = document.map(schema, "additionalProperties");
        if (properties.isEmpty() && others.isEmpty()) {
            return;
        }
        object.forEach((key, value) -> {
            String name = String.valueOf(key);
            Optional<Map<String, Object>> known = properties.flatMap(all -> document.map(all, name)).or(() -> others);
            known.ifPresentOrElse(expected -> new Schema(document, expected).check(prefix + name, value, errors),
                    () -> errors.accept(new BadField(prefix + name, "is not known here")));
        });
    }

    boolean isId() {
        return "uuid".equals(schema.get("format"));
    }

    /** Fields of an object that hold an id or a list of them, with what it names as far as that is said. */
    Map<String, Optional<Named>> ids() {
        List<Map<String, Object>> parts = document.list(schema, "allOf");
        Map<String, Object> whole = parts.isEmpty() ? schema : document.joined(parts);
        Map<String, Optional<Named>> ids = new LinkedHashMap<>();
        Map<String, Object> properties = document.map(whole, "properties").orElse(Map.of());
        properties.keySet().forEach(name -> {
            Schema field = new Schema(document, document.map(properties, name).orElse(Map.of()));
            boolean several = document.map(field.schema, "items").map(items -> new Schema(document, items)).filter(Schema::isId)
                    .isPresent();
            if (field.isId() || several) {
                ids.put(name, Named.of(field.schema));
            }
        });
        return ids;
    }

    /** Reads a value of a path or query, which is always text, as what the schema asks for. Text that is nothing of the kind stays text. */
    Object typed(String text) {
        return switch (types().stream().findFirst().orElse("string")) {
            case "integer" -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
            case "boolean" -> text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
            default -> text;
        };
    }

    private Optional<Long> number(String keyword) {
        return schema.get(keyword) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }
}
