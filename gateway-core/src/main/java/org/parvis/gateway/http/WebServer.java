package org.parvis.gateway.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.AgentImport;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.contact.PersonQueries;
import org.parvis.gateway.conversation.AttachmentQueries;
import org.parvis.gateway.conversation.ConcernQueries;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.ConversationSearch;
import org.parvis.gateway.conversation.DeliveryQueries;
import org.parvis.gateway.conversation.DraftQueries;
import org.parvis.gateway.conversation.HistoryQueries;
import org.parvis.gateway.conversation.LinkQueries;
import org.parvis.gateway.conversation.MentionQueries;
import org.parvis.gateway.conversation.MessageQueries;
import org.parvis.gateway.conversation.WordQueries;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.desk.CannedAnswers;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.SavedViews;
import org.parvis.gateway.desk.Tags;
import org.parvis.gateway.desk.Topics;
import org.parvis.gateway.event.AdministrationHistory;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Authentication;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.api.ScopeGate;
import org.parvis.gateway.http.live.LiveChanges;
import org.parvis.gateway.http.operations.AccountOperations;
import org.parvis.gateway.http.operations.AdministrationOperations;
import org.parvis.gateway.http.operations.CannedAnswerOperations;
import org.parvis.gateway.http.operations.ChannelOperations;
import org.parvis.gateway.http.operations.ChannelSetupOperations;
import org.parvis.gateway.http.operations.Channels;
import org.parvis.gateway.http.operations.ClusterOperations;
import org.parvis.gateway.http.operations.ConcernOperations;
import org.parvis.gateway.http.operations.ContactOperations;
import org.parvis.gateway.http.operations.ConversationOperations;
import org.parvis.gateway.http.operations.DirectoryOperations;
import org.parvis.gateway.http.operations.DraftOperations;
import org.parvis.gateway.http.operations.FileOperations;
import org.parvis.gateway.http.operations.MentionOperations;
import org.parvis.gateway.http.operations.MoveOperations;
import org.parvis.gateway.http.operations.SavedViewOperations;
import org.parvis.gateway.http.operations.SessionOperations;
import org.parvis.gateway.http.operations.WordOperations;
import org.parvis.gateway.http.pages.Contents;
import org.parvis.gateway.http.pages.DeskVersions;
import org.parvis.gateway.http.pages.HealthPages;
import org.parvis.gateway.http.pages.MetricsPage;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Proxies;
import org.parvis.gateway.http.wire.Router;
import org.parvis.gateway.http.wire.Turns;
import org.parvis.gateway.operations.Operations;
import org.parvis.gateway.plugin.ChannelTeams;
import org.parvis.gateway.scope.Within;

/** All that is served over HTTP: the API, live changes, the desk, channels' routes, health and metrics. */
public final class WebServer {

    /** The largest file that can be uploaded, in bytes. */
    public static final int MAXIMUM_UPLOAD = Limits.UPLOAD_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final LiveChanges live;
    private final Edge edge;
    private final Runnable sweeping;
    private final long sweep;
    private final Duration drainNotice;
    private final AtomicBoolean draining;
    private long drainedFrom = System.nanoTime();

    private WebServer(Vertx vertx, LiveChanges live, Edge edge, Runnable sweeping, Duration drainNotice,
            AtomicBoolean draining) {
        this.vertx = vertx;
        this.live = live;
        this.edge = edge;
        this.sweeping = sweeping;
        this.sweep = vertx.setPeriodic(SWEEP.toMillis(), tick -> Thread.ofVirtual().name("sweep").start(this::sweep));
        this.drainNotice = drainNotice;
        this.draining = draining;
    }

    /**
     * What the server stands on.
     *
     * @param health connections of its own, so that the node says how it is while all others are busy
     * @param node   the id of this node
     */
    public record Foundations(Vertx vertx, Database database, Database health, EventFeed feed, Accounts accounts, Sessions sessions,
            AccessTokens tokens, TownClock town,
            Desk desk, CannedAnswers canned, SavedViews views, Topics topics, Tags tags,
            Channels channels, Presence presence, UUID node, PrometheusMeterRegistry metrics) {
    }

