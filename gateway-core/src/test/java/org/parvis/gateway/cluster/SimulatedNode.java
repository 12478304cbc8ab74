package org.parvis.gateway.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.parvis.gateway.cluster.SimulatedRecord.Delivery;
import org.parvis.gateway.cluster.SimulatedRecord.State;
import org.parvis.gateway.cluster.SimulatedRecord.Transaction;

/**
 * One life of a node, from start to crash: its heart, and for each channel that it owns a listener and a dispatcher, in the small steps between which
 * anything can happen. What it decides about ownership it decides by the gateway's own code.
 */
final class SimulatedNode {

    /** Survives its lives. */
    record Name(UUID id, String name) {
    }

    private static final long BEAT = Ownership.BEAT.toMillis();

    private final Simulation simulation;
    private final SimulatedRecord record;
    private final Map<String, SimulatedNetwork> networks;
    final Name name;
    private final Map<String, Long> held = new LinkedHashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final List<Transaction> open = new ArrayList<>();
    private final Deque<Runnable> frozen = new ArrayDeque<>();
    private boolean dead;
    private boolean paused;

    SimulatedNode(Simulation simulation, SimulatedRecord record, Map<String, SimulatedNetwork> networks, Name name) {
        this.simulation = simulation;
        this.record = record;
        this.networks = networks;
        this.name = name;
    }

    void start() {
        heart();
    }

    Set<String> owned() {
        return held.keySet();
    }

    boolean isDead() {
        return dead;
    }

    /** {@code kill -9}: its connections close a moment later, and what was not committed is undone. */
    void crash() {
        dead = true;
        List<Transaction> left = List.copyOf(open);
        simulation.soon(0, 50, () -> left.forEach(Transaction::abort));
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        while (!frozen.isEmpty() && !paused) {
            frozen.poll().run();
        }
    }

    /** A step of this node: never after its death, and not while it is paused. */
    private void step(Runnable action) {
        if (dead) {
            return;
        }
        if (paused) {
            frozen.add(action);
            return;
        }
        action.run();
    }

    private void soon(long least, long most, Runnable action) {
        simulation.soon(least, most, () -> step(action));
    }

    /** A round trip to the database. */
    private void ask(Runnable statement) {
        simulation.soon(1, 8, statement);
    }

    private void answer(Runnable then) {
        simulation.soon(1, 8, () -> step(then));
    }

    private Transaction begin() {
        Transaction transaction = record.begin();
        open.add(transaction);
        return transaction;
    }

    private void commit(Transaction transaction, Consumer<Boolean> then) {
        transaction.touch();
        ask(() -> {
            boolean done = transaction.commit();
            open.remove(transaction);
            answer(() -> then.accept(done));
        });
    }

    private void abort(Transaction transaction) {
        transaction.abort();
        open.remove(transaction);
    }

    // The heart.

    private void heart() {
        List<String> atRest = networks.keySet().stream().filter(channel -> !busy.contains(channel)).toList();
        ask(() -> {
            Roster.View view = record.beat(name, false);
            answer(() -> {
                for (String channel : atRest) {
                    Step.next(name.id(), channel, Optional.ofNullable(held.get(channel)), view).ifPresent(this::carryOut);
                }
                soon(BEAT, BEAT + 50, this::heart);
            });
        });
    }

    private void carryOut(Step step) {
        busy.add(step.channel());
        switch (step) {
            case Step.Take(String channel) -> take(channel);
            case Step.HandOver(String channel, long epoch) -> handOver(channel, epoch);
            case Step.StepDown(String channel) -> soon(0, 500, () -> {
                held.remove(channel);
                busy.remove(channel);
            });
        }
    }

    private void take(String channel) {
        Transaction transaction = begin();
        ask(() -> transaction.take(channel, name.id(), epoch -> answer(() -> {
            if (epoch.isEmpty()) {
                abort(transaction);
                busy.remove(channel);
                return;
            }
            commit(transaction, done -> {
                busy.remove(channel);
                if (done) {
                    held.put(channel, epoch.get());
                    listen(channel, epoch.get());
                    recover(channel, epoch.get());
                }
            });
        })));
    }

    private void handOver(String channel, long epoch) {
        // Listening and sending end, within some seconds, before the channel is given up.
        held.remove(channel);
        soon(0, 2_000, () -> {
            Transaction transaction = begin();
            ask(() -> transaction.release(channel, name.id(), epoch,
                    () -> answer(() -> commit(transaction, done -> busy.remove(channel)))));
        });
    }

    private boolean owns(String channel, long epoch) {
        return Optional.ofNullable(held.get(channel)).filter(current -> current == epoch).isPresent();
    }

    // The way in.

    private void listen(String channel, long epoch) {
        ask(() -> {
            int cursor = record.cursor(channel);
            answer(() -> fetch(channel, epoch, cursor));
        });
    }

