package org.parvis.gateway.database;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.jspecify.annotations.Nullable;

/** The database did not do what was asked, or nobody knows whether it did. Never carries values of a statement. */
public final class DatabaseException extends RuntimeException {

    /** Serialization failure and deadlock (PostgreSQL, appendix A): the same work may well succeed when done again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The server stops, crashed or starts, or has waited too long for this side. */
    private static final Set<String> SESSION_ENDED = Set.of("57P01", "57P02", "57P03", "25P03");

    private static final Set<String> CLOSING = Set.of("Connection is not active now", "Pending requests failed to be sent");

    private final @Nullable String sqlState;
    private final @Nullable String constraint;
    private final boolean retryable;
    private final boolean outcomeUnknown;

    private DatabaseException(String message, @Nullable Throwable cause, @Nullable String sqlState, @Nullable String constraint,
            boolean retryable, boolean outcomeUnknown) {
        super(message, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
        this.retryable = retryable;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** The work was not done and nothing suggests that it could be. */
    static DatabaseException failed(String message) {
        return new DatabaseException(message, null, null, null, false, false);
    }

    static DatabaseException failed(String message, Throwable cause) {
        return new DatabaseException(message, cause, null, null, false, false);
    }

    /** The work was not done, but could be later. */
    static DatabaseException later(String message, @Nullable Throwable cause) {
        return new DatabaseException(message, cause, null, null, true, false);
    }

    /** COMMIT was sent and no answer came. */
    static DatabaseException unknown(Throwable cause) {
        return new DatabaseException("The connection was lost during COMMIT: whether the transaction took place is not known", cause, null,
                null, false, true);
    }

    /** Of what the driver reports for a statement that is not a COMMIT. */
    static DatabaseException of(Throwable cause) {
        if (cause instanceof DatabaseException known) {
            return known;
        }
        if (cause instanceof PgException refusal) {
            String state = refusal.getSqlState();
            boolean retryable = CONFLICTS.contains(state) || isConnectionLost(state);
            return new DatabaseException(refusal.getErrorMessage() + " (SQLSTATE " + state + ")", cause, state, refusal.getConstraint(),
                    retryable, false);
        }
        if (cause instanceof ClosedConnectionException || cause instanceof IOException || isClosing(cause)) {
            return later("The connection to the database was lost", cause);
        }
        return failed(String.valueOf(cause.getMessage()), cause);
    }

    /** What the driver says of a connection that ends at this very moment has no type of its own. */
    private static boolean isClosing(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof VertxException && CLOSING.stream().anyMatch(message::startsWith);
    }

    static boolean isConnectionLost(String sqlState) {
        return sqlState.startsWith("08") || SESSION_ENDED.contains(sqlState);
    }

    /** PostgreSQL's five-character error code. */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    /** The constraint that was violated. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    public boolean violates(String constraintName) {
        return constraintName.equals(constraint);
    }

    /** Whether the same work may succeed later, and certainly has not been done now. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the transaction may have taken place: the connection was lost during COMMIT. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /**
     * Whether it is the values themselves that cannot be kept, so that trying again is in vain: data exceptions, violated constraints, limits
     * exceeded (PostgreSQL, appendix A, classes 22, 23 and 54), and what the driver cannot even encode. A full disk, a server that only reads
     * or one that is too slow says nothing about the values.
     */
    public boolean refusesValues() {
        if (retryable || outcomeUnknown) {
            return false;
        }
        return sqlState == null || sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
    }

    /** PostgreSQL, appendix A, code 53100. */
    public boolean diskIsFull() {
        return "53100".equals(sqlState);
    }

    boolean isConflict() {
        return sqlState != null && CONFLICTS.contains(sqlState);
    }
}
