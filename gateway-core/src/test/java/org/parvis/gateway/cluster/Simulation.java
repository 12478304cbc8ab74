package org.parvis.gateway.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** One thread, virtual time, one seed: what happens next is drawn, and happens again in the same way under the same seed. */
final class Simulation {

    /** Mistakes that the design does not make, each of which the simulation has to find. */
    enum Mistake {
        /** A claim looks at the lease without locking it. */
        CLAIM_UNFENCED,
        /** A commit is not compared with the epoch. */
        COMMIT_UNFENCED,
        /** A reader of the change log does not wait for older transactions. */
        READ_AHEAD,
        /** What was being sent when its sender died is sent again, whatever the network is like. */
        RESEND_BLINDLY,
        /** What an earlier owner was sending is looked for at the take-over alone. */
        RECOVER_ONCE,
        /** The cursor moves before the events are durable. */
        ACKNOWLEDGE_FIRST
    }

    private final Random random;
    private final Optional<Mistake> mistake;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final List<String> violations = new ArrayList<>();
    private long now;
    private long order;
    private long happened;

    private record Due(long at, long order, Runnable action) {
    }

    Simulation(long seed, Optional<Mistake> mistake) {
        this.random = new Random(seed);
        this.mistake = mistake;
    }

    boolean makes(Mistake which) {
        return mistake.filter(which::equals).isPresent();
    }

    long now() {
        return now;
    }

    /** How many things happened. */
    long happened() {
        return happened;
    }

    void after(long millis, Runnable action) {
        queue.add(new Due(now + millis, order++, action));
    }

    /** After a while that is drawn. */
    void soon(long least, long most, Runnable action) {
        after(between(least, most), action);
    }

    long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    void runUntil(long end) {
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            Due next = queue.poll();
            now = next.at();
            happened++;
            next.action().run();
        }
        now = end;
    }

    void violated(String what) {
        violations.add(now + " ms: " + what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
