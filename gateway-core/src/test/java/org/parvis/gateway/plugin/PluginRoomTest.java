package org.parvis.gateway.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.cluster.Ownership;
import org.parvis.gateway.cluster.Roster;
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
import org.parvis.gateway.plugin.fixture.MoodyPlugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PluginRoomTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SERVICE = "META-INF/services/" + ChannelPlugin.class.getName();
    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    private Path plugins;
    private Optional<Rig> rig = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (rig.isPresent()) {
            rig.get().stop();
        }
        DATABASE.database().inTransaction(session -> session.execute("delete from delivery where state = 'QUEUED'"));
    }

    @Test
    void aBrokenPluginKeepsNoOtherFromLoadingAndSaysWhatIsWrong() throws IOException {
        Files.writeString(plugins.resolve("a-corrupt.zip"), "this is no zip");
        zip("b-empty", Map.of("classes/nothing.txt", "".getBytes(StandardCharsets.UTF_8)));
        zip("c-missing-class", Map.of("classes/" + SERVICE, "org.example.Missing".getBytes(StandardCharsets.UTF_8)));
        moodyZip("d-good");
        moodyZip("e-same-type");

        try (PluginCatalogue catalogue = PluginCatalogue.load(plugins)) {
            assertThat(catalogue.plugins()).hasSize(5);
            assertThat(catalogue.ofType("moody")).isPresent();
            assertThat(catalogue.plugins()).filteredOn(plugin -> plugin.fault().isEmpty()).extracting(PluginStatus::id)
                    .containsExactly("d-good");
            assertThat(fault(catalogue, "b-empty")).contains("offers no channel");
            assertThat(fault(catalogue, "c-missing-class")).contains("org.example.Missing");
            assertThat(fault(catalogue, "e-same-type")).contains("moody");
        }
    }

    @Test
    void aPluginSeesTheContractAndNothingElseOfTheGateway() throws Exception {
        moodyZip("good");

        try (PluginCatalogue catalogue = PluginCatalogue.load(plugins)) {
            ChannelPlugin<?> plugin = catalogue.ofType("moody").orElseThrow();
            ClassLoader loader = plugin.getClass().getClassLoader();
            assertThat(plugin.getClass()).isNotEqualTo(MoodyPlugin.class);
            assertThat(loader.loadClass(ChannelPlugin.class.getName())).isEqualTo(ChannelPlugin.class);
            assertThat(canLoad(loader, "org.parvis.gateway.database.Database")).isFalse();
            assertThat(canLoad(loader, "io.vertx.core.Vertx")).isFalse();
            assertThat(canLoad(loader, "org.slf4j.Logger")).isFalse();
            assertThat(canLoad(loader, "java.sql.Connection")).isTrue();
        }
    }

    @Test
    void aChannelsTeamIsMadeWhenThereIsNoneOfItsName() throws Exception {
        moodyZip("good");
        rig().open(new ChannelSpecification("with-team", "moody", "One", Optional.of("État civil"), settings("calm")),
                new ChannelSpecification("with-it-too", "moody", "Other", Optional.of("État civil"), settings("calm")));

        List<String> teams = DATABASE.database().read(session -> session
                .query("select team.name from channel join team on team.id = channel.team_id where channel.id like 'with-%'").stream()
                .map(row -> Rows.text(row, "name")).toList());
        assertThat(teams).containsExactly("État civil", "État civil");
    }

    @Test
    void aChannelThatCannotOpenStaysClosedWithItsReasonAndTheOthersRun() throws Exception {
        moodyZip("good");
        Rig rig = rig();
        rig.open(channel("refuses", "refuses"), channel("breaks", "breaks"), channel("hangs", "hangs"),
                new ChannelSpecification("lost", "carrier-pigeon", "Pigeon", Optional.empty(), settings("")),
                new ChannelSpecification("unset", "moody", "Unset", Optional.empty(), wrongSettings()), channel("calm", "calm"));

        rig.awaitMessage("calm", "listening from first on Isolation");
        assertThat(rig.registry.channels()).extracting(ChannelStatus::id, status -> status.health().state()).containsExactly(
                tuple("refuses", ChannelHealth.State.NEEDS_OPERATOR), tuple("breaks", ChannelHealth.State.NEEDS_OPERATOR),
                tuple("hangs", ChannelHealth.State.NEEDS_OPERATOR),
                tuple("lost", ChannelHealth.State.ABSENT), tuple("unset", ChannelHealth.State.NEEDS_OPERATOR),
                tuple("calm", ChannelHealth.State.READY));
        assertThat(rig.registry.channels().getFirst().health().detail()).contains("Give me a password");
    }

    @Test
    void aChannelThatFailsWhileListeningIsStartedAgainFromItsCursor() throws Exception {
        moodyZip("good");
        Rig rig = rig();
        rig.open(channel("throws", "throws"));

        rig.awaitMessage("throws", "listening from thrown on Isolation");
    }

    @Test
    void whatWaitsForAChannelThatNobodyConfiguresAnyMoreIsShown() throws Exception {
        moodyZip("good");
        Rig before = rig();
        before.open(channel("gone", "calm"), channel("lost", "calm"));
        before.awaitMessage("gone", "listening from first on Isolation");
        before.awaitMessage("lost", "listening from first on Isolation");
        before.stop();
        queue("gone");
        queue("lost");
        queue("lost");

        Rig rig = rig();
        rig.open(channel("other", "calm"), new ChannelSpecification("lost", "carrier-pigeon", "Pigeon", Optional.empty(), settings("")));

        assertThat(rig.registry.channels()).filteredOn(status -> status.waiting() > 0)
                .extracting(ChannelStatus::id, status -> status.health().state(), ChannelStatus::waiting)
                .containsExactly(tuple("lost", ChannelHealth.State.ABSENT, 2), tuple("gone", ChannelHealth.State.ABSENT, 1));
        assertThat(rig.registry.channels().getLast().health().detail()).contains("configured", "waiting to be sent: 1");
        assertThat(rig.registry.channels()).extracting(ChannelStatus::id).contains("other");
    }

    @Test
    void aPluginThatHangsWhileSendingIsShownUntilItReturns() throws Exception {
        moodyZip("good");
        CountDownLatch sending = shared("clings-sending.sending");
        CountDownLatch released = shared("clings-sending.released");
        shared("clings-sending.closing");
        Rig rig = rig();
        rig.open(channel("stuck", "clings-sending"));
        rig.awaitMessage("stuck", "listening from first on Isolation");
        CountDownLatch settled = rig.await("delivery.changed", "stuck");
        queue("stuck");
        rig.outbox.wake();
        assertThat(sending.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.READY);

        rig.clock.advance(Duration.ofMinutes(3));

        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.DEGRADED);
        assertThat(rig.health("stuck").detail()).contains("1 of 1 sendings hang since");
        released.countDown();
        assertThat(settled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.READY);
    }

    @Test
    void aPluginThatHangsOnCloseHoldsUpNobody() throws Exception {
        moodyZip("good");
        CountDownLatch closing = shared("clings-closing.closing");
        CountDownLatch released = shared("clings-closing.released");
        Rig rig = rig();
        rig.open(channel("stays", "clings-closing"), channel("calm", "calm"));
        rig.awaitMessage("stays", "listening from first on Isolation");

        rig.stop();
        this.rig = Optional.empty();

        assertThat(closing.getCount()).isZero();
        assertThat(released.getCount()).as("nobody had to let go").isEqualTo(1);
        released.countDown();
    }

    /** What a plugin in its own class loader sees as well. */
    private static CountDownLatch shared(String name) {
        CountDownLatch latch = new CountDownLatch(1);
        System.getProperties().put(name, latch);
        return latch;
    }

    private static void queue(String channel) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                select $2, id, channel_id, 'QUEUED', $3, now(), now(), now() from conversation where channel_id = $1 limit 1
                """, channel, UUID.randomUUID(),
                new JsonObject().put("to", new JsonObject().put("kind", "ANONYMOUS").put("value", "calm")).put("author", "Mairie")
                        .put("text", "Bonjour")));
    }

    private Rig rig() throws InterruptedException {
        Rig started = new Rig(plugins);
        rig = Optional.of(started);
        return started;
    }

    private static String fault(PluginCatalogue catalogue, String name) {
        return catalogue.plugins().stream().filter(plugin -> plugin.id().startsWith(name)).findFirst().orElseThrow().fault().orElseThrow();
    }

    private static boolean canLoad(ClassLoader loader, String name) {
        try {
            loader.loadClass(name);
            return true;
        } catch (ClassNotFoundException unseen) {
            return false;
        }
    }

    private static ChannelSpecification channel(String id, String mood) {
        return new ChannelSpecification(id, "moody", id, Optional.empty(), settings(mood));
    }

    private static ChannelSpecification.Settings settings(String mood) {
        return new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> type) {
                try {
                    return type.getConstructor(String.class).newInstance(mood);
                } catch (ReflectiveOperationException mistake) {
                    throw new LinkageError("The fixture has no constructor for its mood", mistake);
                }
            }
        };
    }

    private static ChannelSpecification.Settings wrongSettings() {
        return new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> type) throws ChannelSpecification.InvalidSettingsException {
                throw new ChannelSpecification.InvalidSettingsException("mood is missing");
            }
        };
    }

    private void moodyZip(String id) throws IOException {
        Map<String, byte[]> files = new HashMap<>(
                Map.of("classes/" + SERVICE, MoodyPlugin.class.getName().getBytes(StandardCharsets.UTF_8)));
        for (String name : List.of("MoodyPlugin", "MoodyPlugin$Settings", "MoodyPlugin$MoodyChannel")) {
            String path = MoodyPlugin.class.getPackageName().replace('.', '/') + "/" + name + ".class";
            try (InputStream bytes = MoodyPlugin.class.getClassLoader().getResourceAsStream(path)) {
                files.put("classes/" + path, bytes.readAllBytes());
            }
        }
        zip(id, files);
    }

    private void zip(String id, Map<String, byte[]> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(plugins.resolve(id + ".zip")); ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("plugin.properties"));
            zip.write(("plugin.id=" + id + "\nplugin.version=1.0.0\n").getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    /** The rooms around the registry, on the real database. */
    private static final class Rig {

        private final ManualClock clock = ManualClock.at(Instant.now().plus(Duration.ofHours(1)));
        private final EventFeed feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        private final UuidV7 ids = new UuidV7(Clock.systemUTC());
        private final Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.empty());
        private final GroupCommit inbox = GroupCommit.start(DATABASE.database(),
                new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        private final Outbox outbox = new Outbox(DATABASE.vertx(), DATABASE.database(), clock, notices, feed::wake);
        private final ChannelRegistry registry = new ChannelRegistry(DATABASE.database(), feed,
                Allowances.start(DATABASE.vertx(), UUID.randomUUID(), Clock.systemUTC()), Clock.systemUTC());
        private final PluginCatalogue catalogue;
        private Optional<Ownership> ownership = Optional.empty();

        Rig(Path plugins) throws InterruptedException {
            catalogue = PluginCatalogue.load(plugins);
        }

        void open(ChannelSpecification... channels) throws InterruptedException {
            registry.open(catalogue, List.of(channels), inbox, outbox, () -> URI.create("http://127.0.0.1"));
            ownership = Optional.of(Ownership.start(new Roster(DATABASE.database()),
                    new Ownership.Self(UUID.randomUUID(), "only", "test", feed::tail), registry,
                    new WakeUp(DATABASE.vertx(), "parvis.cluster.changed"), true));
        }

        void awaitMessage(String channel, String text) throws InterruptedException {
            CountDownLatch seen = await("message.received", channel);
            if (!stored(channel, text)) {
                assertThat(seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("a message on " + channel).isTrue();
                assertThat(stored(channel, text)).isTrue();
            }
        }

        /** Open as soon as the change log tells of such a change from now on. */
        CountDownLatch await(String kind, String channel) throws InterruptedException {
            CountDownLatch told = new CountDownLatch(1);
            feed.subscribe(changes -> changes.stream()
                    .filter(change -> change.kind().equals(kind) && change.channel().equals(Optional.of(channel)))
                    .forEach(change -> told.countDown()));
            return told;
        }

        ChannelHealth health(String channel) {
            return registry.channels().stream().filter(status -> status.id().equals(channel)).findFirst().orElseThrow().health();
        }

        private static boolean stored(String channel, String text) throws InterruptedException {
            return DATABASE.database().read(session -> session.query("select body from message where channel_id = $1", channel)).stream()
                    .anyMatch(row -> Rows.text(row, "body").equals(text));
        }

        void stop() throws InterruptedException {
            if (ownership.isPresent()) {
                ownership.get().stop();
            }
            registry.close();
            inbox.stop();
            feed.stop();
            catalogue.close();
        }
    }
}
