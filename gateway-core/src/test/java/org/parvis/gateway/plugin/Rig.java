package org.parvis.gateway.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.vertx.core.json.JsonObject;

import org.parvis.channel.testkit.ManualClock;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.cluster.Ownership;
import org.parvis.gateway.cluster.Roster;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.WakeUp;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** A node as far as channels are concerned: the rooms around the registry, on the real database. */
final class Rig {

    static final int PATIENCE_SECONDS = 20;

    final ManualClock clock = ManualClock.at(Instant.now().plus(Duration.ofHours(1)));
    final EventFeed feed;
    final ChannelControls controls;
    final Outbox outbox;
    final ChannelRegistry registry;
    private final TestDatabase on;
    private final GroupCommit inbox;
    private final PluginCatalogue catalogue;
    private final Allowances allowances;
    private Optional<Ownership> ownership = Optional.empty();
    private Optional<ChannelDefinitions> definitions = Optional.empty();

    Rig(TestDatabase on, Path plugins) throws InterruptedException {
        this.on = on;
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.empty());
        feed = EventFeed.start(on.database(), on.vertx());
        controls = ChannelControls.start(on.database(), feed, Clock.systemUTC());
        inbox = GroupCommit.start(on.database(), new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        outbox = new Outbox(on.vertx(), on.database(), clock, notices, feed::wake);
        allowances = Allowances.start(on.vertx(), UUID.randomUUID(), Clock.systemUTC());
        registry = new ChannelRegistry(on.database(), feed, allowances, controls,
                Clock.systemUTC());
        catalogue = PluginCatalogue.load(plugins);
    }

    /** Also those of the desk; after the others were opened. */
    ChannelDefinitions define(Vault vault, String... ofTheFile) throws InterruptedException {
        ChannelForms forms = new ChannelForms(catalogue, vault, Path.of("channel-files"));
        ChannelDefinitions started = ChannelDefinitions.start(on.database(), feed, Clock.systemUTC(), forms, Set.of(ofTheFile),
                defined -> registry.define(defined, forms));
        definitions = Optional.of(started);
        return started;
    }

    ConnectionTests tests(Duration limit) {
        return new ConnectionTests(on.database(), catalogue, definitions.orElseThrow(), allowances, limit);
    }

    /** As the node that owns them all. */
    void open(ChannelSpecification... channels) throws InterruptedException {
        standBy(channels);
        own();
    }

    /** What is open. */
    void own() throws InterruptedException {
        ownership = Optional.of(Ownership.start(new Roster(on.database()),
                new Ownership.Self(UUID.randomUUID(), "only", "test", feed::tail), registry,
                new WakeUp(on.vertx(), "parvis.cluster.changed"), true));
    }

    /** As a node that owns none of them. */
    void standBy(ChannelSpecification... channels) throws InterruptedException {
        registry.open(catalogue, List.of(channels), inbox, outbox, () -> URI.create("http://127.0.0.1"));
    }

    void awaitMessage(String channel, String text) throws InterruptedException {
        CountDownLatch seen = await("message.received", channel);
        if (!stored(channel, text)) {
            assertThat(seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("a message on " + channel).isTrue();
            assertThat(stored(channel, text)).isTrue();
        }
    }

    /** Open as soon as the change log tells of such a change from now on. */
    CountDownLatch await(String kind, String channel) {
        CountDownLatch told = new CountDownLatch(1);
        feed.subscribe(changes -> changes.stream()
                .filter(change -> change.kind().equals(kind) && change.channel().equals(Optional.of(channel)))
                .forEach(change -> told.countDown()));
        return told;
    }

    /** Looks again with each change that the log tells of. */
    void awaitStatuses(Predicate<List<ChannelStatus>> wanted) throws InterruptedException {
        Semaphore news = new Semaphore(1);
        try (EventFeed.Subscription _ = feed.subscribe(changes -> news.release())) {
            while (!wanted.test(registry.channels())) {
                assertThat(news.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(registry.channels().toString()).isTrue();
            }
        }
    }

    /** Looks again with each change that the log tells of. */
    void awaitStatus(String channel, Predicate<ChannelStatus> wanted) throws InterruptedException {
        Semaphore news = new Semaphore(1);
        try (EventFeed.Subscription _ = feed.subscribe(changes -> news.release())) {
            while (!wanted.test(status(channel))) {
                assertThat(news.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(status(channel).toString()).isTrue();
            }
        }
    }

    ChannelStatus status(String channel) {
        return registry.channels().stream().filter(status -> status.id().equals(channel)).findFirst().orElseThrow();
    }

    ChannelHealth health(String channel) {
        return status(channel).health();
    }

    /** An answer in a conversation of the channel, to be sent. */
    static void queue(TestDatabase on, String channel) throws InterruptedException {
        on.database().inTransaction(session -> session.execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                select $2, id, channel_id, 'QUEUED', $3, now(), now(), now() from conversation where channel_id = $1 limit 1
                """, channel, UUID.randomUUID(),
                new JsonObject().put("to", new JsonObject().put("kind", "ANONYMOUS").put("value", "calm")).put("author", "Mairie")
                        .put("text", "Bonjour")));
    }

    /** A node that is gone has begun to send one of what is queued. */
    static void claim(TestDatabase on, String channel, Duration ago) throws InterruptedException {
        on.database().inTransaction(session -> session.execute("""
                update delivery set state = 'SENDING', claimed_at = now() - $2 * interval '1 s'
                 where id = (select id from delivery where channel_id = $1 and state = 'QUEUED' limit 1)
                """, channel, (double) ago.toSeconds()));
    }

    private boolean stored(String channel, String text) throws InterruptedException {
        return on.database().read(session -> session.query("select body from message where channel_id = $1", channel)).stream()
                .anyMatch(row -> Rows.text(row, "body").equals(text));
    }

    void stop() throws InterruptedException {
        if (ownership.isPresent()) {
            ownership.get().stop();
        }
        if (definitions.isPresent()) {
            definitions.get().close();
        }
        registry.close();
        controls.close();
        inbox.stop();
        feed.stop();
        catalogue.close();
    }
}
