package org.parvis.gateway.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network between nodes: one event bus over all of them, and word of members that go. Nothing durable goes over it: losing it costs
 * promptness, never a message.
 */
public final class ClusterNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNetwork.class);
    /** The member attribute by which Vert.x and Hazelcast mean the same node. */
    private static final String NODE_ID = "__vertx.nodeId";
    /** How long the others may not hear a node that one of them has struck out by mistake. */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final List<Consumer<UUID>> departures;

    private ClusterNetwork(HazelcastInstance hazelcast, Vertx vertx, List<Consumer<UUID>> departures) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.departures = departures;
    }

    /**
     * Joins the other nodes, or waits for them where there are none yet. Blocking, some seconds.
     *
     * @param settings Hazelcast's own YAML, which says how nodes find each other
     * @param node     this node's id
     * @param options  what the nodes' Vert.x is made with; where its event bus listens is added to them
     * @throws IllegalStateException when the settings cannot be read or the network cannot be joined
     */
    public static ClusterNetwork join(Path settings, UUID node, VertxOptions options, VertxBuilder builder) {
        HazelcastInstance hazelcast = hazelcast(settings, node);
        List<Consumer<UUID>> departures = new CopyOnWriteArrayList<>();
        hazelcast.getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberRemoved(MembershipEvent event) {
                String gone = event.getMember().getAttribute(NODE_ID);
                if (gone != null) {
                    departures.forEach(listener -> listener.accept(UUID.fromString(gone)));
                }
            }
        });
        boolean joined = false;
        try {
            listenWhereHazelcastDoes(options, hazelcast);
            EnduringRegistrations registrations = new EnduringRegistrations(hazelcast);
            Vertx vertx = builder.with(options).withClusterManager(registrations).buildClustered().toCompletionStage()
                    .toCompletableFuture().join();
            vertx.setPeriodic(REPEAT.toMillis(), tick -> registrations.repeat());
            joined = true;
            LOG.info("Node {} is in the network of {} nodes", node, hazelcast.getCluster().getMembers().size());
            return new ClusterNetwork(hazelcast, vertx, departures);
        } finally {
            if (!joined) {
                hazelcast.getLifecycleService().terminate();
            }
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Tells of every node that goes, well or badly, from now on, on a thread that must not be blocked. */
    public void onDeparture(Consumer<UUID> listener) {
        departures.add(listener);
    }

    @Override
    public void close() {
        departures.clear();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        hazelcast.shutdown();
    }

    /** Left alone, Vert.x takes the machine's first address: perhaps one that strangers reach, for an event bus that is not encrypted. */
    private static void listenWhereHazelcastDoes(VertxOptions options, HazelcastInstance hazelcast) {
        EventBusOptions bus = options.getEventBusOptions();
        String told = hazelcast.getCluster().getLocalMember().getAddress().getHost();
        if (hazelcast.getConfig().getNetworkConfig().getPublicAddress() == null) {
            bus.setHost(told);
        } else {
            bus.setClusterPublicHost(told);
        }
    }

    private static HazelcastInstance hazelcast(Path settings, UUID node) {
        // Read once, by whatever of Hazelcast is loaded first.
        System.setProperty("hazelcast.logging.type", "slf4j");
        try {
            Config config = new YamlConfigBuilder(settings.toString()).build();
            // Ours: the gateway stops it last, it says what it has to say in our log, and it calls nobody at home.
            config.setProperty("hazelcast.shutdownhook.enabled", "false").setProperty("hazelcast.phone.home.enabled", "false");
            config.getMemberAttributeConfig().setAttribute(NODE_ID, node.toString());
            // What Vert.x keeps there: who listens on which address of the bus.
            config.addMultiMapConfig(new MultiMapConfig("__vertx.subs").setBackupCount(1)
                    .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
            return Hazelcast.newHazelcastInstance(config);
        } catch (IOException | HazelcastException unusable) {
            throw new IllegalStateException("The network of nodes cannot be joined by " + settings + ": " + unusable.getMessage(),
                    unusable);
        }
    }
}
