package org.parvis.gateway.plugin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Handle;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;

/** Every configured channel, open or not, and why. Answers from memory and from any thread. */
public final class ChannelRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelRegistry.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(2);

    private final Database database;
    private final EventFeed feed;
    private final Clock clock;
    private final UUID node;
    private final Map<String, ChannelHealth> told = new HashMap<>();
    private final Thread watch = Thread.ofVirtual().name("channel-health").unstarted(this::watchHealth);
    /** In the order of the configuration. */
    private volatile Map<String, RunningChannel> channels = Map.of();
    private volatile List<PluginStatus> plugins = List.of();

    /** @param node this node's id, which the leases name */
    public ChannelRegistry(Database database, EventFeed feed, Clock clock, UUID node) {
        this.database = database;
        this.feed = feed;
        this.clock = clock;
        this.node = node;
    }

    /**
     * Opens every channel. One that cannot be opened stays closed and says why. Call once.
     *
     * @param publicAddress where citizens reach the gateway; final once it serves
     */
    public void open(PluginCatalogue catalogue, List<ChannelSpecification> specifications, GroupCommit inbox, Outbox outbox,
            Supplier<URI> publicAddress)
            throws InterruptedException {
        plugins = catalogue.plugins();
        RunningChannel.Surroundings surroundings = new RunningChannel.Surroundings(database, inbox, outbox, Signing.of(database), clock,
                publicAddress);
        Map<String, RunningChannel> opened = new LinkedHashMap<>();
        for (ChannelSpecification specification : specifications) {
            long epoch = own(specification);
            opened.put(specification.id(), RunningChannel.open(specification, catalogue, surroundings, epoch));
        }
        channels = Collections.unmodifiableMap(opened);
        channels.values().forEach(RunningChannel::start);
        watch.start();
    }

    public List<ChannelStatus> channels() {
        return channels.values().stream().map(RunningChannel::status).toList();
    }

    public List<PluginStatus> plugins() {
        return plugins;
    }

    public List<MountedRoute> routes() {
        return channels.values().stream().flatMap(channel -> channel.routes().stream()).toList();
    }

    public boolean isReady(String channelId) {
        return Optional.ofNullable(channels.get(channelId))
                .filter(channel -> channel.status().health().state() == ChannelHealth.State.READY).isPresent();
    }

    public Optional<Capabilities> capabilities(String channelId) {
        return Optional.ofNullable(channels.get(channelId)).flatMap(RunningChannel::capabilities);
    }

    /** The first channel, in the order of the configuration, that can begin a conversation with such a handle. */
    public Optional<Notices.Way> way(Handle.Kind kind) {
        return channels.values().stream()
                .filter(channel -> channel.capabilities().filter(can -> can.startsConversation() && can.reaches().contains(kind))
                        .isPresent())
                .findFirst()
                .map(channel -> new Notices.Way(channel.specification().id(), channel.specification().label()));
    }

    /** Stops listening and sending, all channels at once, and closes them. */
    public void stop() throws InterruptedException {
        watch.interrupt();
        List<Thread> stops = channels.values().stream().map(channel -> Thread.ofVirtual().start(channel::stop)).toList();
        for (Thread stop : stops) {
            stop.join();
        }
    }

    /** Registers the channel and takes its lease over: a node that thought it still owned it cannot commit any more. Returns the epoch. */
    private long own(ChannelSpecification specification) throws InterruptedException {
        @Nullable
        String team = specification.team().orElse(null);
        return database.inTransaction(session -> {
            session.execute("""
                    insert into channel (id, type, label, team_id) values ($1, $2, $3, (select id from team where name = $4))
                    on conflict (id) do update set type = excluded.type, label = excluded.label, team_id = excluded.team_id
                    """, specification.id(), specification.type(), specification.label(), team);
            return Rows.number(session.first("""
                    insert into channel_lease (channel_id, node, epoch) values ($1, $2, 1)
                    on conflict (channel_id) do update set node = excluded.node, epoch = channel_lease.epoch + 1
                    returning epoch
                    """, specification.id(), node).orElseThrow(), "epoch");
        });
    }

    private void watchHealth() {
        try {
            while (true) {
                Thread.sleep(HEALTH_INTERVAL);
                try {
                    tellChanges();
                } catch (DatabaseException away) {
                    LOG.debug("The change of a channel's health is told later", away);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The health of channels is no longer watched", end);
        }
    }

    private void tellChanges() throws InterruptedException {
        for (ChannelStatus status : channels()) {
            if (!status.health().equals(told.get(status.id()))) {
                database.inTransaction(session -> {
                    EventLog.append(session, Entry.of(Kind.CHANNEL_CHANGED).channel(status.id())
                            .detail(new JsonObject().put("health", status.health().state().name())));
                    return status;
                });
                feed.wake();
                told.put(status.id(), status.health());
            }
        }
    }
}
