package org.parvis.gateway.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.parvis.gateway.event.Position;

/**
 * What PostgreSQL is to the nodes, as far as the design relies on it: transactions with ids in the order of their beginning, row locks that are
 * waited for, a snapshot's xmin, and the end of whoever idles within a transaction.
 */
final class SimulatedRecord {

    static final long IDLE_LIMIT = 3_000;
    static final long LOCK_PATIENCE = 2_000;

    enum State {
        QUEUED, SENDING, ACCEPTED, UNKNOWN
    }

    /** A row of {@code delivery}. */
    static final class Delivery {
        final String channel;
        final String key;
        final Lock lock = new Lock();
        State state = State.QUEUED;
        long claimEpoch;

        Delivery(String channel, String key) {
            this.channel = channel;
            this.key = key;
        }
    }

    private static final class LeaseRow {
        final Lock lock = new Lock();
        Optional<UUID> node = Optional.empty();
        long epoch;
    }

    private record NodeRow(SimulatedNode.Name name, boolean draining, long expires) {
    }

    private final Simulation simulation;
    private final Map<String, LeaseRow> leases = new LinkedHashMap<>();
    private final Map<UUID, NodeRow> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> cursors = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final TreeSet<Long> running = new TreeSet<>();
    private final NavigableMap<Position, String> log = new TreeMap<>();
    /** By event, how often it became a message. */
    final Map<String, Integer> messages = new LinkedHashMap<>();
    final List<Delivery> deliveries = new ArrayList<>();
    private long lastTransaction;
    private long lastEntry;

    SimulatedRecord(Simulation simulation, List<String> channels) {
        this.simulation = simulation;
        channels.forEach(channel -> leases.put(channel, new LeaseRow()));
    }

    Transaction begin() {
        return new Transaction();
    }

    /** A statement of its own, as beats are. */
    Roster.View beat(SimulatedNode.Name name, boolean draining) {
        nodes.put(name.id(), new NodeRow(name, draining, simulation.now() + Roster.LIFE.toMillis()));
        return view();
    }

    void expire(UUID node) {
        nodes.computeIfPresent(node, (id, row) -> new NodeRow(row.name(), row.draining(), simulation.now()));
    }

    void leave(UUID node) {
        nodes.remove(node);
    }

    Roster.View view() {
        List<Node> seen = nodes.values().stream().map(row -> new Node(row.name().id(), row.name().name(), "simulated", Instant.EPOCH,
                row.expires() > simulation.now(), row.draining(), leases.keySet(), Position.START)).toList();
        Map<String, Lease> held = new HashMap<>();
        leases.forEach((channel, row) -> held.put(channel,
                new Lease(channel, row.node.filter(this::isAlive), row.epoch, Optional.empty())));
        return new Roster.View(seen, held);
    }

    private boolean isAlive(UUID node) {
        NodeRow row = nodes.get(node);
        return row != null && row.expires() > simulation.now();
    }

    int cursor(String channel) {
        return cursors.getOrDefault(channel, 0);
    }

    /** Entries after a position, of transactions older than the oldest that still runs. */
    List<Map.Entry<Position, String>> after(Position position, int limit) {
        long xmin = running.isEmpty() || simulation.makes(Simulation.Mistake.READ_AHEAD) ? lastTransaction + 1 : running.first();
        return log.tailMap(position, false).entrySet().stream().filter(entry -> entry.getKey().transaction() < xmin).limit(limit)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList();
    }

    NavigableMap<Position, String> log() {
        return log;
    }

    Optional<UUID> owner(String channel) {
        return lease(channel).node;
    }

    private LeaseRow lease(String channel) {
        LeaseRow row = leases.get(channel);
        if (row == null) {
            throw new IllegalStateException("No such channel: " + channel);
        }
        return row;
    }

    /** A row's lock: many may share it, or one has it alone; who comes first waits first. */
    static final class Lock {
        private final Set<Transaction> shared = new HashSet<>();
        private final Deque<Waiter> waiting = new ArrayDeque<>();
        private @Nullable Transaction exclusive;

        private record Waiter(Transaction transaction, boolean alone, Runnable then) {
        }

        boolean isFree() {
            return exclusive == null && shared.isEmpty();
        }

        private boolean grant(Transaction transaction, boolean alone) {
            boolean others = shared.stream().anyMatch(holder -> holder != transaction) || (exclusive != null && exclusive != transaction);
            if ((alone && others) || (!alone && exclusive != null && exclusive != transaction)) {
                return false;
            }
            if (alone) {
                exclusive = transaction;
            } else {
                shared.add(transaction);
            }
            return true;
        }

        private void release(Transaction transaction) {
            shared.remove(transaction);
            waiting.removeIf(waiter -> waiter.transaction() == transaction);
            if (exclusive == transaction) {
                exclusive = null;
            }
            while (!waiting.isEmpty() && grant(waiting.peek().transaction(), waiting.peek().alone())) {
                waiting.poll().then().run();
            }
        }
    }

    /** One transaction on one connection. */
    final class Transaction {

