package org.parvis.gateway.http.wire;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How values are written in JSON everywhere: what is absent is left out, constants are words. Any thread. */
public final class JsonValues {

    private JsonValues() {
    }

    public static <T> JsonArray array(Collection<T> values, Function<? super T, JsonObject> shape) {
        return new JsonArray(values.stream().map(shape).toList());
    }

    /** Adds the value's text, or nothing; answers the same object. */
    public static JsonObject with(JsonObject object, String name, Optional<?> value) {
        value.ifPresent(present -> object.put(name, present.toString()));
        return object;
    }

    /** Constants on the wire are in lower case, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a word. Throws {@link IllegalArgumentException} where there is none: the contract was checked before. */
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
