package org.parvis.gateway.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps something running until the process is told to end: by Ctrl-C, by SIGTERM, by its terminal going away. */
final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    /** Then the process ends whatever still drains. What was acknowledged is durable; the embedded database ends by itself. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(4_700);

    /** Only to let the virtual machine learn what a start needs, for its AOT cache (JEP 514): the launcher's build does so once. */
    private static final boolean REHEARSAL = Boolean.getBoolean("parvis.rehearsal");

    private Serving() {
    }

    /** Starts the service on this thread and blocks until the end. An interruption of the start undoes it. */
    static void untilTheEnd(Start start) {
        Thread server = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(server, stopped), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Runnable stop = start.start();
            try {
                if (!REHEARSAL) {
                    new CountDownLatch(1).await();
                }
            } finally {
                long from = System.nanoTime();
                stop.run();
                LOG.info("Stopped in {} ms", Duration.ofNanos(System.nanoTime() - from).toMillis());
            }
        } catch (InterruptedException told) {
            LOG.debug("Told to end");
        } finally {
            stopped.countDown();
        }
    }

    private static void end(Thread server, CountDownLatch stopped) {
        if (stopped.getCount() == 0) {
            return;
        }
        LOG.info("Stopping: nothing new is taken, what is under way may end");
        server.interrupt();
        try {
            if (!stopped.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Not everything ended in time; stopping all the same. Nothing that was acknowledged is lost");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a service and returns how it is stopped. */
    @FunctionalInterface
    interface Start {
        Runnable start() throws InterruptedException;
    }
}
