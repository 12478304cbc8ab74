package org.parvis.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Passwords;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.cluster.ClusterNetwork;
import org.parvis.gateway.cluster.Ownership;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.cluster.Roster;
import org.parvis.gateway.configuration.Binding;
import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.configuration.ClusterConfiguration;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.configuration.HttpConfiguration;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.conversation.Awakening;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.DatabaseTime;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.database.Migrations;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.CannedAnswers;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.SavedViews;
import org.parvis.gateway.desk.Tags;
import org.parvis.gateway.desk.Topics;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.WakeUp;
import org.parvis.gateway.http.WebServer;
import org.parvis.gateway.http.operations.Channels;
import org.parvis.gateway.http.pages.Contents;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.operations.Figures;
import org.parvis.gateway.operations.Operations;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;
import org.parvis.gateway.plugin.ChannelControls;
import org.parvis.gateway.plugin.ChannelDefinitions;
import org.parvis.gateway.plugin.ChannelForms;
import org.parvis.gateway.plugin.ChannelRegistry;
import org.parvis.gateway.plugin.ChannelSpecification;
import org.parvis.gateway.plugin.ChannelSpecification.InvalidSettingsException;
import org.parvis.gateway.plugin.ChannelStatus;
import org.parvis.gateway.plugin.ConnectionTests;
import org.parvis.gateway.plugin.PluginCatalogue;
import org.parvis.gateway.plugin.SealedSecrets;

