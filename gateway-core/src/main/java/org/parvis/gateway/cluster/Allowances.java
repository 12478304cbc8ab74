package org.parvis.gateway.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.ChannelContext.Allowance;

/**
 * What strangers may do, counted over all nodes. Each node grants from buckets of its own and tells the others over the event bus what it granted; a
 * message that is lost, or a node that cannot be reached, costs no more than a too generous hour. Any thread; nothing blocks.
 */
public final class Allowances implements AutoCloseable {

    private static final String ADDRESS = "parvis.allowances";

    private final Vertx vertx;
    private final String node;
    private final Clock clock;
    private final Map<String, TokenBuckets> buckets = new ConcurrentHashMap<>();
    private final MessageConsumer<JsonObject> consumer;

    private Allowances(Vertx vertx, UUID node, Clock clock) {
        this.vertx = vertx;
        this.node = node.toString();
        this.clock = clock;
        this.consumer = vertx.eventBus().consumer(ADDRESS, message -> hear(message.body()));
    }

    public static Allowances start(Vertx vertx, UUID node, Clock clock) {
        return new Allowances(vertx, node, clock);
    }

    /** The allowance of a channel for a purpose. Asked again, it is the same one, with the bound of the first time. */
    public Allowance of(String channel, String purpose, int perHour) {
        String counted = channel + "/" + purpose;
        TokenBuckets own = buckets.computeIfAbsent(counted, unseen -> new TokenBuckets(clock, perHour));
        return name -> {
            Optional<Duration> wait = own.take(name);
            if (wait.isEmpty()) {
                vertx.eventBus().publish(ADDRESS, new JsonObject().put("node", node).put("counted", counted).put("name", name));
            }
            return wait;
        };
    }

    /** What is left on this node, as far as it has heard. */
    double left(String channel, String purpose, String name) {
        return Optional.ofNullable(buckets.get(channel + "/" + purpose)).orElseThrow().left(name);
    }

    /** What another node granted. */
    private void hear(JsonObject granted) {
        String counted = granted.getString("counted");
        String name = granted.getString("name");
        if (node.equals(granted.getString("node")) || counted == null || name == null) {
            return;
        }
        // A channel that this node does not have, or not yet, is none of its business.
        Optional.ofNullable(buckets.get(counted)).ifPresent(own -> own.taken(name));
    }

    @Override
    public void close() {
        consumer.unregister();
    }
}
