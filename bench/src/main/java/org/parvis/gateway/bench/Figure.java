package org.parvis.gateway.bench;

import java.util.List;
import java.util.Optional;

/**
 * One thing that was measured.
 *
 * @param peer what was measured beside it, in the same unit
 */
record Figure(String what, double value, String unit, Optional<Peer> peer, List<Goal> goals) {

    /** Something to compare with. */
    record Peer(String name, double value) {
    }

    static Figure of(String what, double value, String unit) {
        return new Figure(what, value, unit, Optional.empty(), List.of());
    }

    Figure beside(String name, double other) {
        return new Figure(what, value, unit, Optional.of(new Peer(name, other)), goals);
    }

    Figure goal(Goal... wanted) {
        return new Figure(what, value, unit, peer, List.of(wanted));
    }

    Optional<Double> ratio() {
        return peer.map(other -> value / other.value());
    }

    boolean met() {
        return goals.stream().allMatch(goal -> goal.met(value, ratio()));
    }
}
