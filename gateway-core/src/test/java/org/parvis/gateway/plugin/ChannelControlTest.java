package org.parvis.gateway.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.event.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes over one record: what an administrator decides at one holds on both. */
class ChannelControlTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path plugins;
    private final String channel = "works-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID administrator = UUID.randomUUID();
    private final Semaphore begins = shared("works.begins");
    private final Semaphore ends = shared("works.ends");
    private final List<Rig> nodes = new ArrayList<>();

    @BeforeEach
    void install() throws Exception {
        Moody.install(plugins, "good");
        DATABASE.database().inTransaction(session -> session.execute(
                "insert into agent (id, account, display_name) values ($1, $2, 'Claire')", administrator, "claire-" + channel));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Rig node : nodes) {
            node.stop();
        }
    }

    @Test
    void aPausedChannelNeitherListensNorSendsOnAnyNodeAndGoesOnWhereItWas() throws Exception {
        Rig owner = owner();
        Rig bystander = new Rig(DATABASE, plugins);
        nodes.add(bystander);
        bystander.standBy(Moody.channel(channel, "works"));
        awaitListening();
        Rig.queue(DATABASE, channel);
        owner.awaitStatus(channel, status -> settled() == 1);

        pause(bystander, true);

        assertThat(ends.tryAcquire(Rig.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it stops listening").isTrue();
        Rig.queue(DATABASE, channel);
        for (Rig node : nodes) {
            node.outbox.wake();
            node.awaitStatus(channel, status -> status.health().state() == ChannelHealth.State.PAUSED && status.waiting() == 1);
            assertThat(node.status(channel).control().pause().orElseThrow().by()).contains(administrator);
            assertThat(node.registry.isReady(channel)).isFalse();
        }
        assertThat(settled()).isEqualTo(1);
        assertThat(begins.availablePermits()).isZero();

        pause(bystander, false);

        awaitListening();
        owner.awaitStatus(channel, status -> settled() == 2);
        bystander.awaitStatus(channel, status -> status.health().state() == ChannelHealth.State.READY && status.waiting() == 0);
        assertThat(log()).containsExactly(Kind.CHANNEL_PAUSED.wire(), Kind.CHANNEL_RESUMED.wire());
    }

    @Test
    void aPauseOutlivesTheNodesAndIsDecidedOnce() throws Exception {
        Rig before = owner();
        awaitListening();
        pause(before, true);
        pause(before, true);
        assertThat(ends.tryAcquire(Rig.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        nodes.clear();
        before.stop();

        Rig after = owner();

        assertThat(after.registry.owns(channel)).isTrue();
        assertThat(after.health(channel).state()).isEqualTo(ChannelHealth.State.PAUSED);
        assertThat(begins.availablePermits()).as("it does not begin to listen").isZero();
        assertThat(log()).containsExactly(Kind.CHANNEL_PAUSED.wire());
        pause(after, false);
        awaitListening();
    }

    @Test
    void aSlowRateHoldsBackUntilItIsTakenAway() throws Exception {
        Rig node = owner();
        awaitListening();
        rate(node, Optional.of(1));
        Rig.queue(DATABASE, channel);
        node.outbox.wake();
        assertThat(node.status(channel).control().sendsPerHour()).contains(1);
        assertThat(settled()).as("the first one is due in an hour").isZero();

        rate(node, Optional.empty());

        node.awaitStatus(channel, status -> settled() == 1);
        assertThat(node.status(channel).control()).isEqualTo(ChannelControl.NONE);
        assertThat(log()).containsExactly(Kind.CHANNEL_RATE_CHANGED.wire(), Kind.CHANNEL_RATE_CHANGED.wire());
    }

    private Rig owner() throws InterruptedException {
        Rig node = new Rig(DATABASE, plugins);
        nodes.add(node);
        node.open(Moody.channel(channel, "works"));
        return node;
    }

    private void awaitListening() throws InterruptedException {
        assertThat(begins.tryAcquire(Rig.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it listens").isTrue();
    }

    private void pause(Rig at, boolean paused) throws InterruptedException {
        at.controls.change(administrator, channel, new ChannelControls.Change(Optional.of(paused), Optional.empty()));
    }

    private void rate(Rig at, Optional<Integer> perHour) throws InterruptedException {
        at.controls.change(administrator, channel, new ChannelControls.Change(Optional.empty(), Optional.of(perHour)));
    }

    private long settled() {
        try {
            return DATABASE.database().read(session -> Rows.number(
                    session.first("select count(*) as n from delivery where channel_id = $1 and state = 'ACCEPTED'", channel).orElseThrow(),
                    "n"));
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    private List<String> log() throws InterruptedException {
        return DATABASE.database().read(session -> session.query(
                "select kind from event where channel_id = $1 and agent_id = $2 order by id", channel, administrator)).stream()
                .map(row -> Rows.text(row, "kind")).toList();
    }

    /** What a plugin in its own class loader sees as well. */
    private static Semaphore shared(String name) {
        Semaphore signals = new Semaphore(0);
        System.getProperties().put(name, signals);
        return signals;
    }
}
