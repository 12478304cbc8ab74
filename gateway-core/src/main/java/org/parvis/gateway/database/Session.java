package org.parvis.gateway.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * One connection, lent for the length of a {@link Database.Work}. For one thread at a time; keep nothing of it afterwards.
 *
 * <p>Statements are prepared once a connection and cached: their text is constant, and whatever varies is a value ({@code $1}). Values: what
 * the driver takes, and besides an {@link java.time.Instant} (for {@code timestamptz}), an enum (by its name), {@code byte[]} and
 * {@link org.parvis.channel.Bytes} (for {@code bytea}), {@link java.net.URI} and {@link java.nio.file.Path} (as text), and arrays of these. A
 * single value that is an array is written {@code (Object) array}. A statement runs no longer than {@link Database#STATEMENT_TIMEOUT}.
 *
 * <p>Every method throws {@link DatabaseException} when the database refuses or is lost.
 */
public interface Session {

    /** More rows than this are refused: the statement lacks its {@code LIMIT}. */
    int MAXIMUM_ROWS = 50_000;

    List<Row> query(String sql, @Nullable Object... values) throws InterruptedException;

    /** The first row, if there is one. */
    Optional<Row> first(String sql, @Nullable Object... values) throws InterruptedException;

    /** Returns how many rows the statement touched. */
    int execute(String sql, @Nullable Object... values) throws InterruptedException;

    /** Sends all the statements without waiting in between, and returns the rows of each. */
    List<List<Row>> pipeline(List<Statement> statements) throws InterruptedException;

    /**
     * Runs the action once the transaction is durable and its connection free again, on the caller's thread; not at all when the transaction
     * is undone, or when nobody knows whether it took place. Must not block.
     */
    void afterCommit(Runnable action);

    /** A statement and its values. */
    record Statement(String sql, List<@Nullable Object> values) {

        public Statement {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        public Statement(String sql, @Nullable Object... values) {
            this(sql, Arrays.asList(values));
        }
    }
}
