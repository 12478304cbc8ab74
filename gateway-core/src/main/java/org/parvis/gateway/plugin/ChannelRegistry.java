package org.parvis.gateway.plugin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Handle;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.cluster.Ownership;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;

/**
 * Every channel of the configuration file and of the desk, open or not, and why. Each node opens all of them and serves their routes; the one that owns a channel listens and sends.
 * Answers from memory and from any thread.
 */
public final class ChannelRegistry implements Ownership.Holder {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelRegistry.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(2);
    private static final int LONGEST_DETAIL = 1_000;

    private final Database database;
    private final EventFeed feed;
    private final Allowances allowances;
    private final ChannelControls controls;
    private final Clock clock;
    private final UuidV7 ids;
    private final Map<String, ChannelHealth> told = new ConcurrentHashMap<>();
    /** How channels are that other nodes own, as these have told. */
    private volatile Map<String, ChannelHealth> elsewhere = Map.of();
    private final Thread watch = Thread.ofVirtual().name("channel-health").unstarted(this::watchHealth);
    /** In the order of the configuration, then those of the desk; also those that were removed. */
    private volatile Map<String, RunningChannel> channels = Map.of();
    /** Of each channel of the desk, as it is here. */
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private Optional<Opening> opening = Optional.empty();
    private volatile List<PluginStatus> plugins = List.of();
    private volatile List<ChannelStatus> stranded = List.of();

    public ChannelRegistry(Database database, EventFeed feed, Allowances allowances, ChannelControls controls, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.allowances = allowances;
        this.controls = controls;
        this.clock = clock;
        this.ids = new UuidV7(clock);
    }

    /**
     * Opens every channel; none listens or sends before this node owns it. One that cannot be opened stays closed and says why. Call once.
     *
     * @param publicAddress where citizens reach the gateway; final once it serves
     */
    public void open(PluginCatalogue catalogue, List<ChannelSpecification> specifications, GroupCommit inbox, Outbox outbox,
            Supplier<URI> publicAddress)
            throws InterruptedException {
        plugins = catalogue.plugins();
        Opening how = new Opening(catalogue, new RunningChannel.Surroundings(database, inbox, outbox, Signing.of(database), allowances,
                clock, publicAddress, controls));
        opening = Optional.of(how);
        Map<String, RunningChannel> opened = new LinkedHashMap<>();
        for (ChannelSpecification specification : specifications) {
            register(specification);
            opened.put(specification.id(), how.running(specification));
        }
        channels = Collections.unmodifiableMap(opened);
        stranded = findStranded();
        controls.onChange(this::obey);
        watch.start();
    }

    private record Opening(PluginCatalogue catalogue, RunningChannel.Surroundings surroundings) {

        OpenChannel open(ChannelSpecification specification) throws InterruptedException {
            return OpenChannel.of(specification, catalogue, surroundings);
        }

        RunningChannel running(ChannelSpecification specification) throws InterruptedException {
            return new RunningChannel(open(specification), surroundings);
        }
    }

    /**
     * Opens, reopens and closes channels of the desk so that they are these; one that did not change goes on. By one thread at a time, after {@link #open}.
     *
     * @param forms what makes a configuration of their settings
     */
    public void define(List<ChannelDefinition> definitions, ChannelForms forms) throws InterruptedException {
        Opening how = opening.orElseThrow();
        Map<String, ChannelDefinition> wanted = new LinkedHashMap<>();
        definitions.forEach(definition -> wanted.put(definition.id(), definition));
        for (String known : List.copyOf(versions.keySet())) {
            RunningChannel running = channels.get(known);
            if (running != null && !wanted.containsKey(known)) {
                running.become(OpenChannel.removed(running.specification()));
                versions.remove(known);
                LOG.info("Channel {} was removed", known);
                tellRemoved(known);
            }
        }
        for (ChannelDefinition definition : definitions) {
            if (!Objects.equals(versions.get(definition.id()), definition.version())) {
                define(how, forms.specification(definition));
                versions.put(definition.id(), definition.version());
                told.remove(definition.id());
                LOG.info("Channel {} is as it was set up at the desk, version {}", definition.id(), definition.version());
            }
        }
    }

