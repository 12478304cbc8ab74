package org.parvis.gateway.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A map of a story book, with the place where it stands, for whoever made a mistake in it.
 *
 * @param values in the order of the file
 */
record Leaf(String place, Map<String, Object> values) {

    static Leaf of(String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalStateException(place + " is not a map");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, each) -> values.put(String.valueOf(key), each));
        return new Leaf(place, values);
    }

    static List<Leaf> list(String place, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalStateException(place + " is not a list");
        }
        List<Leaf> leaves = new ArrayList<>();
        for (Object each : list) {
            leaves.add(of(place + "/" + leaves.size(), each));
        }
        return leaves;
    }

    /** A misspelt key would be a story half told. */
    Leaf only(Set<String> keys) {
        values.keySet().stream().filter(key -> !keys.contains(key)).findFirst().ifPresent(unknown -> {
            throw new IllegalStateException(place + ": there is no " + unknown + ", only " + keys);
        });
        return this;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return optional(key).orElseThrow(() -> new IllegalStateException(place + " lacks " + key));
    }

    Optional<String> optional(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> value.toString().strip());
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    List<String> texts(String key) {
        if (!(values.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().map(String::valueOf).toList();
    }

    List<Leaf> leaves(String key) {
        return list(place + "/" + key, values.get(key));
    }

    Map<String, String> map(String key) {
        if (!has(key)) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        of(place + "/" + key, values.get(key)).values().forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }
}
