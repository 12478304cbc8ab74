package org.parvis.channel.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Listening;

/**
 * Runs a listening channel as the gateway does: on a virtual thread, from the inbox's cursor, and again from there, after a short and growing
 * pause, whenever it returns or throws.
 */
public final class Supervised implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** How soon a channel that is interrupted has to end. */
    public static final Duration PROMPTLY = Duration.ofSeconds(5);

    private final Listening channel;
    private final RecordingInbox inbox;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean endedByInterruption;

    private Supervised(Listening channel, RecordingInbox inbox) {
        this.channel = channel;
        this.inbox = inbox;
        this.thread = Thread.ofVirtual().name("listen").unstarted(this::run);
    }

    public static Supervised start(Listening channel, RecordingInbox inbox) {
        var supervised = new Supervised(channel, inbox);
        supervised.thread.start();
        return supervised;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                listenOnce();
                Thread.sleep(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        } catch (InterruptedException e) {
            endedByInterruption = true;
        } finally {
            ended.countDown();
        }
    }

    private void listenOnce() throws InterruptedException {
        try {
            channel.listen(inbox, inbox.cursor());
            failures.add(new IllegalStateException("listen returned"));
        } catch (ChannelException | RuntimeException | Error e) {
            failures.add(e);
        }
    }

    /** Why the channel was started again, each time. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** The failure that came last, for a message of a test. */
    public Optional<Throwable> lastFailure() {
        return failures.isEmpty() ? Optional.empty() : Optional.of(failures.getLast());
    }

    /**
     * Interrupts and waits.
     *
     * @throws AssertionError when the channel goes on for longer than {@link #PROMPTLY}, or ends otherwise than by {@link InterruptedException}
     */
    public void stop() throws InterruptedException {
        thread.interrupt();
        if (!ended.await(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("listen was interrupted and went on for " + PROMPTLY);
        }
        if (!endedByInterruption) {
            throw new AssertionError("listen was interrupted and did not end with InterruptedException", lastFailure().orElse(null));
        }
    }

    /** Interrupts, and does not wait. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