    /** A desk that asked this node before it knew asks again. */
    private void tellRemoved(String channel) throws InterruptedException {
        try {
            tell(channel, new ChannelHealth(ChannelHealth.State.ABSENT, ""), Optional.empty());
        } catch (DatabaseException away) {
            LOG.debug("Channel {}: that it was removed is seen with the next change alone", channel, away);
        }
    }

    private void define(Opening how, ChannelSpecification specification) throws InterruptedException {
        RunningChannel running = channels.get(specification.id());
        if (running != null) {
            running.become(how.open(specification));
            return;
        }
        Map<String, RunningChannel> more = new LinkedHashMap<>(channels);
        more.put(specification.id(), how.running(specification));
        channels = Collections.unmodifiableMap(more);
    }

    private Stream<RunningChannel> present() {
        return channels.values().stream().filter(channel -> !channel.isRemoved());
    }

    private Optional<RunningChannel> present(String channelId) {
        return Optional.ofNullable(channels.get(channelId)).filter(channel -> !channel.isRemoved());
    }

    /** Each on a thread of its own: a plugin that is slow to stop holds up no other channel. */
    private void obey() {
        channels.values().forEach(channel -> Thread.ofVirtual().name("control-" + channel.specification().id()).start(() -> {
            try {
                channel.obey();
            } catch (InterruptedException stop) {
                LOG.debug("Channel {}: stopped before it obeyed", channel.specification().id(), stop);
            }
        }));
    }

    @Override
    public Set<String> able() {
        return channels.values().stream().filter(RunningChannel::isOpen).map(channel -> channel.specification().id())
                .collect(Collectors.toSet());
    }

    @Override
    public void gained(String channel, long epoch) {
        Optional.ofNullable(channels.get(channel)).ifPresent(running -> running.gained(epoch));
    }

    @Override
    public void lost(String channel) throws InterruptedException {
        RunningChannel running = channels.get(channel);
        if (running != null) {
            running.lost();
        }
    }

    /**
     * In the order of the configuration, then those that nobody configures any more and that something still waits for. A channel that another
     * node owns is as that node says.
     */
    public List<ChannelStatus> channels() {
        Map<String, ChannelStatus> all = new LinkedHashMap<>();
        present().map(this::status).forEach(status -> all.put(status.id(), status));
        stranded.stream().filter(status -> !all.containsKey(status.id()) || all.get(status.id()).holdsUp())
                .forEach(status -> all.put(status.id(), status));
        return List.copyOf(all.values());
    }

    private ChannelStatus status(RunningChannel channel) {
        ChannelStatus stated = channel.status();
        ChannelStatus here = versions.containsKey(stated.id()) ? stated.with(ChannelStatus.SetUp.DESK) : stated;
        Optional<ChannelHealth> owner = channel.isOpen() && channel.epoch().isEmpty() && !here.control().paused()
                ? Optional.ofNullable(elsewhere.get(here.id()))
                : Optional.empty();
        return owner.map(here::with).orElse(here);
    }

    public List<PluginStatus> plugins() {
        return plugins;
    }

    public List<MountedRoute> routes() {
        return present().flatMap(channel -> channel.routes().stream()).toList();
    }

    public boolean isReady(String channelId) {
        return present(channelId)
                .filter(channel -> status(channel).health().state() == ChannelHealth.State.READY).isPresent();
    }

    /** Whether this node listens on the channel and sends by it. */
    public boolean owns(String channelId) {
        return present(channelId).flatMap(RunningChannel::epoch).isPresent();
    }

    public Optional<Capabilities> capabilities(String channelId) {
        return present(channelId).flatMap(RunningChannel::capabilities);
    }

    /** The first channel, in the order of the configuration, that can begin a conversation with such a handle. */
    public Optional<Notices.Way> way(Handle.Kind kind) {
        return present()
                .filter(channel -> channel.capabilities().filter(can -> can.startsConversation() && can.reaches().contains(kind))
                        .isPresent())
                .findFirst()
                .map(channel -> new Notices.Way(channel.specification().id(), channel.specification().label()));
    }

    /** Closes every channel, all at once; those still owned stop listening and sending first. */
    public void close() throws InterruptedException {
        watch.interrupt();
        List<Thread> ends = channels.values().stream().map(channel -> Thread.ofVirtual().start(channel::close)).toList();
        for (Thread end : ends) {
            end.join();
        }
    }

