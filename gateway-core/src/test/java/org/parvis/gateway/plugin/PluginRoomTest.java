package org.parvis.gateway.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.channel.ChannelPlugin;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.plugin.fixture.MoodyPlugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PluginRoomTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

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
        Moody.zip(plugins, "b-empty", Map.of("classes/nothing.txt", "".getBytes(StandardCharsets.UTF_8)));
        Moody.zip(plugins, "c-missing-class", Map.of("classes/" + Moody.SERVICE, "org.example.Missing".getBytes(StandardCharsets.UTF_8)));
        Moody.install(plugins, "d-good");
        Moody.install(plugins, "e-same-type");

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
        Moody.install(plugins, "good");

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
        Moody.install(plugins, "good");
        rig().open(new ChannelSpecification("with-team", "moody", "One", Optional.of("État civil"), Moody.settings("calm")),
                new ChannelSpecification("with-it-too", "moody", "Other", Optional.of("État civil"), Moody.settings("calm")));

        List<String> teams = DATABASE.database().read(session -> session
                .query("select team.name from channel join team on team.id = channel.team_id where channel.id like 'with-%'").stream()
                .map(row -> Rows.text(row, "name")).toList());
        assertThat(teams).containsExactly("État civil", "État civil");
    }

    @Test
    void aChannelThatCannotOpenStaysClosedWithItsReasonAndTheOthersRun() throws Exception {
        Moody.install(plugins, "good");
        Rig rig = rig();
        rig.open(Moody.channel("refuses", "refuses"), Moody.channel("breaks", "breaks"), Moody.channel("hangs", "hangs"),
                new ChannelSpecification("lost", "carrier-pigeon", "Pigeon", Optional.empty(), Moody.settings("")),
                new ChannelSpecification("unset", "moody", "Unset", Optional.empty(), wrongSettings()), Moody.channel("calm", "calm"));

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
        Moody.install(plugins, "good");
        Rig rig = rig();
        rig.open(Moody.channel("throws", "throws"));

        rig.awaitMessage("throws", "listening from thrown on Isolation");
    }

    @Test
    void whatWaitsForAChannelThatNobodyConfiguresAnyMoreIsShown() throws Exception {
        Moody.install(plugins, "good");
        Rig before = rig();
        before.open(Moody.channel("gone", "calm"), Moody.channel("lost", "calm"));
        before.awaitMessage("gone", "listening from first on Isolation");
        before.awaitMessage("lost", "listening from first on Isolation");
        before.stop();
        Rig.queue(DATABASE, "gone");
        Rig.queue(DATABASE, "lost");
        Rig.queue(DATABASE, "lost");
        Rig.claim(DATABASE, "lost", Duration.ofMinutes(11));
        Rig.queue(DATABASE, "gone");
        Rig.claim(DATABASE, "gone", Duration.ofMinutes(1));

        Rig rig = rig();
        rig.open(Moody.channel("other", "calm"),
                new ChannelSpecification("lost", "carrier-pigeon", "Pigeon", Optional.empty(), Moody.settings("")));

        assertThat(rig.registry.channels()).filteredOn(status -> status.waiting() > 0)
                .extracting(ChannelStatus::id, status -> status.health().state(), ChannelStatus::waiting)
                .containsExactly(tuple("lost", ChannelHealth.State.ABSENT, 2), tuple("gone", ChannelHealth.State.ABSENT, 1));
        assertThat(rig.registry.channels().getLast().health().detail()).contains("configured", "waiting to be sent: 1");
        assertThat(rig.registry.channels()).extracting(ChannelStatus::id).contains("other");
    }

    @Test
    void aPluginThatHangsWhileSendingIsShownUntilItReturns() throws Exception {
        Moody.install(plugins, "good");
        CountDownLatch sending = shared("clings-sending.sending");
        CountDownLatch released = shared("clings-sending.released");
        shared("clings-sending.closing");
        Rig rig = rig();
        rig.open(Moody.channel("stuck", "clings-sending"));
        rig.awaitMessage("stuck", "listening from first on Isolation");
        CountDownLatch settled = rig.await("delivery.changed", "stuck");
        Rig.queue(DATABASE, "stuck");
        rig.outbox.wake();
        assertThat(sending.await(Rig.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.READY);

        rig.clock.advance(Duration.ofMinutes(3));

        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.DEGRADED);
        assertThat(rig.health("stuck").detail()).contains("1 of 1 sendings hang since");
        released.countDown();
        assertThat(settled.await(Rig.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.health("stuck").state()).isEqualTo(ChannelHealth.State.READY);
    }

    @Test
    void aPluginThatHangsOnCloseHoldsUpNobody() throws Exception {
        Moody.install(plugins, "good");
        CountDownLatch closing = shared("clings-closing.closing");
        CountDownLatch released = shared("clings-closing.released");
        Rig rig = rig();
        rig.open(Moody.channel("stays", "clings-closing"), Moody.channel("calm", "calm"));
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

    private Rig rig() throws InterruptedException {
        Rig started = new Rig(DATABASE, plugins);
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

    private static ChannelSpecification.Settings wrongSettings() {
        return new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> type) throws ChannelSpecification.InvalidSettingsException {
                throw new ChannelSpecification.InvalidSettingsException("mood is missing");
            }
        };
    }
}
