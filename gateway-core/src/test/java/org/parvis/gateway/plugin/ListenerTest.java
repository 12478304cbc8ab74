package org.parvis.gateway.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Cursor;
import org.parvis.channel.Inbox;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int PATIENCE_SECONDS = 20;

    @Test
    void aPluginThatWasLeftBehindIsNotStartedAgainWhenItReturnsAtLast() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        BlockingQueue<Thread> listening = new LinkedBlockingQueue<>();
        AtomicInteger committed = new AtomicInteger();
        Listener listener = new Listener("stuck", new Clinging(listening, released), (events, next) -> committed.incrementAndGet(),
                DATABASE.database());
        listener.start();
        Thread thread = listening.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        listener.stop();
        assertThat(thread.isAlive()).as("it was left behind").isTrue();

        released.countDown();

        assertThat(thread.join(Duration.ofSeconds(PATIENCE_SECONDS))).as("it has ended for good").isTrue();
        assertThat(listening).isEmpty();
        assertThat(committed).as("it handed in nothing after it was to stop").hasValue(0);
    }

    /** Says who listens and stays, whoever interrupts, until the test lets go; then hands something in. */
    private record Clinging(BlockingQueue<Thread> listening, CountDownLatch released) implements Listening {

        @Override
        public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
            listening.add(Thread.currentThread());
            while (true) {
                try {
                    released.await();
                    break;
                } catch (InterruptedException ignored) {
                    // As a plugin should not.
                }
            }
            inbox.commit(List.of(), Optional.empty());
        }

        @Override
        public Capabilities capabilities() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome perform(Command command) {
            throw new UnsupportedOperationException();
        }
    }
}
