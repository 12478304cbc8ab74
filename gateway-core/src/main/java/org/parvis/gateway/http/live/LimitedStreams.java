package org.parvis.gateway.http.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Presence.Sign;
import org.parvis.gateway.event.Change;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.http.live.EventStream.Encoded;
import org.parvis.gateway.scope.Scope;
import org.parvis.gateway.scope.Within;
import org.parvis.gateway.scope.Within.Place;

/**
 * Tells those whose scope is limited what changes within it. Whose a conversation is has to be asked of the record, which the tailer must not wait for: so it is asked here,
 * on one thread, in the order of the change log. A conversation that goes out of somebody's scope is told of a last time, by its id alone. Who falls behind comes back and
 * resumes.
 */
final class LimitedStreams {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedStreams.class);
    /** Portions that wait to be told. */
    private static final int MOST_WAITING = 1_000;
    /** What tells of another conversation. */
    private static final List<String> OF_OTHERS = List.of("otherId", "otherNumber", "moveId");

    private final Within within;
    private final TownClock town;
    private final Supplier<List<EventStream>> streams;
    private final Consumer<EventStream> end;
    private final BlockingQueue<Telling> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread teller = Thread.ofVirtual().name("live-limited").unstarted(this::tellOn);

    @FunctionalInterface
    private interface Telling {
        void tell() throws InterruptedException;
    }

    /**
     * @param streams those with a limited scope that are open now
     * @param end     ends one of them: its browser comes back
     */
    LimitedStreams(Within within, TownClock town, Supplier<List<EventStream>> streams, Consumer<EventStream> end) {
        this.within = within;
        this.town = town;
        this.streams = streams;
        this.end = end;
        teller.start();
    }

    /** Never blocks. */
    void offer(List<Change> changes) {
        later(() -> {
            Map<UUID, Place> places = places(changes);
            for (EventStream stream : admitted()) {
                stream.offer(encode(stream.agent(), changes, places));
            }
        });
    }

    /** Never blocks. */
    void offer(Sign sign, Buffer bytes) {
        later(() -> {
            Place place = within.places(List.of(sign.conversation())).getOrDefault(sign.conversation(), Place.UNKNOWN);
            admitted().stream().filter(stream -> !stream.agent().id().equals(sign.agent()) && place.isWithin(stream.agent().scope()))
                    .forEach(stream -> stream.aside(bytes));
        });
    }

    /** Who is where, to one that begins. Never blocks. */
    void begin(EventStream stream, List<Sign> signs) {
        later(() -> {
            Map<UUID, Place> places = within.places(signs.stream().map(Sign::conversation).distinct().toList());
            Scope scope = stream.agent().scope();
            stream.aside(LiveChanges.everybody(
                    signs.stream().filter(sign -> places.getOrDefault(sign.conversation(), Place.UNKNOWN).isWithin(scope)).toList(),
                    stream.agent().id()));
        });
    }

    /** As one of them hears it, with an empty place for what is not for it. Blocking. */
    List<Encoded> encode(Agent agent, List<Change> changes) throws InterruptedException {
        return encode(agent, changes, places(changes));
    }

    void stop() {
        teller.interrupt();
    }

    /** Hours end while a stream is open. */
    private List<EventStream> admitted() {
        List<EventStream> open = streams.get();
        open.stream().filter(stream -> !town.letsIn(stream.agent())).forEach(end);
        return open.stream().filter(stream -> town.letsIn(stream.agent())).toList();
    }

    private void later(Telling telling) {
        if (!streams.get().isEmpty() && !waiting.offer(telling)) {
            streams.get().forEach(end);
        }
    }

    private void tellOn() {
        try {
            while (true) {
                tell(waiting.take());
            }
        } catch (InterruptedException stop) {
            LOG.debug("Nobody with a limited scope is told any more", stop);
        }
    }

    private void tell(Telling telling) throws InterruptedException {
        try {
            telling.tell();
        } catch (RuntimeException fault) {
            LOG.warn(
                    "Desks with a limited scope are ended, since what is within could not be found out; their browsers come back and resume",
                    fault);
            streams.get().forEach(end);
        }
    }

    private Map<UUID, Place> places(List<Change> changes) throws InterruptedException {
        return within.places(changes.stream().flatMap(change -> change.conversation().stream()).distinct().toList());
    }

    private List<Encoded> encode(Agent agent, List<Change> changes, Map<UUID, Place> places) throws InterruptedException {
        Set<UUID> people = within.contacts(agent.scope(),
                changes.stream().flatMap(change -> contact(change).stream()).collect(Collectors.toSet()));
        return changes.stream().map(change -> heard(agent, change, places, people).map(LiveChanges::encode)
                .orElseGet(() -> LiveChanges.unheard(change))).toList();
    }

    private static Optional<Change> heard(Agent agent, Change change, Map<UUID, Place> places, Set<UUID> people) {
        if (change.conversation().isPresent()) {
            return inConversation(agent.scope(), change, places.getOrDefault(change.conversation().get(), Place.UNKNOWN));
        }
        if (contact(change).isPresent()) {
            return contact(change).filter(people::contains).map(id -> with(change, new JsonObject().put("contactId", id.toString())));
        }
        if (change.kind().equals(Kind.CALL_SIGNALLED.wire())) {
            return Optional.of(with(change, without(change.detail(), List.of("contactId"))));
        }
        if (change.kind().equals(Kind.VIEW_CHANGED.wire())) {
            Optional<UUID> team = Optional.ofNullable(change.detail().getString("teamId")).map(UUID::fromString);
            return Optional.of(change)
                    .filter(known -> team.map(agent.teams()::contains).orElse(known.agent().equals(Optional.of(agent.id()))));
        }
        if (change.kind().startsWith("channel.")) {
            return Optional.of(withoutAgent(change));
        }
        // That something of agents, teams, canned answers, topics or tags changed, and of oneself that it is oneself.
        boolean own = agent.id().toString().equals(change.detail().getString("id"));
        return Optional.of(with(withoutAgent(change), own ? new JsonObject().put("id", agent.id().toString()) : new JsonObject()));
    }

    /** What goes out of the scope, to another team or into a conversation of another team, is told of by its id alone. */
    private static Optional<Change> inConversation(Scope scope, Change change, Place place) {
        if (place.isWithin(scope)) {
            return Optional.of(with(change, without(change.detail(), OF_OTHERS)));
        }
        return hadBefore(scope, change) || scope.holds(place.team())
                ? Optional.of(with(withoutAgent(change), new JsonObject()))
                : Optional.empty();
    }

    /** Whether by this change it came from a team that is within. */
    private static boolean hadBefore(Scope scope, Change change) {
        return change.detail().getValue("teamId") instanceof JsonArray both && both.getValue(0) instanceof String before
                && scope.holds(Optional.of(UUID.fromString(before)));
    }

    private static Optional<UUID> contact(Change change) {
        return change.kind().equals(Kind.CONTACT_CHANGED.wire())
                ? Optional.ofNullable(change.detail().getString("contactId")).map(UUID::fromString)
                : Optional.empty();
    }

    private static JsonObject without(JsonObject detail, List<String> names) {
        JsonObject less = detail.copy();
        names.forEach(less::remove);
        return less;
    }

    private static Change with(Change change, JsonObject detail) {
        return new Change(change.position(), change.at(), change.kind(), change.conversation(), change.message(), change.channel(),
                change.agent(), detail);
    }

    private static Change withoutAgent(Change change) {
        return new Change(change.position(), change.at(), change.kind(), change.conversation(), change.message(), change.channel(),
                Optional.empty(), change.detail());
    }
}
