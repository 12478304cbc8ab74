package org.parvis.gateway.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time it is by the database's clock, from memory. All nodes write and read moments by this one, so that what one of them puts off until a moment comes due on every
 * other then, however wrong a node's own clock is. Between two looks at the database, time goes on by what measures durations here, which no jump of a clock moves.
 */
public final class DatabaseTime implements InstantSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** An answer that took longer says less about when it was given; it counts where none was better. */
    private static final Duration QUICK = Duration.ofMillis(20);
    /** At the start: the first opens a connection, and is slow. */
    private static final int FIRST_LOOKS = 3;

    private final Database database;
    private final Thread looking = Thread.ofVirtual().name("database-time").unstarted(this::look);
    private volatile Reading reading;

    /** The database's clock showed this when that was measured here. */
    private record Reading(Instant shown, long nanos, long took) {
    }

    private DatabaseTime(Database database, Reading reading) {
        this.database = database;
        this.reading = reading;
    }

    /** Blocking: looks before it returns. */
    public static DatabaseTime start(Database database) throws InterruptedException {
        DatabaseTime time = new DatabaseTime(database, read(database));
        for (int look = 1; look < FIRST_LOOKS; look++) {
            time.take(read(database));
        }
        time.looking.start();
        return time;
    }

    @Override
    public Instant instant() {
        Reading last = reading;
        return last.shown().plusNanos(System.nanoTime() - last.nanos());
    }

    private static Reading read(Database database) throws InterruptedException {
        long before = System.nanoTime();
        Instant shown = database.read(session -> session.first("select clock_timestamp() as now")).map(row -> Rows.instant(row, "now"))
                .orElseThrow();
        long took = System.nanoTime() - before;
        return new Reading(shown, before + took / 2, took);
    }

    private void take(Reading next) {
        if (next.took() <= Math.max(QUICK.toNanos(), reading.took())) {
            reading = next;
        }
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                try {
                    take(read(database));
                } catch (DatabaseException away) {
                    LOG.debug("The database's clock cannot be seen; time goes on as measured here", away);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("Nobody needs the database's time any more", end);
        }
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
