package org.parvis.gateway.plugin;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Following;
import org.parvis.gateway.event.Kind;

/**
 * Pause and rate of the channels: kept in the record, and known to every node as soon as its change log tells of them. Reading is from memory and
 * from any thread.
 */
public final class ChannelControls {

    private final Database database;
    private final Clock clock;
    private final Runnable afterCommit;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Following following;
    private volatile Map<String, ChannelControl> known = Map.of();

    private ChannelControls(Database database, EventFeed feed, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.afterCommit = feed::wake;
        this.following = Following.of(feed, "channel-controls", this::readAgain, Kind.CHANNEL_PAUSED, Kind.CHANNEL_RESUMED,
                Kind.CHANNEL_RATE_CHANGED);
    }

    /** Knows what was decided before when this returns. */
    public static ChannelControls start(Database database, EventFeed feed, Clock clock) throws InterruptedException {
        ChannelControls controls = new ChannelControls(database, feed, clock);
        controls.readAgain();
        controls.following.start();
        return controls;
    }

    public ChannelControl of(String channel) {
        return known.getOrDefault(channel, ChannelControl.NONE);
    }

    /** Called after each change, on whatever thread knows of it first: must not block nor throw. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * What is to be other than it was.
     *
     * @param sendsPerHour empty: as it is; empty within: what the network bears
     */
    public record Change(Optional<Boolean> paused, Optional<Optional<Integer>> sendsPerHour) {
    }

    /**
     * Holds on this node when it returns, and on every other within a moment.
     *
     * @param channel one that the record knows
     */
    public void change(UUID agent, String channel, Change change) throws InterruptedException {
        database.inTransaction(session -> {
            session.afterCommit(afterCommit);
            // Also locks the row: of two who pause at once, one has done it.
            Row before = session.first("""
                    insert into channel_control (channel_id) values ($1) on conflict (channel_id) do update set channel_id = excluded.channel_id
                    returning paused_at, sends_per_hour
                    """, channel).orElseThrow();
            if (change.paused().isPresent() && change.paused().get() != Rows.optionalInstant(before, "paused_at").isPresent()) {
                pause(session, agent, channel, change.paused().get());
            }
            Optional<Integer> rate = Rows.optionalNumber(before, "sends_per_hour").map(Long::intValue);
            if (change.sendsPerHour().isPresent() && !change.sendsPerHour().get().equals(rate)) {
                rate(session, agent, channel, rate, change.sendsPerHour().get());
            }
            return channel;
        });
        readAgain();
    }

    private void pause(Session session, UUID agent, String channel, boolean paused) throws InterruptedException {
        session.execute("update channel_control set paused_at = $2, paused_by = $3 where channel_id = $1", channel,
                paused ? clock.instant() : null, paused ? agent : null);
        EventLog.append(session, Entry.of(paused ? Kind.CHANNEL_PAUSED : Kind.CHANNEL_RESUMED).channel(channel).agent(agent));
    }

    private static void rate(Session session, UUID agent, String channel, Optional<Integer> before, Optional<Integer> perHour)
            throws InterruptedException {
        session.execute("update channel_control set sends_per_hour = $2 where channel_id = $1", channel, perHour.orElse(null));
        JsonObject detail = new JsonObject();
        perHour.ifPresent(most -> detail.put("perHour", most));
        EventLog.append(session, Entry.of(Kind.CHANNEL_RATE_CHANGED).channel(channel).agent(agent)
                .detail(new Difference().of("sendsPerHour", before, perHour).in(detail)));
    }

    /** One after the other, so that what was read earlier never replaces what was read later. */
    private synchronized void readAgain() throws InterruptedException {
        known = database.read(session -> session.query("select channel_id, paused_at, paused_by, sends_per_hour from channel_control"))
                .stream().collect(Collectors.toMap(row -> Rows.text(row, "channel_id"), ChannelControls::read));
        listeners.forEach(Runnable::run);
    }

    private static ChannelControl read(Row row) {
        return new ChannelControl(
                Rows.optionalInstant(row, "paused_at").map(since -> new ChannelControl.Pause(since, Rows.optionalUuid(row, "paused_by"))),
                Rows.optionalNumber(row, "sends_per_hour").map(Long::intValue));
    }

    public void close() throws InterruptedException {
        following.close();
    }
}
