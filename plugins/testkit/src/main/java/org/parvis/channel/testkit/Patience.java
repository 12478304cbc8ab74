package org.parvis.channel.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting with an end: for work on a virtual thread, as the gateway calls a channel, and for what another process does. */
public final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {
    }

    /** What the gateway would call on a virtual thread. Exceptions rise as they are. */
    public static <T> T onVirtualThread(Callable<T> work, Duration within) throws Exception {
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofVirtual().name("gateway").start(task);
        try {
            return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError("The channel did not answer within " + within, e);
        }
    }

    /** Looks until the condition holds: for another process, which cannot wake us. Wait on {@link RecordingInbox#await} where it can. */
    public static void until(String what, Duration within, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + within + ": " + what);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }
}
