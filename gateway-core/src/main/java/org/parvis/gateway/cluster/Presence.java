package org.parvis.gateway.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who reads and who replies, at this moment. Each node tells the others over the event bus and keeps in memory what it heard; a sign holds for {@link #LIFE}
 * unless it is renewed, so that a lost one costs no more than that. Never in the record: nobody asks later who looked.
 *
 * <p>Every method may be called on any thread and does not block. What comes beyond the bounds is not shown, which harms nobody.
 */
public final class Presence implements AutoCloseable {

    /** How long a sign holds. */
    public static final Duration LIFE = Duration.ofSeconds(30);

    static final int MOST_CONVERSATIONS = 10_000;
    static final int MOST_AGENTS_OF_A_CONVERSATION = 50;
    /** Some tabs at once; in one more, the agent leaves the first. */
    static final int MOST_CONVERSATIONS_OF_AN_AGENT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final String ADDRESS = "parvis.presence";
    private static final Duration SWEEP = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final String node;
    private final Clock clock;
    private final List<Consumer<Sign>> listeners = new CopyOnWriteArrayList<>();
    /** By conversation, then by agent. Guarded by this. */
    private final Map<UUID, Map<UUID, Heard>> present = new HashMap<>();
    private final MessageConsumer<JsonObject> consumer;
    private final long sweep;

    private Presence(Vertx vertx, UUID node, Clock clock) {
        this.vertx = vertx;
        this.node = node.toString();
        this.clock = clock;
        this.consumer = vertx.eventBus().consumer(ADDRESS, message -> hear(message.body()));
        this.sweep = vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
    }

    public static Presence start(Vertx vertx, UUID node, Clock clock) {
        return new Presence(vertx, node, clock);
    }

    /** What an agent does in a conversation. */
    public enum Doing {
        READING, REPLYING,
        /** They have left. */
        NONE
    }

    /** An agent does this now. */
    public record Sign(UUID conversation, UUID agent, Doing doing) {
    }

    private record Heard(Doing doing, Instant until) {
    }

    /** Here at once, elsewhere as soon as the bus carries it there. */
    public void tell(Sign sign) {
        take(sign);
        vertx.eventBus().publish(ADDRESS, new JsonObject().put("node", node).put("conversation", sign.conversation().toString())
                .put("agent", sign.agent().toString()).put("doing", sign.doing().name()));
    }

    /** The agent has left every conversation: told at once, here and elsewhere. */
    public void leave(UUID agent) {
        List<UUID> conversations;
        synchronized (this) {
            conversations = present.entrySet().stream().filter(room -> room.getValue().containsKey(agent)).map(Map.Entry::getKey).toList();
        }
        conversations.forEach(conversation -> tell(new Sign(conversation, agent, Doing.NONE)));
    }

    /** Who is in a conversation. */
    public synchronized List<Sign> in(UUID conversation) {
        Instant now = clock.instant();
        return present.getOrDefault(conversation, Map.of()).entrySet().stream().filter(heard -> heard.getValue().until().isAfter(now))
                .map(heard -> new Sign(conversation, heard.getKey(), heard.getValue().doing())).toList();
    }

    /** Tells of every change from now on; of renewals it does not. The listener must not block, and may be called under this room's lock. */
    public void onChange(Consumer<Sign> listener) {
        listeners.add(listener);
    }

    /** Hands over everybody's signs. No change is told in between: those that listeners hear afterwards are later. */
    public synchronized void everybody(Consumer<List<Sign>> reader) {
        reader.accept(present.keySet().stream().flatMap(conversation -> in(conversation).stream()).toList());
    }

    @Override
    public void close() {
        vertx.cancelTimer(sweep);
        consumer.unregister();
        listeners.clear();
    }

    /** Forgets what has not been renewed. */
    synchronized void sweep() {
        Instant now = clock.instant();
        List<Sign> gone = new ArrayList<>();
        present.forEach((conversation, agents) -> agents.forEach((agent, heard) -> {
            if (!heard.until().isAfter(now)) {
                gone.add(new Sign(conversation, agent, Doing.NONE));
            }
        }));
        gone.forEach(this::take);
    }

    private void hear(JsonObject message) {
        if (node.equals(message.getString("node"))) {
            return;
        }
        try {
            take(new Sign(UUID.fromString(message.getString("conversation")), UUID.fromString(message.getString("agent")),
                    Doing.valueOf(message.getString("doing"))));
        } catch (IllegalArgumentException newer) {
            LOG.debug("Another node tells of something that this version does not know", newer);
        }
    }

    private synchronized void take(Sign sign) {
        if (sign.doing() == Doing.NONE) {
            leave(sign);
            return;
        }
        Map<UUID, Heard> agents = present.getOrDefault(sign.conversation(), Map.of());
        Optional<Heard> before = Optional.ofNullable(agents.get(sign.agent()));
        if (before.isEmpty() && !hasRoom(sign, agents.size())) {
            return;
        }
        present.computeIfAbsent(sign.conversation(), unseen -> new LinkedHashMap<>()).put(sign.agent(),
                new Heard(sign.doing(), clock.instant().plus(LIFE)));
        if (before.filter(heard -> heard.doing() == sign.doing()).isEmpty()) {
            listeners.forEach(listener -> listener.accept(sign));
        }
    }

    private void leave(Sign sign) {
        Map<UUID, Heard> agents = present.getOrDefault(sign.conversation(), Map.of());
        if (!agents.containsKey(sign.agent())) {
            return;
        }
        agents.remove(sign.agent());
        if (agents.isEmpty()) {
            present.remove(sign.conversation());
        }
        listeners.forEach(listener -> listener.accept(sign));
    }

    private boolean hasRoom(Sign sign, int others) {
        List<Map.Entry<UUID, Map<UUID, Heard>>> elsewhere = present.entrySet().stream()
                .filter(room -> room.getValue().containsKey(sign.agent()))
                .toList();
        if (elsewhere.size() >= MOST_CONVERSATIONS_OF_AN_AGENT) {
            elsewhere.stream()
                    .min(Comparator.comparing(room -> Optional.ofNullable(room.getValue().get(sign.agent())).orElseThrow().until()))
                    .ifPresent(oldest -> leave(new Sign(oldest.getKey(), sign.agent(), Doing.NONE)));
        }
        return others < MOST_AGENTS_OF_A_CONVERSATION && (others > 0 || present.size() < MOST_CONVERSATIONS);
    }
}
