package org.parvis.gateway.bench;

/** One of the things that are measured. */
interface Benchmark {

    /** As {@code --only} names it. */
    String name();

    /** Bounded in time: minutes at most. Leaves nothing running. */
    void run(Ground ground, Results results) throws Exception;
}
