package org.parvis.gateway.http.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Bytes;
import org.parvis.gateway.access.Identity;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.cluster.Presence.Sign;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.event.Change;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.event.Position;
import org.parvis.gateway.event.ResumeTooOldException;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.live.EventStream.Encoded;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.scope.Within;

/**
 * Tells every open desk what changes, as server-sent events (HTML standard, section 9.2). One subscription to the change log serves all streams of this node, and
 * each change is encoded once.
 *
 * <p>Agents see every change, except those of calls, which pop up for the agent at whose extension it rings, what another agent has read or seen, and who is mentioned. What concerns accounts and
 * sessions is for the audit, not for desks. Those whose scope is limited hear what is within it, from {@link LimitedStreams}.
 */
public final class LiveChanges {

    private static final Logger LOG = LoggerFactory.getLogger(LiveChanges.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How long a stream outlives a session that ended by its age. */
    private static final Duration CREDENTIAL_CHECK = Duration.ofSeconds(30);
    private static final int PAGE = 500;
    /** How long a browser then waits before it asks for a new stream, in milliseconds (HTML standard, section 9.2.5). */
    private static final Buffer COME_BACK = Buffer.buffer("retry: 100\n\n");
    /** No agent has this id. */
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Set<String> FOR_DESKS = Set.of(Kind.MESSAGE_RECEIVED.wire(), Kind.MESSAGE_EDITED.wire(),
            Kind.MESSAGE_DELETED.wire(),
            Kind.MESSAGE_SENT.wire(), Kind.NOTE_WRITTEN.wire(), Kind.DELIVERY_CHANGED.wire(), Kind.CONVERSATION_OPENED.wire(),
            Kind.CONVERSATION_CHANGED.wire(), Kind.CONVERSATION_READ.wire(), Kind.CONTACT_CHANGED.wire(), Kind.CALL_SIGNALLED.wire(),
            Kind.CHANNEL_CHANGED.wire(), Kind.CHANNEL_PAUSED.wire(), Kind.CHANNEL_RESUMED.wire(), Kind.CHANNEL_RATE_CHANGED.wire(),
            Kind.CHANNEL_ADDED.wire(), Kind.CHANNEL_REDEFINED.wire(), Kind.CHANNEL_REMOVED.wire(),
            Kind.DRAFT_CHANGED.wire(), Kind.CANNED_CHANGED.wire(), Kind.VIEW_CHANGED.wire(),
            Kind.TOPIC_CREATED.wire(), Kind.TOPIC_CHANGED.wire(), Kind.TOPIC_REMOVED.wire(), Kind.TAG_CHANGED.wire(),
            Kind.TAG_REMOVED.wire(),
            Kind.AGENT_CREATED.wire(), Kind.AGENT_CHANGED.wire(), Kind.TEAM_CREATED.wire(), Kind.TEAM_CHANGED.wire(),
            Kind.MENTION_WRITTEN.wire(), Kind.MENTION_READ.wire(), Kind.CONCERN_SEEN.wire());

    /** Told to the desks of the agent whom they concern. */
    private static final Set<String> FOR_THEIR_AGENT = Set.of(Kind.CALL_SIGNALLED.wire(), Kind.CONVERSATION_READ.wire(),
            Kind.MENTION_WRITTEN.wire(), Kind.MENTION_READ.wire(), Kind.CONCERN_SEEN.wire());

    /** After these somebody's session or token may be over, wherever it was ended: at another node, or at the command line. */
    private static final Set<String> ENDS_CREDENTIALS = Set.of(Kind.AGENT_CHANGED.wire(), Kind.SESSION_CLOSED.wire(),
            Kind.TOKEN_REVOKED.wire());

    /** After these an agent sees something else than before: their desks read everything again. */
    private static final Set<String> CHANGE_SIGHT = Set.of("role", "teamIds", "hours");

    private final Vertx vertx;
    private final EventFeed feed;
    private final Sessions sessions;
    private final TownClock town;
    private final Presence presence;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final LimitedStreams limited;
    private final AutoCloseable subscription;
    /** A sign of life that a page can hear, which a comment is not; it says too which desk this node serves. */
    private final Buffer beat;
    private final long heartbeat;
    private final long check;
    private volatile boolean draining;
    /** Guarded by this. */
    private Position told;

    /** @param desk which version of it this node serves */
    public LiveChanges(Vertx vertx, EventFeed feed, Sessions sessions, TownClock town, Presence presence, Within within, String desk) {
        this.vertx = vertx;
        this.presence = presence;
        this.feed = feed;
        this.sessions = sessions;
        this.town = town;
        this.limited = new LimitedStreams(within, town, () -> streams.stream().filter(LiveChanges::isLimited).toList(), this::end);
        this.told = feed.tail();
        this.subscription = feed.subscribe(this::tell);
        presence.onChange(this::tell);
        this.beat = Buffer.buffer("event: beat\ndata: " + new JsonObject().put("desk", desk).encode() + "\n\n");
        this.heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), tick -> streams.forEach(stream -> stream.beat(beat)));
        this.check = vertx.setPeriodic(CREDENTIAL_CHECK.toMillis(), tick -> Thread.ofVirtual().name("live-check").start(this::endStale));
    }

    public int open() {
        return streams.size();
    }

    public Answer stream(Arguments arguments) {
        if (draining) {
            throw Problem.busy("This node is about to stop.", 1).exception();
        }
        if (streams.size() >= Limits.STREAMS) {
            throw Problem.busy("Too many desks are open at the moment.", 10).exception();
        }
        Optional<String> from = arguments.call().header("last-event-id").or(() -> arguments.call().query("after"));
        Optional<Position> resume = from.flatMap(Position::parse);
        if (from.isPresent() && resume.isEmpty()) {
            throw Problem.invalid("after", "must be the id of an event").exception();
        }
        Identity identity = arguments.call().caller();
        return new Answer.Streamed(200, Map.of("content-type", "text/event-stream", "cache-control", "no-store", "x-accel-buffering", "no"),
                response -> begin(identity, resume, response));
    }

    /** On the event loop. The stream is registered before anything is read, so that nothing falls between what was and what comes. */
    private void begin(Identity identity, Optional<Position> resume, HttpServerResponse response) {
        EventStream stream;
        Position joined;
        synchronized (this) {
            joined = told;
            stream = new EventStream(identity.agent(), identity.credential(), resume.orElse(joined));
            streams.add(stream);
        }
        response.closeHandler(closed -> leave(stream));
        response.exceptionHandler(broken -> leave(stream));
        stream.begin(response, vertx.getOrCreateContext(),
                Buffer.buffer("retry: 2000\n" + (resume.isEmpty() ? "id: " + joined + "\n" : "") + "\n").appendBuffer(beat));
        presence.everybody(signs -> {
            if (isLimited(stream)) {
                limited.begin(stream, signs);
                return;
            }
            stream.aside(everybody(signs, stream.agent().id()));
        });
        if (draining) {
            stream.end();
            leave(stream);
            return;
        }
        Thread.ofVirtual().name("live-resume").start(() -> resume(stream, resume, joined));
    }

    private void leave(EventStream stream) {
        stream.gone();
        streams.remove(stream);
    }

    private void resume(EventStream stream, Optional<Position> from, Position joined) {
        try {
            if (from.isEmpty()) {
                stream.catchUp(List.of(), true);
            } else {
                resume(stream, from.orElseThrow(), joined);
            }
        } catch (DatabaseException away) {
            LOG.warn("A desk cannot resume, the database does not answer; its browser tries again", away);
            stream.end();
            streams.remove(stream);
        } catch (InterruptedException stop) {
            stream.end();
            Thread.currentThread().interrupt();
        }
    }

    private void resume(EventStream stream, Position from, Position joined) throws InterruptedException {
        Position reached = from;
        try {
            while (!stream.ended()) {
                List<Change> page = feed.after(reached, PAGE);
                boolean last = page.size() < PAGE;
                stream.catchUp(isLimited(stream) ? limited.encode(stream.agent(), page) : page.stream().map(LiveChanges::encode).toList(),
                        last);
                if (last) {
                    return;
                }
                reached = page.getLast().position();
            }
        } catch (ResumeTooOldException tooOld) {
            LOG.debug("A desk came back too late to resume; it reads everything again", tooOld);
            stream.catchUp(List.of(new Encoded(joined, Optional.empty(), reset(joined))), true);
        }
    }

    /** On the tailer's thread. */
    private synchronized void tell(List<Change> changes) {
        List<Change> forDesks = changes.stream().filter(change -> FOR_DESKS.contains(change.kind())).toList();
        forDesks.forEach(this::beginAnew);
        if (!forDesks.isEmpty()) {
            List<Encoded> encoded = forDesks.stream().map(LiveChanges::encode).toList();
            streams.stream().filter(stream -> !isLimited(stream)).forEach(stream -> stream.offer(encoded));
            limited.offer(forDesks);
        }
        told = changes.getLast().position();
        if (changes.stream().anyMatch(change -> ENDS_CREDENTIALS.contains(change.kind()))) {
            Thread.ofVirtual().name("live-check").start(this::endStale);
        }
    }

    /** Nobody is told of themselves. */
    private void tell(Sign sign) {
        Buffer bytes = presence(PresenceShape.of(sign).put("conversationId", sign.conversation().toString()));
        streams.stream().filter(stream -> !isLimited(stream) && !stream.agent().id().equals(sign.agent()))
                .forEach(stream -> stream.aside(bytes));
        limited.offer(sign, bytes);
    }

    private static boolean isLimited(EventStream stream) {
        return stream.agent().scope().isLimited();
    }

    /** An agent who sees something else than before: what their desks show is read again, over a new stream. */
    private void beginAnew(Change change) {
        if (change.kind().equals(Kind.AGENT_CHANGED.wire()) && change.detail().getValue("changed") instanceof JsonArray fields
                && fields.stream().anyMatch(CHANGE_SIGHT::contains)) {
            List<EventStream> theirs = streams.stream()
                    .filter(stream -> stream.agent().id().toString().equals(change.detail().getString("id")))
                    .toList();
            theirs.forEach(stream -> stream.end(reset(change.position())));
            streams.removeAll(theirs);
        }
    }

    private static Buffer reset(Position from) {
        return Buffer.buffer("event: reset\nid: " + from + "\ndata: {}\n\n");
    }

    static Buffer everybody(List<Sign> signs, UUID self) {
        JsonArray others = JsonValues.array(signs.stream().filter(sign -> !sign.agent().equals(self)).toList(),
                sign -> PresenceShape.of(sign).put("conversationId", sign.conversation().toString()));
        return presence(new JsonObject().put("everybody", others));
    }

    /** Without an id: it is not part of the change log, and nothing resumes from it. */
    private static Buffer presence(JsonObject data) {
        return Buffer.buffer("event: presence\ndata: " + data.encode() + "\n\n");
    }

    /** A place in the log without anything to tell. */
    static Encoded unheard(Change change) {
        return new Encoded(change.position(), Optional.of(NOBODY), Buffer.buffer());
    }

    static Encoded encode(Change change) {
        if (!FOR_DESKS.contains(change.kind())) {
            return unheard(change);
        }
        JsonObject data = new JsonObject().put("kind", change.kind()).put("at", change.at().toString()).put("detail",
                Difference.withoutValues(change.detail()));
        JsonValues.with(data, "conversationId", change.conversation());
        JsonValues.with(data, "messageId", change.message());
        JsonValues.with(data, "channelId", change.channel());
        JsonValues.with(data, "agentId", change.agent());
        Optional<UUID> onlyFor = FOR_THEIR_AGENT.contains(change.kind())
                ? change.agent().or(() -> Optional.of(NOBODY))
                : Optional.empty();
        return new Encoded(change.position(), onlyFor,
                Buffer.buffer("event: change\nid: " + change.position() + "\ndata: " + data.encode() + "\n\n"));
    }

    /** Ends what was opened by this session or token. */
    public void end(Bytes credential) {
        List<EventStream> ended = streams.stream().filter(stream -> stream.credential().equals(credential)).toList();
        ended.forEach(EventStream::end);
        streams.removeAll(ended);
    }

    private void end(EventStream stream) {
        stream.end();
        streams.remove(stream);
    }

    private void endStale() {
        streams.stream().filter(stream -> !town.letsIn(stream.agent())).forEach(this::end);
        Set<Bytes> credentials = new HashSet<>();
        streams.forEach(stream -> credentials.add(stream.credential()));
        if (credentials.isEmpty()) {
            return;
        }
        try {
            credentials.removeAll(sessions.stillGood(credentials));
            credentials.forEach(this::end);
        } catch (DatabaseException away) {
            LOG.debug("Sessions of open streams are checked later", away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no new stream, and ends those there are: their browsers come back at once, and go on where they were at another node. */
    public void drain() {
        draining = true;
        streams.forEach(stream -> stream.end(COME_BACK));
        streams.clear();
    }

    public void stop() {
        drain();
        vertx.cancelTimer(heartbeat);
        vertx.cancelTimer(check);
        limited.stop();
        try {
            subscription.close();
        } catch (Exception impossible) {
            throw new IllegalStateException("Ending a subscription cannot fail", impossible);
        }
    }
}
