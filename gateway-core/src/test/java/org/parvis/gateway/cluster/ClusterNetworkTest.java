package org.parvis.gateway.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two members of a real Hazelcast cluster, within one process and on the loopback interface. */
class ClusterNetworkTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final String ADDRESS = "test.wake-up";

    @TempDir
    private Path directory;

    @Test
    void oneBusReachesEveryNodeAndEachHearsOfOthersThatGo() throws Exception {
        Path settings = settings();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        BlockingQueue<UUID> gone = new LinkedBlockingQueue<>();
        try (ClusterNetwork staying = ClusterNetwork.join(settings, first, new VertxOptions(), Vertx.builder())) {
            staying.onDeparture(gone::add);
            try (ClusterNetwork leaving = ClusterNetwork.join(settings, second, new VertxOptions(), Vertx.builder())) {
                staying.vertx().eventBus().consumer(ADDRESS, message -> heard.add(message.body())).completion().toCompletionStage()
                        .toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

                leaving.vertx().eventBus().publish(ADDRESS, "there is work");

                assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there is work");
            }
            assertThat(gone.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(second);
        }
    }

    /** A sign that comes before the other node listens is lost; the next renewal makes up for it. */
    @Test
    void whoRepliesOnOneNodeIsSeenOnAnother() throws Exception {
        Path settings = settings();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        BlockingQueue<Presence.Sign> heard = new LinkedBlockingQueue<>();
        Presence.Sign sign = new Presence.Sign(UUID.randomUUID(), UUID.randomUUID(), Presence.Doing.REPLYING);
        try (ClusterNetwork one = ClusterNetwork.join(settings, first, new VertxOptions(), Vertx.builder());
                ClusterNetwork other = ClusterNetwork.join(settings, second, new VertxOptions(), Vertx.builder());
                Presence here = Presence.start(one.vertx(), first, Clock.systemUTC());
                Presence there = Presence.start(other.vertx(), second, Clock.systemUTC())) {
            there.onChange(heard::add);
            Optional<Presence.Sign> seen = Optional.empty();
            for (int renewal = 0; renewal < PATIENCE_SECONDS && seen.isEmpty(); renewal++) {
                here.tell(sign);
                seen = Optional.ofNullable(heard.poll(1, TimeUnit.SECONDS));
            }
            assertThat(seen).contains(sign);
            assertThat(there.in(sign.conversation())).containsExactly(sign);
        }
    }

    /** As a node does that comes back and finds out late that it had missed the others. */
    @Test
    void whoWasStruckOutByMistakeIsHeardAgain() throws Exception {
        Path settings = settings();
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        try (ClusterNetwork struckOut = ClusterNetwork.join(settings, UUID.randomUUID(), new VertxOptions(), Vertx.builder());
                ClusterNetwork other = ClusterNetwork.join(settings, UUID.randomUUID(), new VertxOptions(), Vertx.builder())) {
            struckOut.vertx().eventBus().consumer(ADDRESS, message -> heard.add(message.body())).completion().toCompletionStage()
                    .toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            HazelcastInstance hazelcast = member(settings);
            assertThat(hazelcast.getMultiMap("__vertx.subs").remove(ADDRESS)).hasSize(1);
            hazelcast.getMap("__vertx.nodeInfo").clear();

            Optional<Object> word = Optional.empty();
            for (int renewal = 0; renewal < PATIENCE_SECONDS && word.isEmpty(); renewal++) {
                other.vertx().eventBus().publish(ADDRESS, "there is work");
                word = Optional.ofNullable(heard.poll(1, TimeUnit.SECONDS));
            }
            assertThat(word).contains("there is work");
            assertThat(hazelcast.getMultiMap("__vertx.subs").get(ADDRESS)).hasSize(1);
            assertThat(hazelcast.getMap("__vertx.nodeInfo").size()).isEqualTo(2);
        }
    }

    @Test
    void theBusListensWhereTheSettingsSayAndNowhereElse() throws Exception {
        VertxOptions options = new VertxOptions();
        try (ClusterNetwork network = ClusterNetwork.join(settings(), UUID.randomUUID(), options, Vertx.builder())) {
            assertThat(network.vertx().isClustered()).isTrue();
            assertThat(options.getEventBusOptions().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void settingsThatCannotBeReadAreNamed() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> ClusterNetwork.join(missing, UUID.randomUUID(), new VertxOptions(), Vertx.builder()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing.yaml");

        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "hazelcast:\n  network:\n    port: [no port]\n");
        assertThatThrownBy(() -> ClusterNetwork.join(wrong, UUID.randomUUID(), new VertxOptions(), Vertx.builder()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wrong.yaml");
    }

    /** One of the members of the cluster that these settings name; each sees the same. */
    private static HazelcastInstance member(Path settings) throws IOException {
        String text = Files.readString(settings);
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(one -> text.contains("cluster-name: " + one.getConfig().getClusterName() + "\n"))
                .findFirst().orElseThrow();
    }

    private Path settings() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return Files.writeString(directory.resolve("hazelcast.yaml"), """
                hazelcast:
                  cluster-name: test-%1$d
                  network:
                    port:
                      port: %1$d
                      auto-increment: true
                      port-count: 2
                    interfaces:
                      enabled: true
                      interfaces: [127.0.0.1]
                    join:
                      multicast:
                        enabled: false
                      auto-detection:
                        enabled: false
                      tcp-ip:
                        enabled: true
                        member-list: ["127.0.0.1:%1$d", "127.0.0.1:%2$d"]
                  properties:
                    hazelcast.socket.bind.any: false
                """.formatted(port, port + 1));
    }
}