        private final long id = ++lastTransaction;
        private final List<Runnable> writes = new ArrayList<>();
        private final List<Lock> locks = new ArrayList<>();
        private final Map<String, Long> fencedBy = new HashMap<>();
        private boolean over;
        private boolean waiting;
        private long activity = simulation.now();

        private Transaction() {
            running.add(id);
            simulation.after(IDLE_LIMIT, this::endIfIdle);
        }

        boolean isOver() {
            return over;
        }

        /** Says on the way to the server that there is more to come. */
        void touch() {
            activity = simulation.now();
        }

        private void endIfIdle() {
            if (over) {
                return;
            }
            long idle = simulation.now() - activity;
            if (idle >= IDLE_LIMIT && !waiting) {
                abort();
            } else {
                simulation.after(Math.max(1, IDLE_LIMIT - idle), this::endIfIdle);
            }
        }

        void lock(Lock lock, boolean alone, Runnable then) {
            if (over) {
                // Its commit will say so.
                then.run();
                return;
            }
            locks.add(lock);
            touch();
            if (lock.grant(this, alone)) {
                then.run();
                return;
            }
            waiting = true;
            lock.waiting.add(new Lock.Waiter(this, alone, () -> {
                waiting = false;
                touch();
                then.run();
            }));
        }

        /** {@code for share}: false when the channel is no longer under this epoch. */
        void share(String channel, long epoch, Consumer<Boolean> then) {
            LeaseRow row = lease(channel);
            if (simulation.makes(Simulation.Mistake.COMMIT_UNFENCED)) {
                fencedBy.put(channel, epoch);
                then.accept(true);
                return;
            }
            lock(row.lock, false, () -> {
                fencedBy.put(channel, epoch);
                then.accept(row.epoch == epoch);
            });
        }

        /** As {@link #share}, for a claim. */
        void claim(String channel, long epoch, Consumer<Boolean> then) {
            if (simulation.makes(Simulation.Mistake.CLAIM_UNFENCED)) {
                fencedBy.put(channel, epoch);
                then.accept(lease(channel).epoch == epoch);
                return;
            }
            share(channel, epoch, then);
        }

        /** {@link Roster#take}; absent when somebody living has it, or when the lock cannot be had in time. */
        void take(String channel, UUID node, Consumer<Optional<Long>> then) {
            LeaseRow row = lease(channel);
            boolean[] answered = new boolean[1];
            simulation.after(LOCK_PATIENCE, () -> {
                if (!answered[0]) {
                    answered[0] = true;
                    abort();
                    then.accept(Optional.empty());
                }
            });
            lock(row.lock, true, () -> {
                if (answered[0]) {
                    return;
                }
                answered[0] = true;
                boolean free = row.node.isEmpty() || row.node.get().equals(node) || !isAlive(row.node.get());
                if (!free) {
                    then.accept(Optional.empty());
                    return;
                }
                long epoch = row.epoch + 1;
                writes.add(() -> {
                    row.node = Optional.of(node);
                    row.epoch = epoch;
                });
                then.accept(Optional.of(epoch));
            });
        }

        void release(String channel, UUID node, long epoch, Runnable then) {
            LeaseRow row = lease(channel);
            lock(row.lock, true, () -> {
                if (row.epoch == epoch && row.node.filter(node::equals).isPresent()) {
                    writes.add(() -> {
                        row.node = Optional.empty();
                        row.epoch = epoch + 1;
                    });
                }
                then.run();
            });
        }

        void receive(String channel, List<String> events, Optional<Integer> cursor) {
            for (String event : events) {
                Position place = new Position(id, ++lastEntry);
                writes.add(() -> {
                    // "on conflict do nothing": whoever commits first has it.
                    if (keys.add("event " + event)) {
                        messages.merge(event, 1, Integer::sum);
                        log.put(place, event);
                    }
                });
            }
            cursor.ifPresent(reached -> writes.add(() -> cursors.put(channel, reached)));
        }

        /** An agent's reply under an idempotency key. */
        void enqueue(String channel, String key) {
            Position place = new Position(id, ++lastEntry);
            writes.add(() -> {
                if (keys.add("reply " + key)) {
                    deliveries.add(new Delivery(channel, key));
                    log.put(place, "queued " + key);
                }
            });
        }

        void become(Delivery delivery, State state, long claimEpoch) {
            Position place = new Position(id, ++lastEntry);
            writes.add(() -> {
                delivery.state = state;
                delivery.claimEpoch = claimEpoch;
                log.put(place, state + " " + delivery.key + " " + place);
            });
        }

        /** False when it had been ended before. */
        boolean commit() {
            if (over) {
                return false;
            }
            fencedBy.forEach((channel, epoch) -> {
                if (lease(channel).epoch != epoch) {
                    simulation.violated("a commit under epoch " + epoch + " of " + channel + ", which is at " + lease(channel).epoch);
                }
            });
            writes.forEach(Runnable::run);
            end();
            return true;
        }

        void abort() {
            if (!over) {
                end();
            }
        }

        private void end() {
            over = true;
            running.remove(id);
            locks.forEach(lock -> lock.release(this));
        }
    }
}