    /** Listens when this returns. */
    public static WebServer start(HttpSettings settings, Contents contents, Foundations on) throws InterruptedException {
        Database database = on.database();
        DeskVersions desks = new DeskVersions(database, contents);
        desks.publish();
        LiveChanges live = new LiveChanges(on.vertx(), on.feed(), on.sessions(), on.town(), on.presence(), new Within(database),
                desks.own());
        Idempotency idempotency = new Idempotency(database);
        AtomicBoolean draining = new AtomicBoolean();

        List<Endpoint> endpoints = new ArrayList<>(
                new Api(contents.contract(), new ScopeGate(new Within(database))).endpoints(handlers(settings, on, live, idempotency)));
        endpoints.addAll(contents.endpoints());
        endpoints.add(desks.endpoint());
        endpoints.addAll(new HealthPages(on.health(), on.channels(), draining::get).endpoints());
        endpoints.addAll(new MetricsPage(on.metrics(), settings, live).endpoints());

        Edge.Desk desk = new Edge.Desk(new Router(endpoints),
                new PluginRoutes(on.channels().routes(), id -> on.channels().controls().of(id).paused()),
                new Authentication(on.sessions(), on.tokens(), on.town()),
                new Proxies(settings.trustedProxies()), new Turns(Limits.REQUESTS_AT_ONCE), new AtomicLong(),
                draining);
        Edge edge = Edge.start(on.vertx(), settings, desk);
        return new WebServer(on.vertx(), live, edge, () -> sweep(on.sessions(), idempotency, on.desk(), desks), settings.drainNotice(),
                draining);
    }

    private static Map<String, Api.Handler> handlers(HttpSettings settings, Foundations on, LiveChanges live, Idempotency idempotency) {
        Database database = on.database();
        ConversationQueries conversations = new ConversationQueries(database);
        ContactQueries contacts = new ContactQueries(database, settings.countryCode());
        MessageQueries messages = new MessageQueries(database);
        Map<String, Api.Handler> handlers = new HashMap<>();
        handlers.putAll(
                new SessionOperations(on.sessions(), on.tokens(), on.accounts(), idempotency, live, on.presence(), on.town()).handlers());
        handlers.putAll(new ConversationOperations(conversations, new ConversationSearch(database, contacts), messages,
                new HistoryQueries(database),
                new DeliveryQueries(database),
                on.channels(),
                on.desk(), on.presence(), idempotency).handlers());
        handlers.putAll(new DraftOperations(new DraftQueries(database), on.desk()).handlers());
        handlers.putAll(new MentionOperations(new MentionQueries(database, conversations, messages), messages, on.desk()).handlers());
        handlers.putAll(new ConcernOperations(new ConcernQueries(database), on.desk()).handlers());
        handlers.putAll(new MoveOperations(new LinkQueries(database), on.desk(), idempotency).handlers());
        handlers.putAll(new CannedAnswerOperations(on.canned(), idempotency).handlers());
        handlers.putAll(new SavedViewOperations(on.views(), idempotency).handlers());
        handlers.putAll(new WordOperations(new WordQueries(database), on.topics(), on.tags(), idempotency).handlers());
        handlers.putAll(new FileOperations(messages, new AttachmentQueries(database), on.desk(), idempotency).handlers());
        handlers.putAll(
                new ContactOperations(contacts, new PersonQueries(database), conversations,
                        on.desk(), idempotency).handlers());
        handlers.putAll(new DirectoryOperations(on.accounts(), on.channels(), new ChannelTeams(on.database())).handlers());
        handlers.putAll(new ChannelOperations(on.channels()).handlers());
        handlers.putAll(new ChannelSetupOperations(on.channels(), idempotency).handlers());
        handlers.putAll(new AccountOperations(on.accounts(), new AgentImport(database, on.accounts()), idempotency).handlers());
        handlers.putAll(new ClusterOperations(new Operations(database), on.channels(), on.node()).handlers());
        handlers.putAll(new AdministrationOperations(new AdministrationHistory(database), on.channels().definitions().forms()).handlers());
        handlers.put("events", live::stream);
        return handlers;
    }

    /** Removes what has had its time. Blocking. */
    void sweep() {
        sweeping.run();
    }

    private static void sweep(Sessions sessions, Idempotency idempotency, Desk desk, DeskVersions desks) {
        try {
            sessions.sweep();
            idempotency.sweep();
            desk.removeUnusedUploads();
            desks.publish();
        } catch (DatabaseException away) {
            LOG.info("Old sessions and unused files are removed later, the database does not answer: {}", away.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The port it listens on. */
    public int port() {
        return edge.port();
    }

    /** Says that this node is about to stop, and goes on serving: proxies send new requests elsewhere, streams of changes go on at another node. */
    public void drain() {
        if (draining.compareAndSet(false, true)) {
            drainedFrom = System.nanoTime();
            live.drain();
        }
    }

    /** Lets requests under way end for a moment; streams of live changes are ended, their browsers come back. */
    public void stop() throws InterruptedException {
        drain();
        Thread.sleep(Duration.ofNanos(Math.max(0, drainedFrom + drainNotice.toNanos() - System.nanoTime())));
        vertx.cancelTimer(sweep);
        live.stop();
        edge.stop();
    }
}
