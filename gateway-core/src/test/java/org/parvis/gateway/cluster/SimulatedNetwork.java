package org.parvis.gateway.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A network outside: it delivers again what it delivered before, forgets to answer, and may or may not know a command again by its key.
 */
final class SimulatedNetwork {

    private static final int PAGE = 5;

    private final Simulation simulation;
    final String channel;
    final boolean idempotent;
    final List<String> events = new ArrayList<>();
    /** By command, how often it was carried out. */
    final Map<String, Integer> sent = new HashMap<>();

    SimulatedNetwork(Simulation simulation, String channel, boolean idempotent) {
        this.simulation = simulation;
        this.channel = channel;
        this.idempotent = idempotent;
    }

    /** What the network says of a sending, if it says anything. */
    enum Answer {
        ACCEPTED, NOTHING
    }

    void happen() {
        events.add(channel + "-" + events.size());
    }

    /** The next events after a cursor, at times with some from before it and in another order; with the cursor that they lead to. */
    Fetched fetch(int cursor) {
        int end = Math.min(events.size(), cursor + PAGE);
        List<String> page = new ArrayList<>(events.subList(cursor, end));
        if (cursor > 0 && simulation.onceIn(3)) {
            page.add(simulation.below(page.size() + 1), events.get(simulation.below(cursor)));
        }
        return new Fetched(page, end);
    }

    record Fetched(List<String> events, int cursor) {
    }

    /** Carries the command out, or not, and answers, or not. */
    void send(String key, Consumer<Answer> answer) {
        simulation.soon(5, 400, () -> {
            boolean arrives = !simulation.onceIn(10);
            boolean known = idempotent && sent.containsKey(key);
            if (arrives && !known) {
                sent.merge(key, 1, Integer::sum);
            }
            boolean heard = arrives && !simulation.onceIn(8);
            simulation.soon(heard ? 5 : 2_000, heard ? 200 : 2_500, () -> answer.accept(heard ? Answer.ACCEPTED : Answer.NOTHING));
        });
    }
}
