package org.parvis.gateway.cluster;

import java.util.Optional;
import java.util.UUID;

/** What a node does next about the ownership of one channel. Every node decides by the same rules from the same record. */
sealed interface Step {

    String channel();

    /** The channel is free, and this node is the one to own it. */
    record Take(String channel) implements Step {
    }

    /** The channel is this node's by the record, and another one's turn. */
    record HandOver(String channel, long epoch) implements Step {
    }

    /** The channel that this node works on is no longer its own. */
    record StepDown(String channel) implements Step {
    }

    /**
     * Empty where nothing is to be done.
     *
     * @param held the epoch under which this node works on the channel, if it does
     */
    static Optional<Step> next(UUID self, String channel, Optional<Long> held, Roster.View seen) {
        Optional<Lease> lease = Optional.ofNullable(seen.leases().get(channel));
        if (held.isPresent() && lease.filter(known -> known.heldBy(self, held.get())).isEmpty()) {
            return Optional.of(new StepDown(channel));
        }
        boolean wanted = Rendezvous.owner(channel, seen.nodes()).filter(node -> node.id().equals(self)).isPresent();
        boolean mine = lease.flatMap(Lease::node).filter(self::equals).isPresent();
        if (mine && !wanted) {
            // Worked on or not: a take whose answer was lost must keep the channel from nobody.
            return lease.map(known -> new HandOver(channel, known.epoch()));
        }
        boolean free = mine || lease.filter(known -> known.node().isEmpty()).isPresent();
        return held.isEmpty() && wanted && free ? Optional.of(new Take(channel)) : Optional.empty();
    }
}
