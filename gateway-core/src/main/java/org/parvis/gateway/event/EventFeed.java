package org.parvis.gateway.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;

/**
 * Reads the change log as it grows and hands it on, in order and without gaps.
 *
 * <p>Only entries of transactions older than the oldest one still running are read: a transaction that commits late can then never
 * slip in behind a reader. The price is that one long transaction holds the feed back, which is why every statement has a time limit.
 */
public final class EventFeed {

    /** A reader further behind than this is told to read everything again. */
    public static final int EARLIEST_RESUME = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final int PAGE = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    /** Between two portions: what is committed meanwhile is handed on together, for each portion costs a write to every open desk. */
    private static final Duration PACE = Duration.ofMillis(20);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    /** Served by the index event_order. */
    private static final String SETTLED = "transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    /** None that this server has begun reaches it. */
    private static final String NEXT_TRANSACTION = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private final Database database;
    private final WakeUp wakeUp;
    private final List<Consumer<List<Change>>> subscribers = new CopyOnWriteArrayList<>();
    private final Thread tailer;
    private volatile Position tail = Position.START;

    private EventFeed(Database database, Vertx vertx) {
        this.database = database;
        this.wakeUp = new WakeUp(vertx, "parvis.event.appended");
        this.tailer = Thread.ofVirtual().name("event-tailer").unstarted(this::follow);
    }

    /** Starts to follow the log from its present end. */
    public static EventFeed start(Database database, Vertx vertx) throws InterruptedException {
        EventFeed feed = new EventFeed(database, vertx);
        feed.putForeignFirst();
        feed.tail = feed.end();
        feed.tailer.start();
        return feed;
    }

    /** Says that entries were committed. Any thread; never blocks. Call after the commit, not before. */
    public void wake() {
        wakeUp.send();
    }

    /** The position up to which subscribers have been told. */
    public Position tail() {
        return tail;
    }

    /**
     * The next changes after a position, oldest first. Blocking, a few milliseconds.
     *
     * @throws ResumeTooOldException when more than {@link #EARLIEST_RESUME} changes happened since, or the position is another server's, from
     *                               before the record was moved
     */
    public List<Change> after(Position position, int limit) throws InterruptedException {
        boolean foreign = database.read(session -> session.first("select 1 where $1 >= " + NEXT_TRANSACTION, position.transaction()))
                .isPresent();
        if (foreign) {
            throw new ResumeTooOldException(position);
        }
        boolean tooOld = database.read(session -> session.first("""
                select 1 from event where (transaction, id) > ($1, $2) order by transaction, id offset %d limit 1
                """.formatted(EARLIEST_RESUME), position.transaction(), position.id())).isPresent();
        if (tooOld) {
            throw new ResumeTooOldException(position);
        }
        return read(position, limit);
    }

    /**
     * Hands every change from now on to the subscriber, in portions, on the tailer's thread: it must not block nor throw.
     *
     * @return closing it ends the subscription
     */
    public Subscription subscribe(Consumer<List<Change>> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Ends when closed. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {

        @Override
        void close();
    }

    public void stop() throws InterruptedException {
        tailer.interrupt();
        tailer.join();
        wakeUp.close();
    }

    private void follow() {
        try {
            while (true) {
                try {
                    wakeUp.await(POLL);
                    if (readOn()) {
                        Thread.sleep(PACE);
                    }
                } catch (DatabaseException fault) {
                    LOG.warn("The change log cannot be read; desks stand still until it can. Trying again every second.", fault);
                    Thread.sleep(PAUSE_AFTER_FAULT);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The tailer ends", end);
        }
    }

    /** Returns whether there was anything. */
    private boolean readOn() throws InterruptedException {
        List<Change> changes = read(tail, PAGE);
        boolean news = !changes.isEmpty();
        while (!changes.isEmpty()) {
            for (Consumer<List<Change>> subscriber : subscribers) {
                try {
                    subscriber.accept(changes);
                } catch (RuntimeException fault) {
                    LOG.error("A reader of the change log failed on the changes after {}; the others go on", tail, fault);
                }
            }
            tail = changes.getLast().position();
            changes = changes.size() < PAGE ? List.of() : read(tail, PAGE);
        }
        return news;
    }

    /**
     * A record that was dumped and restored brings entries of transactions that this server has not had yet. They would count as missed by every
     * desk, and be told as news once the server's numbers reach them.
     */
    private void putForeignFirst() throws InterruptedException {
        int foreign = database.inTransaction(session -> {
            session.execute("set local statement_timeout = 0");
            return session.execute("update event set transaction = 0 where transaction >= " + NEXT_TRANSACTION);
        });
        if (foreign > 0) {
            LOG.info("The record was moved here from another server: {} entries of its change log now come before all that happens here",
                    foreign);
        }
    }

    private Position end() throws InterruptedException {
        Optional<Row> last = database.read(session -> session
                .first("select transaction, id from event where " + SETTLED + " order by transaction desc, id desc limit 1"));
        return last.map(row -> new Position(row.getLong("transaction"), row.getLong("id"))).orElse(Position.START);
    }

    private List<Change> read(Position position, int limit) throws InterruptedException {
        return database.read(session -> session.query("""
                select transaction, id, at, kind, conversation_id, message_id, channel_id, agent_id, detail
                  from event
                 where (transaction, id) > ($1, $2) and %s
                 order by transaction, id
                 limit $3
                """.formatted(SETTLED), position.transaction(), position.id(), limit)).stream().map(EventFeed::change).toList();
    }

    private static Change change(Row row) {
        return new Change(new Position(row.getLong("transaction"), row.getLong("id")), row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"), Optional.ofNullable(row.getUUID("conversation_id")), Optional.ofNullable(row.getUUID("message_id")),
                Optional.ofNullable(row.getString("channel_id")), Optional.ofNullable(row.getUUID("agent_id")),
                row.getJsonObject("detail"));
    }
}
