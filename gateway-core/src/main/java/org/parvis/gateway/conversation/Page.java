package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A part of a list that may be long, and from where it goes on. */
public record Page<T>(List<T> items, Optional<Keyset> next) {

    public Page {
        items = List.copyOf(items);
    }

    /** Of what was read with a limit one higher than the page's. */
    static <T> Page<T> of(List<T> read, int limit, Function<? super T, Keyset> key) {
        if (read.size() <= limit) {
            return new Page<>(read, Optional.empty());
        }
        return new Page<>(read.subList(0, limit), Optional.of(key.apply(read.get(limit - 1))));
    }
}
