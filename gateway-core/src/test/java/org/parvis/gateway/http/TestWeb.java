package org.parvis.gateway.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Handle;
import org.parvis.channel.Route;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Passwords;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.CannedAnswers;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.SavedViews;
import org.parvis.gateway.desk.Tags;
import org.parvis.gateway.desk.Topics;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.http.operations.Channels;
import org.parvis.gateway.http.pages.Contents;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.plugin.ChannelControls;
import org.parvis.gateway.plugin.ChannelDefinitions;
import org.parvis.gateway.plugin.ChannelForms;
import org.parvis.gateway.plugin.ChannelHealth;
import org.parvis.gateway.plugin.ChannelStatus;
import org.parvis.gateway.plugin.ConnectionTests;
import org.parvis.gateway.plugin.MountedRoute;
import org.parvis.gateway.plugin.PluginCatalogue;
import org.parvis.gateway.plugin.PluginStatus;

/** The web server as it runs, on a free port of loopback, with a real database; and callers of it. */
final class TestWeb implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    static final String CHANNEL = "mairie";

    /** The id of the node that it is. */
    final UUID node = UUID.randomUUID();
    final ManualClock clock = ManualClock.at(Instant.now());
    final List<MountedRoute> routes = new CopyOnWriteArrayList<>();
    /** Channels that are not configured any more. */
    final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    final List<ChannelStatus> stranded = new CopyOnWriteArrayList<>();
    /** What went wrong on event loops, where nobody sees it. */
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    final Accounts accounts;
    final AccessTokens tokens;
    final TownClock town = new TownClock(clock, ZoneId.of("Europe/Paris"));
    final EventFeed feed;
    final Seed seed;
    final ChannelControls controls;
    private final PluginCatalogue catalogue;
    private final ChannelDefinitions definitions;
    private final Presence presence;
    private final WebServer server;
    private final Database health;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
            .build();

    TestWeb(TestDatabase on) throws InterruptedException {
        this(on, HttpSettings.loopback(0));
    }

    TestWeb(TestDatabase on, HttpSettings settings) throws InterruptedException {
        this(on, settings, Path.of("no-plugins"), Vault.of(Optional.empty(), Optional.empty()));
    }

    /** With the kinds of channels that are in this folder. */
    TestWeb(TestDatabase on, Path plugins, Vault vault) throws InterruptedException {
        this(on, HttpSettings.loopback(0), plugins, vault);
    }

    private TestWeb(TestDatabase on, HttpSettings settings, Path plugins, Vault vault) throws InterruptedException {
        on.vertx().exceptionHandler(faults::add);
        feed = EventFeed.start(on.database(), on.vertx());
        Passwords passwords = new Passwords();
        accounts = new Accounts(on.database(), passwords, clock);
        tokens = new AccessTokens(on.database(), clock);
        seed = new Seed(on.database());
        seed.channel(CHANNEL);
        Desk desk = new Desk(on.database(), Clock.systemUTC(), new UuidV7(Clock.systemUTC()), id -> Optional.of(capabilities()),
                WebServer.MAXIMUM_UPLOAD,
                feed::wake);
        controls = ChannelControls.start(on.database(), feed, Clock.systemUTC());
        catalogue = PluginCatalogue.load(plugins);
        definitions = ChannelDefinitions.start(on.database(), feed, Clock.systemUTC(),
                new ChannelForms(catalogue, vault, Path.of("channel-files")), Set.of(CHANNEL), defined -> {
                });
        Channels channels = new Channels(
                () -> Stream.concat(Stream.of(new ChannelStatus(CHANNEL, "test", "Mairie", new ChannelHealth(ChannelHealth.State.READY, ""),
                        Optional.of(capabilities()), Optional.of("/test/" + CHANNEL)).with(controls.of(CHANNEL))), stranded.stream())
                        .toList(),
                () -> List.of(new PluginStatus("broken", "1", List.of("broken"), Optional.of("It does not load"))), () -> routes,
                controls, definitions,
                new ConnectionTests(on.database(), catalogue, definitions, Allowances.start(on.vertx(), node, Clock.systemUTC())),
                trouble::get);
        presence = Presence.start(on.vertx(), node, clock);
        health = Database.connect(on.vertx(), on.address(), 1);
        server = WebServer.start(settings, Contents.load(), new WebServer.Foundations(on.vertx(), on.database(), health, feed, accounts,
                new Sessions(on.database(), passwords, town), tokens, town, desk,
                new CannedAnswers(on.database(), Clock.systemUTC(), new UuidV7(Clock.systemUTC()), feed::wake),
                new SavedViews(on.database(), Clock.systemUTC(), new UuidV7(Clock.systemUTC()), feed::wake),
                new Topics(on.database(), new UuidV7(Clock.systemUTC()), feed::wake), new Tags(on.database(), feed::wake), channels,
                presence, node,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    Agent agent(String account, Role role) throws InterruptedException {
        return accounts.create(Optional.empty(),
                new NewAgent(account, "Amina " + account, PASSWORD, role, "fr", List.of(), Optional.empty()));
    }

    /** A new agent in a browser, logged in. */
    Caller browser(Role role) throws IOException, InterruptedException {
        Agent agent = agent("agent-" + UUID.randomUUID(), role);
        return logIn(agent);
    }

    Caller logIn(Agent agent) throws IOException, InterruptedException {
        Reply reply = anybody().post("/api/v1/session", new JsonObject().put("account", agent.account()).put("password", PASSWORD));
        if (reply.status() != 200) {
            throw new AssertionError(reply.toString());
        }
        String cookie = reply.header("set-cookie").orElseThrow().split(";", 2)[0];
        return new Caller(agent.id(), Map.of("cookie", cookie, "x-csrf-token", reply.json().getString("csrfToken")));
    }

    Caller script(Agent agent) throws InterruptedException {
        return new Caller(agent.id(), Map.of("authorization", "Bearer " + tokens.create(agent.id(), "test", Optional.empty()).secret()));
    }

    Caller anybody() {
        return new Caller(new UUID(0, 0), Map.of());
    }

    void mount(String mount, Route route) {
        routes.add(new MountedRoute(CHANNEL, mount, route));
    }

    void sweep() {
        server.sweep();
    }

    void drain() {
        server.drain();
    }

    @Override
    public void close() {
        try {
            server.stop();
            presence.close();
            definitions.close();
            controls.close();
            catalogue.close();
            feed.stop();
            health.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("Something failed on an event loop", faults.getFirst());
        }
    }

    static Capabilities capabilities() {
        return new Capabilities(Capabilities.TextLimit.graphemes(500), new Capabilities.MediaLimits(2, 1_000_000, Set.of()), Set.of(),
                Set.of(Handle.Kind.EMAIL), true, Set.of(Visibility.PRIVATE, Visibility.PUBLIC), true, 1, 60,
                new Capabilities.Operator("Saint-Exemple", "FR", "test", true));
    }

    /** An answer. */
    record Reply(int status, HttpHeaders headers, String body) {

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        JsonArray array() {
            return new JsonArray(body);
        }

        /** The fields that a problem document complains about. */
        List<String> badFields() {
            return json().getJsonArray("errors", new JsonArray()).stream().map(error -> ((JsonObject) error).getString("field")).toList();
        }
    }

    /** Somebody who calls, always with the same credentials. */
    final class Caller {

        private final UUID agent;
        private final Map<String, String> credentials;

        Caller(UUID agent, Map<String, String> credentials) {
            this.agent = agent;
            this.credentials = credentials;
        }

        UUID agent() {
            return agent;
        }

        Map<String, String> credentials() {
            return credentials;
        }

        Caller with(String name, String value) {
            Map<String, String> more = new HashMap<>(credentials);
            more.put(name, value);
            return new Caller(agent, more);
        }

        Caller without(String name) {
            Map<String, String> less = new HashMap<>(credentials);
            less.remove(name);
            return new Caller(agent, less);
        }

        Reply get(String path) throws IOException, InterruptedException {
            return send("GET", path, "", "");
        }

        Reply delete(String path) throws IOException, InterruptedException {
            return send("DELETE", path, "", "");
        }

        Reply post(String path, JsonObject body) throws IOException, InterruptedException {
            return send("POST", path, "application/json", body.encode());
        }

        Reply put(String path, JsonObject body) throws IOException, InterruptedException {
            return send("PUT", path, "application/json", body.encode());
        }

        Reply patch(String path, JsonObject body) throws IOException, InterruptedException {
            return send("PATCH", path, "application/json", body.encode());
        }

        Reply send(String method, String path, String contentType, String body) throws IOException, InterruptedException {
            return send(method, path, contentType, body.getBytes(StandardCharsets.UTF_8));
        }

        Reply send(String method, String path, String contentType, byte[] body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(40))
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            credentials.forEach(request::header);
            if (!contentType.isEmpty()) {
                request.header("content-type", contentType);
            }
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        }
    }
}
