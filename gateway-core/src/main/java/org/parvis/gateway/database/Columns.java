package org.parvis.gateway.database;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import org.parvis.channel.Bytes;

/** Turns rows into the arrays that {@code unnest} takes, one for each column: many rows in one statement. Elements may be null. */
public final class Columns<T> {

    private final List<T> rows;

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    public String[] texts(Function<? super T, @Nullable String> column) {
        return array(column, String[]::new);
    }

    /** The names of an enum's constants. */
    public String[] names(Function<? super T, ? extends Enum<?>> column) {
        return array(row -> column.apply(row).name(), String[]::new);
    }

    public UUID[] uuids(Function<? super T, @Nullable UUID> column) {
        return array(column, UUID[]::new);
    }

    public Instant[] instants(Function<? super T, @Nullable Instant> column) {
        return array(column, Instant[]::new);
    }

    public Long[] numbers(ToLongFunction<? super T> column) {
        return array(column::applyAsLong, Long[]::new);
    }

    public Boolean[] flags(Function<? super T, Boolean> column) {
        return array(column, Boolean[]::new);
    }

    public Bytes[] bytes(Function<? super T, @Nullable Bytes> column) {
        return array(column, Bytes[]::new);
    }

    private <V> V[] array(Function<? super T, ? extends @Nullable V> column, IntFunction<V[]> maker) {
        V[] values = maker.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            V value = column.apply(rows.get(i));
            if (value != null) {
                values[i] = value;
            }
        }
        return values;
    }
}
