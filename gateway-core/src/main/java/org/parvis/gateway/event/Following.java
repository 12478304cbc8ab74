package org.parvis.gateway.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.DatabaseException;

/** What is done again whenever the change log tells of some kinds of change: on a thread of its own, once for all that came meanwhile, and every second while it fails. */
public final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final Work work;
    private final Semaphore news = new Semaphore(0);
    private final EventFeed.Subscription subscription;
    private final Thread thread;

    private Following(EventFeed feed, String name, Work work, Set<String> kinds) {
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::follow);
        this.subscription = feed.subscribe(changes -> {
            if (changes.stream().anyMatch(change -> kinds.contains(change.kind()))) {
                again();
            }
        });
    }

    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Hears of all that is told from now on, and does nothing before {@link #start}. */
    public static Following of(EventFeed feed, String name, Work work, Kind... kinds) {
        return new Following(feed, name, work, Arrays.stream(kinds).map(Kind::wire).collect(Collectors.toUnmodifiableSet()));
    }

    public void start() {
        thread.start();
    }

    /** Never blocks. */
    public void again() {
        news.release();
    }

    private void follow() {
        try {
            while (true) {
                news.acquire();
                news.drainPermits();
                try {
                    work.run();
                } catch (DatabaseException away) {
                    LOG.warn("{}: the record cannot be read; it is tried again every second: {}", thread.getName(), away.getMessage());
                    retry();
                } catch (RuntimeException mistake) {
                    LOG.error("{}: what has changed could not be followed; it is tried again every second", thread.getName(), mistake);
                    retry();
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("{}: nothing is followed any more", thread.getName(), end);
        }
    }

    private void retry() throws InterruptedException {
        Thread.sleep(PAUSE_AFTER_FAULT);
        again();
    }

    /** Waits for what is under way, which is interrupted. */
    public void close() throws InterruptedException {
        subscription.close();
        thread.interrupt();
        thread.join();
    }
}
