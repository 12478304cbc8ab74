package org.parvis.gateway.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.parvis.gateway.cluster.Simulation.Mistake;
import org.parvis.gateway.event.Position;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The design under every order of events that thousands of seeds can think of: crashes, pauses, doubtful commits, repeated deliveries and silent networks, in
 * virtual time. {@code -Dparvis.simulation.seeds} says how many seeds (500), {@code -Dparvis.simulation.seed} replays one.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("parvis.simulation.seeds", 500);
    private static final List<String> CHANNELS = List.of("mail", "social", "stream");
    private static final int SEEDS_TO_FIND_A_MISTAKE = 1_000;
    private static final int NODES = 3;
    private static final long TROUBLE = 30_000;
    private static final long PEACE = 120_000;

    @Test
    void theInvariantsHoldWhateverHappensInWhateverOrder() {
        long first = Long.getLong("parvis.simulation.seed", new Random().nextLong(1L << 40));
        int seeds = System.getProperty("parvis.simulation.seed") == null ? SEEDS : 1;
        long begun = System.nanoTime();
        long[] happened = new long[1];
        Map<Long, List<String>> broken = new LinkedHashMap<>();
        LongStream.range(first, first + seeds).forEach(seed -> {
            Town town = new Town(seed, Optional.empty());
            List<String> violations = town.live();
            happened[0] += town.simulation.happened();
            if (!violations.isEmpty()) {
                broken.put(seed, violations);
            }
        });
        System.out.printf("%d seeds from %d, %d events, %d seeds a minute%n", seeds, first, happened[0],
                seeds * 60_000_000_000L / Math.max(1, System.nanoTime() - begun));
        assertThat(broken).as("replay one by -Dparvis.simulation.seed=").isEmpty();
    }

    /** A simulation that finds nothing proves nothing. */
    @ParameterizedTest
    @EnumSource(Mistake.class)
    void aMistakeInTheDesignIsFound(Mistake mistake) {
        assertThat(LongStream.range(0, SEEDS_TO_FIND_A_MISTAKE).anyMatch(seed -> !new Town(seed, Optional.of(mistake)).live().isEmpty()))
                .isTrue();
    }

    @Test
    void theSameSeedGivesTheSameLife() {
        Town once = new Town(42, Optional.empty());
        Town again = new Town(42, Optional.empty());

        assertThat(once.live()).isEqualTo(again.live());
        assertThat(once.simulation.happened()).isEqualTo(again.simulation.happened()).isGreaterThan(1_000);
        assertThat(once.record.log()).isEqualTo(again.record.log());
    }

    /** Three nodes, three networks, citizens, agents, a desk, and bad luck. */
    private static final class Town {

        private final Simulation simulation;
        private final SimulatedRecord record;
        private final Map<String, SimulatedNetwork> networks = new LinkedHashMap<>();
        private final List<SimulatedNode> nodes = new ArrayList<>();
        private final List<String> formsAcknowledged = new ArrayList<>();
        private final List<String> repliesAcknowledged = new ArrayList<>();
        private final List<Position> told = new ArrayList<>();

        Town(long seed, Optional<Mistake> mistake) {
            simulation = new Simulation(seed, mistake);
            record = new SimulatedRecord(simulation, CHANNELS);
            CHANNELS.forEach(channel -> networks.put(channel, new SimulatedNetwork(simulation, channel, channel.equals("social"))));
            IntStream.range(0, NODES).forEach(number -> nodes.add(node(number)));
        }

        private SimulatedNode node(int number) {
            return new SimulatedNode(simulation, record, networks,
                    new SimulatedNode.Name(new UUID(simulation.between(0, Long.MAX_VALUE - 1), number), "node-" + number));
        }

        List<String> live() {
            nodes.forEach(node -> simulation.soon(0, 500, node::start));
            networks.values().forEach(network -> simulation.soon(0, 300, () -> happen(network)));
            simulation.soon(0, 300, () -> form(0));
            simulation.soon(0, 300, () -> reply(0));
            simulation.soon(0, 300, this::listen);
            simulation.soon(1_000, 4_000, this::badLuck);
            simulation.runUntil(PEACE);
            check();
            return simulation.violations();
        }

        private void happen(SimulatedNetwork network) {
            network.happen();
            if (simulation.now() < TROUBLE) {
                simulation.soon(50, 500, () -> happen(network));
            }
        }

        /** A citizen sends a form, and sends it again, by whatever node, until one says that it is taken. */
        private void form(int number) {
            String name = "form-" + number;
            boolean[] taken = new boolean[1];
            send(transaction -> transaction.receive("form", List.of(name), Optional.empty()), taken,
                    () -> formsAcknowledged.add(name));
            if (simulation.now() < TROUBLE) {
                simulation.soon(100, 800, () -> form(number + 1));
            }
        }

        private void reply(int number) {
            String key = "reply-" + number;
            boolean[] taken = new boolean[1];
            String channel = simulation.any(CHANNELS);
            send(transaction -> transaction.enqueue(channel, key), taken, () -> repliesAcknowledged.add(key));
            if (simulation.now() < TROUBLE) {
                simulation.soon(100, 800, () -> reply(number + 1));
            }
        }

        private void send(Consumer<SimulatedRecord.Transaction> work, boolean[] taken, Runnable acknowledged) {
            simulation.any(nodes).serve(work, done -> {
                if (done && !taken[0]) {
                    taken[0] = true;
                    acknowledged.run();
                }
            });
            simulation.soon(800, 1_500, () -> {
                if (!taken[0]) {
                    send(work, taken, acknowledged);
                }
            });
        }

        /** One desk, which resumes where it was whatever node it is connected to. */
        private void listen() {
            Position last = told.isEmpty() ? Position.START : told.getLast();
            record.after(last, 1 + simulation.below(50)).forEach(entry -> told.add(entry.getKey()));
            if (simulation.now() < PEACE) {
                simulation.soon(1, 500, this::listen);
            }
        }

        private void badLuck() {
            int number = simulation.below(NODES);
            SimulatedNode victim = nodes.get(number);
            if (simulation.onceIn(3)) {
                victim.pause();
                simulation.soon(100, 9_000, victim::resume);
                if (simulation.onceIn(2)) {
                    // Somebody believes that it is dead, rightly or too early.
                    simulation.soon(50, 4_000, () -> record.expire(victim.name.id()));
                }
            } else if (!victim.isDead()) {
                victim.crash();
                if (simulation.onceIn(2)) {
                    // The network between nodes notices at once; otherwise the record does in time.
                    simulation.soon(50, 800, () -> record.expire(victim.name.id()));
                }
                simulation.soon(200, 4_000, () -> {
                    nodes.set(number, node(number));
                    nodes.get(number).start();
                });
            }
            if (simulation.onceIn(6)) {
                // A wrong guess: somebody living is taken for dead.
                record.expire(simulation.any(nodes).name.id());
            }
            if (simulation.now() < TROUBLE) {
                simulation.soon(500, 6_000, this::badLuck);
            }
        }

        private void check() {
            networks.values().forEach(network -> network.events.forEach(this::once));
            formsAcknowledged.forEach(this::once);
            record.messages.forEach((event, times) -> {
                if (times != 1) {
                    simulation.violated(event + " became " + times + " messages");
                }
            });
            repliesAcknowledged.stream().filter(key -> record.deliveries.stream().filter(delivery -> delivery.key.equals(key)).count() != 1)
                    .forEach(key -> simulation.violated("the answer " + key + " is not in the outbox once"));
            record.deliveries.forEach(this::settled);
            List<Position> expected = List.copyOf(record.log().keySet());
            if (!told.equals(expected)) {
                simulation.violated("a desk was told " + told.size() + " changes of " + expected.size() + ", or not in their order");
            }
            for (String channel : CHANNELS) {
                long owners = nodes.stream().filter(node -> node.owned().contains(channel)).count();
                if (owners != 1) {
                    simulation.violated(channel + " has " + owners + " owners in the end");
                }
            }
        }

        private void once(String event) {
            if (!Integer.valueOf(1).equals(record.messages.get(event))) {
                simulation.violated(event + " is " + record.messages.get(event) + " times in the record");
            }
        }

        private void settled(SimulatedRecord.Delivery delivery) {
            SimulatedNetwork network = Optional.ofNullable(networks.get(delivery.channel)).orElseThrow();
            int sent = network.sent.getOrDefault(delivery.key, 0);
            boolean good = switch (delivery.state) {
                case ACCEPTED -> sent == 1;
                case UNKNOWN -> !network.idempotent && sent <= 1;
                case QUEUED, SENDING -> false;
            };
            if (!good) {
                simulation
                        .violated(delivery.key + " by " + delivery.channel + " is " + delivery.state + ", and was sent " + sent + " times");
            }
        }
    }
}
