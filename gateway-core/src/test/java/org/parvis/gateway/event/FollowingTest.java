package org.parvis.gateway.event;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class FollowingTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void whatFailedIsTriedAgainByItselfAndChangesAreHeardAfterwards() throws Exception {
        EventFeed feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch mended = new CountDownLatch(2);
        CountDownLatch heard = new CountDownLatch(3);
        Following following = Following.of(feed, "following-test", () -> {
            int number = tries.incrementAndGet();
            mended.countDown();
            heard.countDown();
            if (number == 1) {
                throw new IllegalStateException("the first time only");
            }
        }, Kind.CHANNEL_ADDED);
        following.start();
        try {
            following.again();
            assertThat(mended.await(10, TimeUnit.SECONDS)).isTrue();

            DATABASE.database().inTransaction(session -> {
                session.afterCommit(feed::wake);
                EventLog.append(session, Entry.of(Kind.CHANNEL_ADDED).channel("courriel"));
                return true;
            });
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            following.close();
            feed.stop();
        }
    }
}
