package org.parvis.gateway.database;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded pool of physical connections. Own rather than the driver's: a waiter that is interrupted leaves at once, and a connection whose
 * state is in doubt is closed for good instead of returned, neither of which the driver's pool can be told.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CANCELLATION_PAUSE = Duration.ofMillis(100);
    private static final int CANCELLATIONS = 50;
    private static final int CACHED_STATEMENTS = 500;
    private static final int CACHED_STATEMENT_LENGTH = 20_000;
    private static final int PIPELINED_STATEMENTS = 256;
    /** Enough for the bitmap of a search to name messages rather than pages. */
    private static final String WORK_MEMORY = "16MB";

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final int size;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Physical> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Connections(Vertx vertx, DatabaseAddress address, int size) {
        this.vertx = vertx;
        this.size = size;
        this.permits = new Semaphore(size, true);
        this.options = new PgConnectOptions().setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.user())
                .setPassword(address.password())
                .setSslMode(address.encryption())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPreparedStatementCacheSqlLimit(CACHED_STATEMENT_LENGTH)
                .setPipeliningLimit(PIPELINED_STATEMENTS)
                .setProperties(Map.of("application_name", "parvis", "client_encoding", "utf8", "DateStyle", "ISO", "TimeZone", "UTC",
                        "work_mem", WORK_MEMORY,
                        // Many ask a little at once: workers would only take the processor from each other.
                        "max_parallel_workers_per_gather", "0",
                        "statement_timeout", Long.toString(Database.STATEMENT_TIMEOUT.toMillis()),
                        "idle_in_transaction_session_timeout", Long.toString(Database.IDLE_TIMEOUT.toMillis())));
    }

    Lease lease() throws InterruptedException {
        if (!permits.tryAcquire(Database.ACQUISITION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw DatabaseException.later("All " + size + " database connections have been busy for "
                    + Database.ACQUISITION_TIMEOUT.toSeconds() + " s", null);
        }
        boolean leased = false;
        try {
            Lease lease = new Lease(connection());
            leased = true;
            return lease;
        } finally {
            if (!leased) {
                permits.release();
            }
        }
    }

    private Physical connection() throws InterruptedException {
        if (closed) {
            throw DatabaseException.failed("The database is closed");
        }
        // The one used last: its statements are prepared and its caches warm.
        for (Physical physical = idle.pollFirst(); physical != null; physical = idle.pollFirst()) {
            if (!physical.gone) {
                return physical;
            }
        }
        return open();
    }

    /**
     * On a thread of its own, because the connection answers on the Vert.x context that it was opened on: opened on a caller's virtual-thread
     * context it would wait for the caller, who waits for it.
     */
    private Physical open() throws InterruptedException {
        CompletableFuture<PgConnection> opening = CompletableFuture
                .supplyAsync(() -> PgConnection.connect(vertx, options).toCompletionStage(), task -> Thread.ofVirtual().start(task))
                .thenCompose(stage -> stage);
        boolean opened = false;
        try {
            Physical physical = new Physical(Answers.await(opening, CONNECT_TIMEOUT));
            opened = true;
            return physical;
        } finally {
            if (!opened) {
                opening.thenAccept(PgConnection::close);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Physical physical = idle.pollFirst(); physical != null; physical = idle.pollFirst()) {
            physical.connection.close();
        }
    }

    /** A connection, and whether the server has ended it. */
    private static final class Physical {

        private final PgConnection connection;
        private volatile boolean gone;

        Physical(PgConnection connection) {
            this.connection = connection;
            connection.closeHandler(nothing -> gone = true);
            // Whoever waits for an answer is told by the answer; this is the farewell of a server that stops.
            connection.exceptionHandler(failure -> LOG.debug("A database connection ended: {}", failure.getMessage()));
        }
    }

    /** A connection in somebody's hands. */
    final class Lease implements AutoCloseable {

        private final Physical physical;
        private final ConnectedSession session;

        private Lease(Physical physical) {
            this.physical = physical;
            this.session = new ConnectedSession(physical.connection);
        }

        ConnectedSession session() {
            return session;
        }

        @Override
        public void close() {
            try {
                if (session.end()) {
                    idle.addFirst(physical);
                } else {
                    abandon(physical, CANCELLATIONS);
                }
            } finally {
                permits.release();
            }
            if (closed) {
                closeIdle();
            }
        }

        /**
         * First the cancellation: a server that is busy reads the farewell only when the statement is done. Again after a moment, because
         * a cancellation that overtakes its statement is ignored.
         */
        private void abandon(Physical left, int cancellations) {
            if (!session.busy() || left.gone || cancellations == 0) {
                left.connection.close();
                return;
            }
            left.connection.cancelRequest();
            vertx.setTimer(CANCELLATION_PAUSE.toMillis(), later -> abandon(left, cancellations - 1));
        }
    }
}
