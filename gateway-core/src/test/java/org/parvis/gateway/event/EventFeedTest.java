package org.parvis.gateway.event;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventFeedTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Change> seen = new LinkedBlockingQueue<>();
    private EventFeed feed;

    @BeforeEach
    void start() throws InterruptedException {
        feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        feed.subscribe(seen::addAll);
    }

    @AfterEach
    void stop() throws InterruptedException {
        feed.stop();
    }

    @Test
    void tellsWhatIsCommittedFromNowOnInOrder() throws Exception {
        append("1", "2");
        append("3");

        assertThat(List.of(next(), next(), next())).containsExactly("1", "2", "3");
    }

    @Test
    void tellsALateCommitAfterAllAndSkipsNothing() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        Thread late = Thread.ofVirtual().start(() -> {
            try {
                DATABASE.database().inTransaction(session -> {
                    EventLog.append(session, entry("early id, late commit"));
                    written.countDown();
                    mayCommit.await();
                    return "";
                });
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        written.await();
        append("later id, first commit");
        Position before = feed.tail();

        mayCommit.countDown();
        late.join();
        feed.wake();

        assertThat(List.of(next(), next())).containsExactly("early id, late commit", "later id, first commit");
        assertThat(feed.after(before, 10)).extracting(change -> change.detail().getString("name")).containsExactly("early id, late commit",
                "later id, first commit");
    }

    @Test
    void aReaderResumesWhereItStopped() throws Exception {
        append("1", "2", "3");
        Change first = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);

        List<Change> rest = feed.after(Position.parse(first.position().toString()).orElseThrow(), 10);

        assertThat(rest).extracting(change -> change.detail().getString("name")).containsExactly("2", "3");
    }

    /** As after a dump and a restore: the other server had begun many more transactions. */
    @Test
    void whatAnotherServerWroteBeforeTheRecordWasMovedComesFirst() throws Exception {
        feed.stop();
        DATABASE.database().inTransaction(session -> session.execute("""
                insert into event (kind, transaction) select 'conversation.changed', 1000000000000 + n from generate_series(1, $1) as n
                """, EventFeed.EARLIEST_RESUME + 1));
        feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        feed.subscribe(seen::addAll);
        Position moved = feed.tail();

        append("here");

        assertThat(next()).isEqualTo("here");
        assertThat(feed.after(moved, 10)).extracting(change -> change.detail().getString("name")).containsExactly("here");
        assertThatThrownBy(() -> feed.after(new Position(1_000_000_000_001L, 1), 10)).isInstanceOf(ResumeTooOldException.class);
    }

    @Test
    void aReaderTooFarBehindIsToldSo() throws Exception {
        DATABASE.database().inTransaction(session -> session
                .execute("insert into event (kind) select 'message.received' from generate_series(1, $1)", EventFeed.EARLIEST_RESUME + 1L));

        assertThatThrownBy(() -> feed.after(Position.START, 10)).isInstanceOf(ResumeTooOldException.class);
    }

    @Test
    void aSubscriberThatThrowsKeepsNothingFromTheOthers() throws Exception {
        feed.subscribe(changes -> {
            throw new IllegalStateException("a reader with a bug");
        });
        BlockingQueue<Change> other = new LinkedBlockingQueue<>();
        feed.subscribe(other::addAll);

        append("1");

        assertThat(other.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whatIsNoPositionIsNotTakenForOne() {
        assertThat(Position.parse("12-34")).contains(new Position(12, 34));
        assertThat(List.of("", "12", "-1-2", "1-2-3", "9999999999999999999-1", "a-b")).allMatch(text -> Position.parse(text).isEmpty());
    }

    private void append(String... names) throws InterruptedException {
        DATABASE.database().inTransaction(session -> {
            for (String name : names) {
                EventLog.append(session, entry(name));
            }
            return "";
        });
        feed.wake();
    }

    private static Entry entry(String name) {
        return Entry.of(Kind.CONVERSATION_CHANGED).detail(new JsonObject().put("name", name));
    }

    private String next() throws InterruptedException {
        Change change = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(change).as("a change within %s s", PATIENCE_SECONDS).isNotNull();
        return change.detail().getString("name");
    }
}
