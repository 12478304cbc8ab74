package org.parvis.gateway.bench;

import java.time.Duration;

/**
 * So much arithmetic, and nothing else: no memory, no disk, no other thread. What its tail shows, at the pace of something else, is the machine's own doing, for
 * instance a virtual processor that its host stops for a while.
 */
final class Computing implements Load.Work {

    private static final long CALIBRATION_STEPS = 2_000_000;
    private static final int CALIBRATIONS = 50;

    private final long steps;
    private volatile long sink;

    /** As much as takes the time given while nothing interrupts it. */
    Computing(Duration length) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < CALIBRATIONS; i++) {
            long from = System.nanoTime();
            compute(CALIBRATION_STEPS);
            fastest = Math.min(fastest, System.nanoTime() - from);
        }
        this.steps = Math.max(1, CALIBRATION_STEPS * length.toNanos() / fastest);
    }

    @Override
    public void perform(int number) {
        compute(steps);
    }

    private void compute(long count) {
        long state = sink | 1;
        for (long i = 0; i < count; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        sink = state;
    }

    /** How long it takes when it comes so many times a second. */
    static Load.Outcome alone(Duration length, double perSecond, Duration time) throws Exception {
        Computing computing = new Computing(length);
        return Load.arriving(perSecond, time, computing);
    }
}
