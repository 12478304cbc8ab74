package org.parvis.gateway.event;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the administration made other than it was, as its entry in the change log keeps it: {@code changed}, the fields by name, and {@code values}, each
 * {@code field: [before, after]}, of those that may be told to whoever administers. A value is a text or a list of texts; null where there is none. Desks are not told the values.
 */
public final class Difference {

    /** Of one value, in characters; the rest is left out. */
    public static final int LONGEST = 300;
    /** Of a list. */
    public static final int MOST = 50;

    private static final String CHANGED = "changed";
    private static final String VALUES = "values";

    private final JsonArray changed = new JsonArray();
    private final JsonObject values = new JsonObject();

    /** Nothing, where the two are the same. */
    public Difference of(String field, Optional<?> before, Optional<?> after) {
        if (!before.equals(after)) {
            changed.add(field);
            values.put(field, new JsonArray().add(told(before)).add(told(after)));
        }
        return this;
    }

    /** Of something that is there for the first time. */
    public Difference fresh(String field, Optional<?> value) {
        return of(field, Optional.empty(), value);
    }

    /** A secret, or more words than a history has room for: that it is another one, and no more. */
    public Difference untold(String field) {
        changed.add(field);
        return this;
    }

    /** The detail with this in it. */
    public JsonObject in(JsonObject detail) {
        detail.put(CHANGED, changed);
        return values.isEmpty() ? detail : detail.put(VALUES, values);
    }

    /** What everybody at a desk may hear of a detail. */
    public static JsonObject withoutValues(JsonObject detail) {
        if (!detail.containsKey(VALUES)) {
            return detail;
        }
        JsonObject less = detail.copy();
        less.remove(VALUES);
        return less;
    }

    /**
     * One field that is other than it was.
     *
     * @param told   whether its values are
     * @param before one text, or those of a list; none: there was nothing
     */
    public record Field(String name, boolean told, List<String> before, List<String> after) {

        public Field {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        public Field untold() {
            return new Field(name, false, List.of(), List.of());
        }
    }

    /** Read again. Entries from before values were kept have the names alone. */
    static List<Field> of(JsonObject detail) {
        JsonObject values = detail.getJsonObject(VALUES, new JsonObject());
        return detail.getJsonArray(CHANGED, new JsonArray()).stream().map(String::valueOf).map(name -> {
            JsonArray both = values.getJsonArray(name);
            return both == null
                    ? new Field(name, false, List.of(), List.of())
                    : new Field(name, true, texts(both.getValue(0)), texts(both.getValue(1)));
        }).toList();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof JsonArray list
                ? list.stream().map(String::valueOf).toList()
                : Stream.ofNullable(value).map(String::valueOf).toList();
    }

    private static @Nullable Object told(Optional<?> value) {
        return value.map(some -> some instanceof List<?> list
                ? (Object) new JsonArray(list.stream().limit(MOST).map(Difference::text).toList())
                : text(some)).orElse(null);
    }

    private static String text(Object value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
