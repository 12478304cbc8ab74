package org.parvis.gateway.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;

/** Reads the gateway's values from a row. A column that may be null is read by its {@code optional} form; the others throw on null. */
public final class Rows {

    private Rows() {
    }

    public static String text(Row row, String column) {
        return present(optionalText(row, column), column);
    }

    public static Optional<String> optionalText(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }

    /** Texts of a {@code text[]}; an empty list for null. */
    public static List<String> texts(Row row, String column) {
        String[] texts = row.getArrayOfStrings(column);
        return texts == null ? List.of() : List.of(texts);
    }

    public static UUID uuid(Row row, String column) {
        return present(optionalUuid(row, column), column);
    }

    public static Optional<UUID> optionalUuid(Row row, String column) {
        return Optional.ofNullable(row.getUUID(column));
    }

    public static Instant instant(Row row, String column) {
        return present(optionalInstant(row, column), column);
    }

    public static Optional<Instant> optionalInstant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    public static long number(Row row, String column) {
        return present(optionalNumber(row, column), column);
    }

    public static Optional<Long> optionalNumber(Row row, String column) {
        return Optional.ofNullable(row.getLong(column));
    }

    public static boolean flag(Row row, String column) {
        return present(Optional.ofNullable(row.getBoolean(column)), column);
    }

    public static JsonObject json(Row row, String column) {
        return present(Optional.ofNullable(row.getJsonObject(column)), column);
    }

    public static Bytes bytes(Row row, String column) {
        return present(optionalBytes(row, column), column);
    }

    public static Optional<Bytes> optionalBytes(Row row, String column) {
        return Optional.ofNullable(row.getBuffer(column)).map(Buffer::getBytes).map(Bytes::wrap);
    }

    /** Of a column that holds the names of an enum's constants. */
    public static <E extends Enum<E>> E constant(Row row, String column, Class<E> type) {
        return Enum.valueOf(type, text(row, column));
    }

    public static <E extends Enum<E>> Optional<E> optionalConstant(Row row, String column, Class<E> type) {
        return optionalText(row, column).map(name -> Enum.valueOf(type, name));
    }

    private static <T> T present(Optional<T> value, String column) {
        return value.orElseThrow(() -> DatabaseException.failed("Column " + column + " is null"));
    }
}