/**
 * The whole application, wired by hand: what stands on what is read from top to bottom. What was started is stopped in the opposite
 * order.
 */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Connections for each of the heart and the health pages, beside those of the configuration. */
    private static final int SIGNS_OF_LIFE = 2;
    /** Proxies ask a node every half second or so how it is. */
    private static final Duration DRAIN_NOTICE = Duration.ofSeconds(1);

    private final Shutdown shutdown;
    private final URI address;

    private Gateway(Shutdown shutdown, URI address) {
        this.shutdown = shutdown;
        this.address = address;
    }

    /**
     * Starts a gateway; it serves when this returns. Blocking, some seconds.
     *
     * @param home where {@code plugins/} is, unless the configuration names another folder
     * @throws RuntimeException when the database or the HTTP port cannot be had; what was started by then is stopped again. A broken plugin
     *                          or channel never keeps the gateway from starting
     */
    public static Gateway start(GatewayConfiguration configuration, Path home) throws InterruptedException {
        Shutdown shutdown = new Shutdown();
        try {
            return start(configuration, home, shutdown);
        } catch (RuntimeException | InterruptedException failure) {
            shutdown.now();
            throw failure;
        }
    }

    /** Which Parvis this is. */
    public static String version() {
        return Objects.requireNonNullElse(Gateway.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    /** Where agents and citizens reach it, without a trailing slash. */
    public URI address() {
        return address;
    }

    /** Takes nothing new, lets what is under way end for a moment, then stops. A few seconds at most. Again does nothing. */
    public void stop() {
        shutdown.now();
    }

    private static Gateway start(GatewayConfiguration configuration, Path home, Shutdown shutdown) throws InterruptedException {
        UUID node = new UuidV7(Clock.systemUTC()).next();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        // What needs no record is read while the record is brought up to date.
        Ahead<PluginCatalogue> reading = Ahead.of("plugins",
                () -> PluginCatalogue.load(configuration.plugins().orElse(home.resolve("plugins"))));
        shutdown.later(() -> reading.get().close());
        Ahead<Contents> contents = Ahead.of("contents", Contents::load);

        // The record, and the other nodes.
        DatabaseAddress databaseAddress = database(configuration, shutdown);
        Optional<ClusterNetwork> network = network(configuration.cluster(), node, metrics);
        Vertx vertx = network.isPresent() ? network.get().vertx() : vertx(metrics).build();
        shutdown.later(network.isPresent() ? network.get()::close : () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        Database database = Database.connect(vertx, databaseAddress, configuration.database().connections());
        shutdown.later(database::close);
        Migrations.apply(database, databaseAddress);
        // Of their own, so that slow work of others neither lets a healthy node expire nor calls it unready.
        Database heart = Database.connect(vertx, databaseAddress, SIGNS_OF_LIFE);
        shutdown.later(heart::close);
        Database health = Database.connect(vertx, databaseAddress, SIGNS_OF_LIFE);
        shutdown.later(health::close);
        DatabaseTime time = DatabaseTime.start(database);
        shutdown.later(time::close);
        Clock clock = time.withZone(ZoneOffset.UTC);
        UuidV7 ids = new UuidV7(clock);

        // The change log and the two paths.
        EventFeed feed = EventFeed.start(database, vertx);
        shutdown.later(feed::stop);
        Allowances allowances = Allowances.start(vertx, node, clock);
        shutdown.later(allowances::close);
        ChannelControls controls = ChannelControls.start(database, feed, clock);
        shutdown.later(controls::close);
        ChannelRegistry channels = new ChannelRegistry(database, feed, allowances, controls, clock);
        Notices notices = new Notices(clock, ids, channels::way);
        Outbox outbox = new Outbox(vertx, database, clock, notices, feed::wake);
        Runnable tellEverybody = () -> {
            feed.wake();
            outbox.wake();
        };
        GroupCommit inbox = GroupCommit.start(database, new Intake(clock, ids, new Contacts(ids), notices), tellEverybody);
        shutdown.later(inbox::stop);

        // The channels.
        AtomicReference<URI> linkedAddress = new AtomicReference<>(publicAddress(configuration.http(), configuration.http().port()));
        PluginCatalogue plugins = reading.get();
        channels.open(plugins, configuration.channels().stream().map(Gateway::specification).toList(), inbox, outbox,
                linkedAddress::get);
        shutdown.later(channels::close);
        Vault vault = configuration.vault();
        new SealedSecrets(database, vault).sealAnew();
        ChannelForms forms = forms(configuration, vault, plugins);
        ChannelDefinitions definitions = ChannelDefinitions.start(database, feed, clock, forms,
                configuration.channels().stream().map(ChannelConfiguration::id).collect(Collectors.toSet()), defined -> {
                    channels.define(defined, forms);
                    watch(metrics, channels);
                });
        shutdown.later(definitions::close);

        // The agents.
        Desk desk = new Desk(database, clock, ids, channels::capabilities, (int) configuration.limits().attachment().bytes(),
                tellEverybody);
        Awakening awakening = Awakening.start(database, clock, tellEverybody);
        shutdown.later(awakening::stop);
        Presence presence = Presence.start(vertx, node, clock);
        shutdown.later(presence::close);
        Passwords passwords = new Passwords();
        TownClock town = new TownClock(clock, configuration.zone());
        WebServer server = WebServer.start(settings(configuration), contents.get(),
                new WebServer.Foundations(vertx, database, health, feed, new Accounts(database, passwords, clock),
                        new Sessions(database, passwords, town), new AccessTokens(database, clock), town, desk,
                        new CannedAnswers(database, clock, ids, tellEverybody), new SavedViews(database, clock, ids, tellEverybody),
                        new Topics(database, ids, tellEverybody), new Tags(database, tellEverybody),
                        new Channels(channels::channels, channels::plugins, channels::routes, controls, definitions,
                                new ConnectionTests(database, plugins, definitions, allowances), inbox::trouble),
                        presence, node,
                        metrics));
        shutdown.later(server::stop);

        URI address = publicAddress(configuration.http(), server.port());
        linkedAddress.set(address);

        // Which channels this node listens on and sends by.
        String name = configuration.node().orElseGet(() -> hostName() + ":" + server.port());
        Ownership ownership = Ownership.start(new Roster(heart), new Ownership.Self(node, name, version(), feed::tail), channels,
                new WakeUp(vertx, "parvis.cluster.changed"), network.isEmpty());
        network.ifPresent(others -> others.onDeparture(ownership::departed));
        shutdown.later(ownership::stop);
        Figures figures = Figures.start(metrics, new Operations(database), () -> known(channels), node);
        shutdown.later(figures::close);
        shutdown.later(server::drain);
        LOG.info("Node {} serves {} with {} channels", name, address, channels.channels().size());
        return new Gateway(shutdown, address);
    }

    private static DatabaseAddress database(GatewayConfiguration configuration, Shutdown shutdown) throws InterruptedException {
        Optional<DatabaseAddress> external = configuration.database().external();
        if (external.isPresent()) {
            return external.get();
        }
        EmbeddedPostgres own = EmbeddedPostgres.start(configuration.database().directory());
        shutdown.later(own::close);
        return own.address();
    }

    private static Optional<ClusterNetwork> network(ClusterConfiguration cluster, UUID node, PrometheusMeterRegistry metrics) {
        return cluster.enabled()
                ? Optional.of(ClusterNetwork.join(cluster.hazelcast(), node, options(), vertx(metrics)))
                : Optional.empty();
    }

    private static VertxBuilder vertx(PrometheusMeterRegistry metrics) {
        return Vertx.builder().with(options()).withMetrics(new MicrometerMetricsFactory(metrics));
    }

    private static VertxOptions options() {
        return new VertxOptions().setMetricsOptions(
                new MicrometerMetricsOptions().setEnabled(true).addDisabledMetricsCategory(MetricsDomain.EVENT_BUS));
    }

    private static ChannelSpecification specification(ChannelConfiguration channel) {
        return new ChannelSpecification(channel.id(), channel.type(), channel.label(), channel.team(), new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> type) throws InvalidSettingsException {
                return switch (channel.settings().bind(type)) {
                    case Binding.Bound<C> bound -> {
                        List<String> warnings = bound.warnings();
                        warnings.forEach(LOG::warn);
                        yield bound.value();
                    }
                    case Binding.Mistaken<C> mistaken -> throw new InvalidSettingsException(mistaken.text());
                };
            }
        });
    }

    private static ChannelForms forms(GatewayConfiguration configuration, Vault vault, PluginCatalogue plugins) {
        return new ChannelForms(plugins, vault, configuration.database().directory().resolveSibling("channel-files"));
    }

    private static HttpSettings settings(GatewayConfiguration configuration) {
        HttpConfiguration http = configuration.http();
        List<String> metricsFrom = switch (configuration.metrics().access()) {
            case LOOPBACK -> List.of();
            case EVERYBODY -> List.of("0.0.0.0/0", "::/0");
        };
        return new HttpSettings(http.host(), http.port(), http.tls().map(tls -> new HttpSettings.Tls(tls.certificate(), tls.key())),
                http.trustedProxies(), metricsFrom, false, configuration.cluster().enabled() ? DRAIN_NOTICE : Duration.ZERO,
                configuration.countryCode());
    }

    private static URI publicAddress(HttpConfiguration http, int port) {
        return http.publicAddress()
                .orElseGet(() -> URI.create((http.tls().isPresent() ? "https" : "http") + "://" + http.host() + ":" + port));
    }

    private static List<Operations.Known> known(ChannelRegistry channels) {
        return channels.channels().stream()
                .map(channel -> new Operations.Known(channel.id(), channel.label(), Optional.of(channel.health()))).toList();
    }

    /** Two figures a channel, for those who watch: 1 when it is ready, 1 when this node owns it. Of a channel that was removed none. */
    private static void watch(PrometheusMeterRegistry metrics, ChannelRegistry channels) {
        Set<String> there = channels.channels().stream().map(ChannelStatus::id).collect(Collectors.toSet());
        Stream.of("parvis.channel.ready", "parvis.channel.owned").flatMap(name -> metrics.find(name).meters().stream())
                .filter(meter -> !there.contains(String.valueOf(meter.getId().getTag("channel")))).forEach(metrics::remove);
        there.forEach(channel -> {
            Gauge.builder("parvis.channel.ready", () -> channels.isReady(channel) ? 1 : 0).tag("channel", channel).register(metrics);
            Gauge.builder("parvis.channel.owned", () -> channels.owns(channel) ? 1 : 0).tag("channel", channel).register(metrics);
        });
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "parvis";
        }
    }
}
