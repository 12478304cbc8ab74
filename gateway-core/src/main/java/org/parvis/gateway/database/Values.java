package org.parvis.gateway.database;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Bytes;

/** Turns the gateway's values into those that the driver knows. */
final class Values {

    private Values() {
    }

    static Tuple tuple(@Nullable Object[] values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(converted(value));
        }
        return tuple;
    }

    private static @Nullable Object converted(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> timestamp(instant);
            case Enum<?> constant -> constant.name();
            case byte[] bytes -> Buffer.buffer(bytes);
            case Bytes bytes -> Buffer.buffer(bytes.toArray());
            case URI uri -> uri.toString();
            case Path path -> path.toString();
            case Instant[] instants -> Arrays.stream(instants).map(Values::timestamp).toArray(OffsetDateTime[]::new);
            case Bytes[] arrays ->
                Arrays.stream(arrays).map(bytes -> bytes == null ? null : Buffer.buffer(bytes.toArray())).toArray(Buffer[]::new);
            default -> value instanceof Enum<?>[] constants ? names(constants) : value;
        };
    }

    private static @Nullable String[] names(@Nullable Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> constant == null ? null : constant.name()).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
