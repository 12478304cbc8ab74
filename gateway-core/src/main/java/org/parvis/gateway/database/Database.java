package org.parvis.gateway.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The database, for straight-line code on threads that may block: virtual threads, of the gateway or of Vert.x. Never call it on an event
 * loop. Every method throws {@link InterruptedException} soon after an interruption; what a transaction did by then is undone.
 */
public final class Database implements Transactions, AutoCloseable {

    /** Enforced by the server ({@code statement_timeout}). Work that needs longer says {@code SET LOCAL statement_timeout}. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * How long the server waits within a transaction for its next statement ({@code idle_in_transaction_session_timeout}). A gateway that is
     * stopped in the middle of one, or cut off, must not keep its locks: the node that takes over waits for them.
     */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(3);

    /** How long a call waits for one of the connections to be free. */
    public static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAXIMUM_RETRIES = 3;
    private static final int RETRY_PAUSE_MILLIS = 20;

    private final Connections connections;

    private Database(Connections connections) {
        this.connections = connections;
    }

    /** Opens connections as they are needed, at most {@code connections} at once. Does not block and does not ask the server yet. */
    public static Database connect(Vertx vertx, DatabaseAddress address, int connections) {
        return new Database(new Connections(vertx, address, connections));
    }

    /**
     * Does the work in one transaction, READ COMMITTED: all of it is durable when this returns. An exception that leaves the work undoes it
     * and comes out here. After a serialization failure or a deadlock the whole work is done again, up to three times: it must have
     * no other effect than on the database. What is to follow the commit is given to {@link Session#afterCommit}.
     */
    @Override
    public <T extends @Nullable Object> T inTransaction(Work<T> work) throws InterruptedException {
        for (int retry = 0;; retry++) {
            try {
                return transact(work);
            } catch (DatabaseException failure) {
                if (!failure.isConflict() || retry == MAXIMUM_RETRIES) {
                    throw failure;
                }
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(RETRY_PAUSE_MILLIS << retry));
        }
    }

    /** Does the work on one connection without a transaction: each statement stands for itself. */
    public <T extends @Nullable Object> T read(Work<T> work) throws InterruptedException {
        try (Connections.Lease lease = connections.lease()) {
            return work.run(lease.session());
        }
    }

    private <T extends @Nullable Object> T transact(Work<T> work) throws InterruptedException {
        T result;
        List<Runnable> afterwards;
        try (Connections.Lease lease = connections.lease()) {
            ConnectedSession session = lease.session();
            session.begin();
            result = work.run(session);
            session.commit();
            afterwards = session.afterwards();
        }
        afterwards.forEach(Runnable::run);
        return result;
    }

    /** Closes what is idle now, and what is in use when its work ends. */
    @Override
    public void close() {
        connections.close();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Session session) throws InterruptedException;
    }
}