    private void register(ChannelSpecification specification) throws InterruptedException {
        @Nullable
        String team = specification.team().orElse(null);
        database.inTransaction(session -> {
            if (team != null) {
                makeTeam(session, team);
            }
            session.execute("""
                    insert into channel (id, type, label, team_id) values ($1, $2, $3, (select id from team where name = $4))
                    on conflict (id) do update set type = excluded.type, label = excluded.label, team_id = excluded.team_id
                    """, specification.id(), specification.type(), specification.label(), team);
            return session.execute("insert into channel_lease (channel_id) values ($1) on conflict do nothing", specification.id());
        });
    }

    /** Where there is none of that name: a slip of the pen is then a team that somebody sees, and not work that belongs to nobody. */
    private void makeTeam(Session session, String name) throws InterruptedException {
        Optional<UUID> made = session
                .first("insert into team (id, name) values ($1, $2) on conflict (name) do nothing returning id", ids.next(), name)
                .map(row -> Rows.uuid(row, "id"));
        if (made.isPresent()) {
            LOG.info("The team {} of the configuration is new and was made", name);
            EventLog.append(session,
                    Entry.of(Kind.TEAM_CREATED).detail(new JsonObject().put("id", made.get().toString()).put("name", name)));
        }
    }

    private void watchHealth() {
        try {
            while (true) {
                Thread.sleep(HEALTH_INTERVAL);
                try {
                    tellChanges();
                    tellStranded();
                } catch (DatabaseException away) {
                    LOG.debug("The change of a channel's health is told later", away);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The health of channels is no longer watched", end);
        }
    }

    private List<ChannelStatus> findStranded() throws InterruptedException {
        List<ChannelStatus> configured = present().map(this::status).toList();
        return database.read(session -> Stranded.find(session, configured));
    }

    private void tellStranded() throws InterruptedException {
        List<ChannelStatus> before = stranded;
        List<ChannelStatus> now = findStranded();
        stranded = now;
        Map<String, ChannelStatus> changed = new LinkedHashMap<>();
        Stream.concat(before.stream(), now.stream()).filter(status -> before.contains(status) != now.contains(status))
                .forEach(status -> changed.put(status.id(), status));
        for (ChannelStatus status : changed.values()) {
            tell(status.id(), status.health(), Optional.empty());
        }
    }

    private void tellChanges() throws InterruptedException {
        for (RunningChannel channel : present().toList()) {
            ChannelStatus status = channel.status();
            Optional<Long> epoch = channel.epoch();
            if (channel.isOpen() && (epoch.isEmpty() || status.control().paused())) {
                told.remove(status.id());
            } else if (!status.health().equals(told.get(status.id()))) {
                tell(status.id(), status.health(), epoch);
                told.put(status.id(), status.health());
            }
        }
        elsewhere = database.read(session -> session.query("select channel_id, health, health_detail, health_code from channel_lease"))
                .stream().collect(Collectors.toMap(row -> Rows.text(row, "channel_id"),
                        row -> new ChannelHealth(Rows.constant(row, "health", ChannelHealth.State.class), Rows.text(row, "health_detail"),
                                Rows.text(row, "health_code"))));
    }

    private void tell(String channel, ChannelHealth health, Optional<Long> epoch) throws InterruptedException {
        database.inTransaction(session -> {
            if (epoch.isPresent()) {
                session.execute("""
                        update channel_lease
                           set health = $3, health_detail = left($4, %1$d), health_code = left($5, %1$d),
                               health_since = case when health = $3 then health_since else clock_timestamp() end,
                               fault_at = case when $6 then clock_timestamp() else fault_at end,
                               fault_code = case when $6 then left($5, %1$d) else fault_code end,
                               fault_detail = case when $6 then left($4, %1$d) else fault_detail end
                         where channel_id = $1 and epoch = $2
                        """.formatted(LONGEST_DETAIL), channel, epoch.get(), health.state(), health.detail(), health.code(),
                        health.state().isTrouble());
            }
            EventLog.append(session,
                    Entry.of(Kind.CHANNEL_CHANGED).channel(channel).detail(new JsonObject().put("health", health.state().name())));
            return channel;
        });
        feed.wake();
    }
}
