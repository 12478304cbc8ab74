package org.parvis.gateway.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.event.Position;
import org.parvis.gateway.event.WakeUp;

/**
 * Keeps this node's sign of life in the record, and decides with every beat which channels it takes, keeps, hands over, or has lost.
 *
 * <p>A node that cannot reach the database keeps what it has: it can commit nothing without it, and as soon as it reaches it again it reads
 * who owns what. So a pause, a partition or a restart of the database costs nobody their channels unless another node took them.
 */
public final class Ownership {

    /** How often a node says that it lives; a fifth of {@link Roster#LIFE}. */
    static final Duration BEAT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final Roster roster;
    private final Self self;
    private final Holder holder;
    private final WakeUp changed;
    /** Channels owned by this node, with the epoch of each. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    /** Who carries out the last decision on a channel, while it lasts. */
    private final Map<String, Thread> workers = new ConcurrentHashMap<>();
    private final Thread heart = Thread.ofVirtual().name("cluster-heart").unstarted(this::live);
    private volatile Roster.View view = Roster.View.EMPTY;

    private Ownership(Roster roster, Self self, Holder holder, WakeUp changed) {
        this.roster = roster;
        this.self = self;
        this.holder = holder;
        this.changed = changed;
    }

    /**
     * This node.
     *
     * @param name stable over restarts
     * @param tail how far it has told its desks what changed, from memory
     */
    public record Self(UUID id, String name, String version, Supplier<Position> tail) {
    }

    /** What holds the channels. Calls about one channel come one after the other; those about different channels at once. */
    public interface Holder {

        /** The channels that this node can own. From memory. */
        Set<String> able();

        /** The channel is this node's, under this epoch, until it is lost. Must not block for long. */
        void gained(String channel, long epoch);

        /** The channel is no longer this node's, or is about to be handed over: ends what was begun for it, in some seconds at most. */
        void lost(String channel) throws InterruptedException;
    }

    /**
     * Joins. What this node can own right now it owns when this returns.
     *
     * @param changed wakes every node when a channel becomes free
     * @param alone   no other node shares the record: what an earlier one left behind is taken at once, without waiting for it to expire
     */
    public static Ownership start(Roster roster, Self self, Holder holder, WakeUp changed, boolean alone)
            throws InterruptedException {
        Ownership ownership = new Ownership(roster, self, holder, changed);
        if (alone) {
            roster.expireOthers(self.id());
        }
        for (Thread worker : ownership.beat()) {
            worker.join();
        }
        ownership.heart.start();
        return ownership;
    }

    /** What the last beat read. From memory. */
    public Roster.View view() {
        return view;
    }

    /** Hazelcast has seen a node go: its channels are free now, not only when its life has run out. Any thread; does not block. */
    public void departed(UUID node) {
        Thread.ofVirtual().name("cluster-departure").start(() -> {
            try {
                LOG.info("Node {} has gone; its channels are taken over", view.node(node).map(Node::name).orElse(node.toString()));
                roster.expire(node);
                changed.send();
            } catch (InterruptedException | DatabaseException away) {
                LOG.info("Node {} could not be marked as gone; it expires by itself", node, away);
            }
        });
    }

    /** Ends what is owned, hands it over and says farewell: another node goes on at once. Some seconds at most. */
    public void stop() throws InterruptedException {
        heart.interrupt();
        heart.join();
        for (Thread worker : List.copyOf(workers.values())) {
            worker.join();
        }
        try {
            view = roster.beat(sign(true));
        } catch (DatabaseException away) {
            LOG.warn("The other nodes could not be told that this one leaves; its channels are free in {} s", Roster.LIFE.toSeconds(),
                    away);
        }
        List<Thread> handOvers = held.entrySet().stream()
                .map(owned -> worker(new Step.HandOver(owned.getKey(), owned.getValue()))).toList();
        for (Thread handOver : handOvers) {
            handOver.join();
        }
        try {
            roster.leave(self.id());
        } catch (DatabaseException away) {
            LOG.debug("The farewell could not be written down; the node expires by itself", away);
        }
        changed.send();
        changed.close();
    }

    private void live() {
        try {
            while (true) {
                changed.await(BEAT);
                try {
                    beat();
                } catch (RuntimeException away) {
                    LOG.warn("The record could not be told that this node lives; it keeps its channels unless another node takes them: {}",
                            away.getMessage());
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The heart stops", end);
        }
    }

    /**
     * Only channels that were at rest before the record is read are decided on: of one that changes hands meanwhile, what was read may be old.
     *
     * @return those who carry the decisions out
     */
    private List<Thread> beat() throws InterruptedException {
        List<String> atRest = Stream.concat(holder.able().stream(), held.keySet().stream()).distinct()
                .filter(channel -> !workers.containsKey(channel)).toList();
        view = roster.beat(sign(false));
        return atRest.stream().map(channel -> Step.next(self.id(), channel, Optional.ofNullable(held.get(channel)), view))
                .flatMap(Optional::stream).map(this::worker).toList();
    }

    private Roster.Beat sign(boolean draining) {
        return new Roster.Beat(self.id(), self.name(), self.version(), draining, holder.able(), self.tail().get());
    }

    private Thread worker(Step step) {
        Thread worker = Thread.ofVirtual().name("cluster-" + step.channel()).unstarted(() -> {
            try {
                carryOut(step);
            } catch (InterruptedException hurry) {
                LOG.debug("Channel {}: interrupted while its ownership changed", step.channel(), hurry);
            } catch (DatabaseException away) {
                LOG.info("Channel {}: its ownership could not be changed now; the next beat tries again: {}", step.channel(),
                        away.getMessage());
            } finally {
                workers.remove(step.channel());
            }
        });
        workers.put(step.channel(), worker);
        worker.start();
        return worker;
    }

    private void carryOut(Step step) throws InterruptedException {
        switch (step) {
            case Step.Take(String channel) -> {
                Optional<Long> epoch = roster.take(channel, self.id());
                if (epoch.isPresent()) {
                    LOG.info("Channel {} belongs to this node now, epoch {}", channel, epoch.get());
                    held.put(channel, epoch.get());
                    holder.gained(channel, epoch.get());
                }
            }
            case Step.HandOver(String channel, long epoch) -> {
                holder.lost(channel);
                held.remove(channel);
                roster.release(channel, self.id(), epoch);
                LOG.info("Channel {} was handed over", channel);
                changed.send();
            }
            case Step.StepDown(String channel) -> {
                LOG.warn("Channel {} was taken over by another node; this one stops", channel);
                holder.lost(channel);
                held.remove(channel);
            }
        }
    }
}