    private void fetch(String channel, long epoch, int cursor) {
        if (!owns(channel, epoch)) {
            return;
        }
        SimulatedNetwork.Fetched fetched = network(channel).fetch(cursor);
        if (fetched.events().isEmpty()) {
            soon(100, 300, () -> fetch(channel, epoch, cursor));
            return;
        }
        if (simulation.makes(Simulation.Mistake.ACKNOWLEDGE_FIRST)) {
            Transaction early = begin();
            early.receive(channel, List.of(), Optional.of(fetched.cursor()));
            early.commit();
            open.remove(early);
        }
        soon(1, 100, () -> {
            Transaction transaction = begin();
            ask(() -> transaction.share(channel, epoch, mine -> answer(() -> {
                if (!mine) {
                    // Not taken in, not acknowledged: the listener is started again from the record, if the channel is still its own.
                    abort(transaction);
                    soon(1_000, 2_000, () -> restart(channel, epoch));
                    return;
                }
                transaction.receive(channel, fetched.events(), Optional.of(fetched.cursor()));
                commit(transaction, done -> {
                    if (done) {
                        fetch(channel, epoch, fetched.cursor());
                    } else {
                        soon(500, 500, () -> restart(channel, epoch));
                    }
                });
            })));
        });
    }

    private void restart(String channel, long epoch) {
        if (owns(channel, epoch)) {
            listen(channel, epoch);
        }
    }

    /** A call from outside that any node may serve: a form, an agent's reply. True when it is durable. */
    void serve(Consumer<Transaction> work, Consumer<Boolean> then) {
        step(() -> {
            Transaction transaction = begin();
            ask(() -> {
                work.accept(transaction);
                answer(() -> commit(transaction, then));
            });
        });
    }

    // The way out.

    /** At each poll, as the gateway does: what an earlier owner's last words have locked is looked at again. */
    private void poll(String channel, long epoch) {
        if (simulation.makes(Simulation.Mistake.RECOVER_ONCE)) {
            dispatch(channel, epoch);
        } else {
            recover(channel, epoch);
        }
    }

    private void recover(String channel, long epoch) {
        if (!owns(channel, epoch)) {
            return;
        }
        Transaction transaction = begin();
        ask(() -> {
            List<Delivery> left = record.deliveries.stream().filter(delivery -> delivery.channel.equals(channel)
                    && delivery.state == State.SENDING && delivery.claimEpoch < epoch && delivery.lock.isFree()).toList();
            left.forEach(delivery -> transaction.lock(delivery.lock, true,
                    () -> transaction.become(delivery, resends(channel) ? State.QUEUED : State.UNKNOWN, epoch)));
            answer(() -> commit(transaction, done -> dispatch(channel, epoch)));
        });
    }

    private boolean resends(String channel) {
        return network(channel).idempotent || simulation.makes(Simulation.Mistake.RESEND_BLINDLY);
    }

    private void dispatch(String channel, long epoch) {
        if (!owns(channel, epoch)) {
            return;
        }
        Transaction transaction = begin();
        ask(() -> transaction.claim(channel, epoch, mine -> {
            Optional<Delivery> due = mine
                    ? record.deliveries.stream().filter(delivery -> delivery.channel.equals(channel) && delivery.state == State.QUEUED
                            && delivery.lock.isFree()).findFirst()
                    : Optional.empty();
            due.ifPresent(delivery -> transaction.lock(delivery.lock, true, () -> transaction.become(delivery, State.SENDING, epoch)));
            answer(() -> {
                if (due.isEmpty()) {
                    abort(transaction);
                    soon(100, 400, () -> poll(channel, epoch));
                    return;
                }
                commit(transaction, done -> {
                    if (done) {
                        send(due.get(), epoch);
                    }
                    dispatch(channel, epoch);
                });
            });
        }));
    }

    private void send(Delivery delivery, long epoch) {
        network(delivery.channel).send(delivery.key, answer -> step(() -> settle(delivery, epoch, answer)));
    }

    private void settle(Delivery delivery, long epoch, SimulatedNetwork.Answer answer) {
        State state = switch (answer) {
            case ACCEPTED -> State.ACCEPTED;
            case NOTHING -> network(delivery.channel).idempotent ? State.QUEUED : State.UNKNOWN;
        };
        Transaction transaction = begin();
        ask(() -> transaction.lock(delivery.lock, true, () -> {
            boolean mine = delivery.state == State.SENDING && delivery.claimEpoch == epoch;
            if (mine) {
                transaction.become(delivery, state, epoch);
            }
            answer(() -> commit(transaction, done -> {
                if (!done && mine) {
                    soon(500, 1_000, () -> settle(delivery, epoch, answer));
                }
            }));
        }));
    }

    private SimulatedNetwork network(String channel) {
        return Optional.ofNullable(networks.get(channel)).orElseThrow();
    }
}
