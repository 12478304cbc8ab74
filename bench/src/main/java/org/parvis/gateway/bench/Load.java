package org.parvis.gateway.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Makes work, and notes how long each piece took. */
final class Load {

    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int DIGITS = 3;
    /** Pieces of work under way at once when they come by the clock: far more than a healthy answerer ever has. */
    private static final int MOST_UNDER_WAY = 20_000;

    private Load() {
    }

    /** One piece of work, known by its number. Returns when it is done. */
    @FunctionalInterface
    interface Work {
        void perform(int number) throws Exception;
    }

    /**
     * How it went.
     *
     * @param latencies in nanoseconds, of every piece
     */
    record Outcome(long done, Duration took, Histogram latencies) {

        double perSecond() {
            return done / (took.toNanos() / 1e9);
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    static Histogram histogram() {
        return new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    }

    /** So many callers, each with the next piece as soon as its last is done, until the time is over or {@code most} pieces are. */
    static Outcome steady(int callers, ThreadFactory threads, AtomicInteger next, int most, Duration time, Work work) throws Exception {
        Histogram latencies = histogram();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Thread> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            Thread thread = threads.newThread(() -> {
                try {
                    while (System.nanoTime() < end && failures.isEmpty()) {
                        int number = next.getAndIncrement();
                        if (number >= most) {
                            return;
                        }
                        long from = System.nanoTime();
                        work.perform(number);
                        latencies.recordValue(System.nanoTime() - from);
                    }
                } catch (Exception broken) {
                    failures.add(broken);
                }
            });
            all.add(thread);
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return new Outcome(latencies.getTotalCount(), took, latencies);
    }

    /**
     * Pieces that come at random moments, so many a second on average, whether those before are done or not. Each piece's time counts from the
     * moment at which it was due.
     */
    static Outcome arriving(double perSecond, Duration time, Work work) throws Exception {
        Histogram latencies = histogram();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
        SplittableRandom random = new SplittableRandom(7);
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        double due = begun;
        for (int number = 0; due < end && failures.isEmpty(); number++) {
            due += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            long at = (long) due;
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            underWay.acquire();
            int piece = number;
            Thread.ofVirtual().start(() -> {
                try {
                    work.perform(piece);
                    latencies.recordValue(System.nanoTime() - at);
                } catch (Exception broken) {
                    failures.add(broken);
                } finally {
                    underWay.release();
                }
            });
        }
        underWay.acquire(MOST_UNDER_WAY);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return new Outcome(latencies.getTotalCount(), took, latencies);
    }
}
