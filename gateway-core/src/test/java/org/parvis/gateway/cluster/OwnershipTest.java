package org.parvis.gateway.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.event.Position;
import org.parvis.gateway.event.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that share one real database; their network is a bus within the process, or none. */
class OwnershipTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int PATIENCE_SECONDS = 20;

    private final List<TestNode> nodes = new ArrayList<>();
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final Roster roster = new Roster(DATABASE.database());

    @BeforeEach
    void channels() throws InterruptedException {
        execute("delete from node");
        String run = UUID.randomUUID().toString().substring(0, 8);
        for (String channel : IntStream.range(0, 12).mapToObj(number -> run + "-" + number).toList()) {
            execute("insert into channel (id, type, label) values ($1, 'test', 'Test')", channel);
            execute("insert into channel_lease (channel_id) values ($1)", channel);
            channels.add(channel);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (TestNode node : nodes) {
            node.ownership().stop();
        }
    }

    @Test
    void aLoneNodeOwnsEverythingWhenItHasStarted() throws InterruptedException {
        TestNode alone = start("alone", true);

        assertThat(alone.owned.keySet()).isEqualTo(channels);
    }

    @Test
    void aNodeThatJoinsIsHandedItsShareAndTheOtherKeepsTheRest() throws InterruptedException {
        TestNode first = start("first", false);
        TestNode second = start("second", false);

        awaitSpread(first, second);
        assertThat(first.owned).isNotEmpty();
        assertThat(second.owned).isNotEmpty();
    }

    @Test
    void aNodeThatLeavesHandsItsChannelsOverAtOnce() throws InterruptedException {
        TestNode first = start("first", false);
        TestNode second = start("second", false);
        awaitSpread(first, second);

        nodes.remove(second);
        second.ownership().stop();

        assertThat(second.owned).isEmpty();
        awaitSpread(first);
        assertThat(roster.view().node(second.id)).as("no trace of it is left").isEmpty();
    }

    @Test
    void aNodeThatDiedCameBackAndLeavesIsNotShownAsGone() throws InterruptedException {
        UUID died = UUID.randomUUID();
        execute("insert into node (id, name, version, started_at, expires_at, channels) values ($1, 'again', 'test', now(), now(), '{}')",
                died);
        TestNode again = start("again", true);

        nodes.remove(again);
        again.ownership().stop();

        assertThat(roster.view().nodes()).isEmpty();
    }

    @Test
    void whatAVanishedNodeOwnedIsTakenOverUnderAHigherEpoch() throws InterruptedException {
        UUID vanished = UUID.randomUUID();
        execute("insert into node (id, name, version, started_at, expires_at, channels) values ($1, 'vanished', 'test', now(), now(), '{}')",
                vanished);
        execute("update channel_lease set node = $1, epoch = 41 where channel_id = any($2)", vanished, channels.toArray(String[]::new));

        TestNode heir = start("heir", false);

        awaitSpread(heir);
        assertThat(heir.owned.values()).containsOnly(42L);
    }

    /** As after a pause that was longer than a node's life. */
    @Test
    void whoseChannelsWereTakenStepsDownAndIsGivenItsShareAgain() throws InterruptedException {
        TestNode first = start("first", false);
        TestNode second = start("second", false);
        awaitSpread(first, second);
        Set<String> share = Set.copyOf(second.owned.keySet());

        execute("update channel_lease set node = $1, epoch = epoch + 1 where node = $2", first.id, second.id);

        for (int lost = 0; lost < share.size(); lost++) {
            assertThat(second.losses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isIn(share);
        }
        awaitSpread(first, second);
        assertThat(second.owned.keySet()).isEqualTo(share);
    }

    @Test
    void twoNodesNeverOwnAChannelUnderTheSameEpoch() throws InterruptedException {
        Map<String, UUID> owners = new ConcurrentHashMap<>();
        List<String> doubles = new ArrayList<>();
        List<TestNode> all = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            TestNode node = new TestNode(name);
            node.onGain = (channel, epoch) -> {
                UUID other = owners.putIfAbsent(channel + " " + epoch, node.id);
                if (other != null && !other.equals(node.id)) {
                    doubles.add(channel);
                }
            };
            join(node, false);
            all.add(node);
        }

        for (TestNode suspected : all) {
            all.stream().filter(node -> node != suspected).forEach(node -> node.ownership().departed(suspected.id));
        }

        awaitSpread(all.toArray(TestNode[]::new));
        assertThat(doubles).isEmpty();
    }

    @Test
    void whoCannotOpenAChannelIsNotGivenIt() throws InterruptedException {
        TestNode poor = new TestNode("poor");
        String missing = channels.iterator().next();
        poor.able.remove(missing);
        join(poor, false);

        awaitOwned(poor, channels.size() - 1);
        assertThat(poor.owned).doesNotContainKey(missing);

        TestNode able = start("able", false);
        able.awaitGained(missing);
    }

    private TestNode start(String name, boolean alone) throws InterruptedException {
        TestNode node = new TestNode(name);
        join(node, alone);
        return node;
    }

    private void join(TestNode node, boolean alone) throws InterruptedException {
        node.joined = Optional.of(Ownership.start(roster, new Ownership.Self(node.id, node.name, "test", () -> Position.START), node,
                new WakeUp(DATABASE.vertx(), "test.cluster.changed"), alone));
        nodes.add(node);
    }

    /** Until every channel is owned by exactly the node that should own it. */
    private void awaitSpread(TestNode... expected) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!isSpread(expected)) {
            assertThat(System.nanoTime()).as("spread over " + List.of(expected) + ": " + roster.view().leases()).isLessThan(end);
            TestNode.ANY_CHANGE.poll(100, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isSpread(TestNode... expected) throws InterruptedException {
        List<Node> members = roster.view().nodes();
        return channels.stream().allMatch(channel -> {
            List<UUID> owners = List.of(expected).stream().filter(node -> node.owned.containsKey(channel)).map(node -> node.id).toList();
            return owners.size() == 1 && Rendezvous.owner(channel, members).map(Node::id).filter(owners::contains).isPresent();
        });
    }

    private void awaitOwned(TestNode node, int count) throws InterruptedException {
        while (node.owned.size() < count) {
            assertThat(TestNode.ANY_CHANGE.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static void execute(String sql, Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }

    /** Records what it is given. */
    private final class TestNode implements Ownership.Holder {

        private static final BlockingQueue<String> ANY_CHANGE = new LinkedBlockingQueue<>();

        private final UUID id = UUID.randomUUID();
        private final String name;
        private final Set<String> able = ConcurrentHashMap.newKeySet();
        private final Map<String, Long> owned = new ConcurrentHashMap<>();
        private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
        private BiConsumer<String, Long> onGain = (channel, epoch) -> {
        };
        private Optional<Ownership> joined = Optional.empty();

        TestNode(String name) {
            this.name = name;
            able.addAll(channels);
        }

        Ownership ownership() {
            return joined.orElseThrow();
        }

        @Override
        public Set<String> able() {
            return able;
        }

        @Override
        public void gained(String channel, long epoch) {
            onGain.accept(channel, epoch);
            owned.put(channel, epoch);
            ANY_CHANGE.add(channel);
        }

        @Override
        public void lost(String channel) {
            owned.remove(channel);
            losses.add(channel);
            ANY_CHANGE.add(channel);
        }

        void awaitGained(String channel) throws InterruptedException {
            while (!owned.containsKey(channel)) {
                assertThat(ANY_CHANGE.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
