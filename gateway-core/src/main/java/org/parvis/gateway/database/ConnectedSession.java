package org.parvis.gateway.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/** A session on a physical connection, which knows at every moment whether the connection can be used again. */
final class ConnectedSession implements Session {

    /** Longer than the server's own limit, so that it ends only the wait for a server that does not answer at all. */
    private static final Duration PATIENCE = Database.STATEMENT_TIMEOUT.plusSeconds(5);
    private static final Duration ROLLBACK_PATIENCE = Duration.ofSeconds(2);

    /** The connection is no good any more: a plan whose tables have changed; a server that has become read-only. */
    private static final Set<String> STALE = Set.of("0A000", "25006");

    private final PgConnection connection;
    private final List<Runnable> afterwards = new ArrayList<>();
    private @Nullable CompletableFuture<?> begun;
    private boolean failed;
    private boolean doubtful;
    private boolean ended;
    /** What nobody waits for any more. */
    private CompletableFuture<?> abandoned = CompletableFuture.completedFuture(null);

    ConnectedSession(PgConnection connection) {
        this.connection = connection;
    }

    /** Does not wait: the first statement follows on the same connection, and {@link #commit} looks at the answer. */
    void begin() {
        begun = future(connection.query("BEGIN").execute());
    }

    void commit() throws InterruptedException {
        CompletableFuture<?> begin = begun;
        if (begin == null) {
            throw new IllegalStateException("No transaction has begun");
        }
        if (failed) {
            // PostgreSQL answers the COMMIT of a transaction in which a statement failed with a silent ROLLBACK.
            throw DatabaseException.failed("A statement of this transaction failed, so it cannot be committed");
        }
        await(begin, PATIENCE);
        try {
            await(future(connection.query("COMMIT").execute()), PATIENCE);
            begun = null;
        } catch (DatabaseException failure) {
            if (doubtful) {
                throw DatabaseException.unknown(failure);
            }
            // A deferred constraint, a conflict: the server said no and rolled back.
            begun = null;
            throw failure;
        }
    }

    /** What was asked for after the commit. */
    List<Runnable> afterwards() {
        return List.copyOf(afterwards);
    }

    @Override
    public void afterCommit(Runnable action) {
        if (begun == null) {
            throw new IllegalStateException("No transaction has begun");
        }
        afterwards.add(action);
    }

    /** Undoes an unfinished transaction. Returns whether the connection is as good as new. */
    boolean end() {
        ended = true;
        if (doubtful) {
            return false;
        }
        if (begun == null) {
            return true;
        }
        try {
            await(future(connection.query("ROLLBACK").execute()), ROLLBACK_PATIENCE);
            return !doubtful;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        } catch (DatabaseException lost) {
            // Closing the connection rolls back as well.
            return false;
        }
    }

    @Override
    public List<Row> query(String sql, @Nullable Object... values) throws InterruptedException {
        return rows(await(send(sql, values), PATIENCE));
    }

    @Override
    public Optional<Row> first(String sql, @Nullable Object... values) throws InterruptedException {
        return query(sql, values).stream().findFirst();
    }

    @Override
    public int execute(String sql, @Nullable Object... values) throws InterruptedException {
        return await(send(sql, values), PATIENCE).rowCount();
    }

    @Override
    public List<List<Row>> pipeline(List<Statement> statements) throws InterruptedException {
        List<CompletableFuture<RowSet<Row>>> answers = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            answers.add(send(statement.sql(), statement.values().toArray()));
        }
        List<List<Row>> results = new ArrayList<>(statements.size());
        for (CompletableFuture<RowSet<Row>> answer : answers) {
            results.add(rows(await(answer, PATIENCE)));
        }
        return results;
    }

    private CompletableFuture<RowSet<Row>> send(String sql, @Nullable Object[] values) {
        if (ended) {
            throw new IllegalStateException("The session is over; it must not outlive its work");
        }
        return future(connection.preparedQuery(sql).execute(Values.tuple(values)));
    }

    private static List<Row> rows(RowSet<Row> answer) {
        if (answer.size() > MAXIMUM_ROWS) {
            throw DatabaseException.failed("More than " + MAXIMUM_ROWS + " rows: the statement lacks its LIMIT");
        }
        List<Row> rows = new ArrayList<>(answer.size());
        answer.forEach(rows::add);
        return rows;
    }

    private <T> T await(CompletableFuture<T> answer, Duration patience) throws InterruptedException {
        boolean answered = false;
        try {
            T result = Answers.await(answer, patience);
            answered = true;
            return result;
        } catch (DatabaseException failure) {
            failed = true;
            answered = failure.sqlState().filter(state -> !STALE.contains(state) && !DatabaseException.isConnectionLost(state)).isPresent();
            throw failure;
        } finally {
            doubtful |= !answered;
            abandoned = answered ? abandoned : answer;
        }
    }

    /** Whether the server still works on a statement whose caller was interrupted or has lost patience. */
    boolean busy() {
        return !abandoned.isDone();
    }

    private static <T> CompletableFuture<T> future(Future<T> promised) {
        return promised.toCompletionStage().toCompletableFuture();
    }
}
