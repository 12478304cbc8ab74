package org.parvis.gateway.plugin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.gateway.configuration.Mistake;
import org.parvis.gateway.configuration.SecretsConfiguration;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.plugin.ChannelDefinition.Draft;
import org.parvis.gateway.plugin.ChannelHealth.State;
import org.parvis.gateway.plugin.ChannelRefusal.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Channels that are set up at the desk, on the real database. */
class ChannelDefinitionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Vault VAULT = Vault.of(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), Optional.empty());

    private final String channel = "box-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID administrator = UUID.randomUUID();
    private final List<Rig> nodes = new ArrayList<>();
    @TempDir
    private Path plugins;

    @BeforeEach
    void install() throws Exception {
        Letterbox.install(plugins);
        Moody.install(plugins, "moody");
        DATABASE.database().inTransaction(session -> session.execute(
                "insert into agent (id, account, display_name) values ($1, $2, 'Claire')",
                administrator, administrator.toString()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Rig node : nodes) {
            node.stop();
        }
        DATABASE.database()
                .inTransaction(session -> session.execute("update channel_definition set removed_at = now() where removed_at is null"));
    }

    @Test
    void aChannelIsAtWorkAsSoonAsItIsSetUpAndGoesOnWithOtherSettings() throws Exception {
        Rig node = node();
        ChannelDefinitions definitions = node.define(VAULT);
        node.own();
        ChannelDefinition made = add(definitions, draft("a.example", "right"));
        node.awaitMessage(channel, "opened a.example with right");
        node.awaitStatus(channel, status -> status.health().state() == State.READY);
        assertThat(node.status(channel).setUp()).isEqualTo(ChannelStatus.SetUp.DESK);
        long epoch = epoch();

        ChannelDefinition changed = definitions.change(administrator, made.version(), draft("b.example", "other"));
        node.awaitMessage(channel, "opened b.example with other");
        assertThat(epoch()).as("what the old one still says is known to be old").isGreaterThan(epoch);
        assertThat(changed.version()).isEqualTo(made.version() + 1);
        assertThat(refusal(() -> definitions.change(administrator, made.version(), draft("c.example", "right"))))
                .isEqualTo(Reason.CHANGED_MEANWHILE);
    }

    @Test
    void aSecretIsKeptSealedStaysWhenItIsNotTypedAndIsSaidToNobodyElse() throws Exception {
        Rig node = node();
        ChannelDefinitions definitions = node.define(VAULT);
        node.own();
        ChannelDefinition made = add(definitions, draft("a.example", "right"));
        assertThat(made.settings().encode()).doesNotContain("right", "very-secret-token");
        ChannelDefinition.Shown shown = definitions.forms().shown(made);
        assertThat(shown.secrets()).containsExactly("password", "outgoing.token");
        assertThat(shown.settings()).isEqualTo(new JsonObject("{\"host\":\"a.example\",\"folders\":[\"INBOX\"],\"outgoing\":{}}"));

        JsonObject silent = Letterbox.settings("a.example", "").put("port", "26");
        silent.getJsonObject("outgoing").putNull("token");
        ChannelDefinition changed = definitions.change(administrator, made.version(),
                new Draft(channel, "letterbox", "Boîte", Optional.empty(), silent));
        assertThat(definitions.forms().shown(changed).secrets()).as("one stays, one was taken away").containsExactly("password");
        node.awaitMessage(channel, "opened a.example with right");

        JsonObject elsewhere = Letterbox.settings("thief.example", "");
        assertThat(mistakes(() -> definitions.change(administrator, changed.version(),
                new Draft(channel, "letterbox", "Boîte", Optional.empty(), elsewhere)))).extracting(Mistake::key)
                .containsExactly("settings.password");
        assertThat(mistakes(() -> node.tests(Duration.ofSeconds(5)).run(administrator,
                new Draft(channel, "letterbox", "", Optional.empty(), elsewhere), true))).extracting(Mistake::key)
                .containsExactly("settings.password");
    }

    @Test
    void mistakesAreToldAtTheirFieldsAndNothingIsKept() throws Exception {
        Rig node = node();
        ChannelDefinitions definitions = node.define(VAULT, "of-the-file");
        JsonObject bad = Letterbox.settings("", "right").put("port", "0");
        bad.remove("host");
        bad.getJsonObject("outgoing").put("every", "often").put("mode", "by-boat");
        assertThat(mistakes(() -> add(definitions, new Draft(channel, "letterbox", "Boîte", Optional.empty(), bad))))
                .extracting(Mistake::key)
                .contains("settings.host", "settings.outgoing.every", "settings.outgoing.mode");
        assertThat(mistakes(() -> add(definitions, new Draft("No Name", "letterbox", "Boîte", Optional.empty(), bad))))
                .extracting(Mistake::key).containsExactly("id");
        assertThat(mistakes(() -> add(definitions, new Draft(channel, "pigeon", "Boîte", Optional.empty(), bad))))
                .extracting(Mistake::key).containsExactly("type");
        assertThat(mistakes(() -> add(definitions, new Draft(channel, "letterbox", "Boîte", Optional.of(UUID.randomUUID()),
                Letterbox.settings("a", "b"))))).extracting(Mistake::key).containsExactly("teamId");
        assertThat(refusal(() -> add(definitions, new Draft("of-the-file", "letterbox", "Boîte", Optional.empty(), bad))))
                .isEqualTo(Reason.TAKEN);
        assertThat(refusal(() -> definitions.find("of-the-file"))).isEqualTo(Reason.OF_THE_FILE);
        assertThat(definitions.all()).isEmpty();
    }

    @Test
    void aChannelThatCannotStartIsAFaultOfItsOwn() throws Exception {
        Rig node = node(Moody.channel("calm-" + channel, "calm"));
        ChannelDefinitions definitions = node.define(VAULT);
        node.own();
        ChannelDefinition made = add(definitions, draft("a.example", "refused"));
        assertThat(node.health(channel).state()).isEqualTo(State.NEEDS_OPERATOR);
        assertThat(node.health(channel).detail()).contains("This key opens nothing");
        node.awaitStatus("calm-" + channel, status -> status.health().state() == State.READY);

        definitions.change(administrator, made.version(), draft("a.example", "right"));
        node.awaitMessage(channel, "opened a.example with right");
    }

    @Test
    void theOtherNodesFollowAndOneOfThemListens() throws Exception {
        Rig owner = node();
        Rig other = node();
        ChannelDefinitions here = owner.define(VAULT);
        ChannelDefinitions there = other.define(VAULT);
        owner.own();
        ChannelDefinition made = add(there, draft("a.example", "right"));

        owner.awaitMessage(channel, "opened a.example with right");
        assertThat(owner.registry.owns(channel)).isTrue();
        assertThat(other.registry.owns(channel)).isFalse();
        assertThat(other.registry.capabilities(channel)).isPresent();

        there.remove(administrator, channel);
        owner.awaitStatuses(statuses -> statuses.stream().noneMatch(status -> status.id().equals(channel)));
        assertThat(owner.registry.able()).doesNotContain(channel);
        assertThat(here.all()).isEmpty();
        assertThat(refusal(() -> here.find(made.id()))).isEqualTo(Reason.NOT_FOUND);
        assertThat(kept("select settings::text as kept from channel_definition where channel_id = $1")).containsExactly("{}");

        assertThat(refusal(() -> add(here, new Draft(channel, "moody", "Autre", Optional.empty(), new JsonObject().put("mood", "calm")))))
                .as("a name belongs to its type for ever").isEqualTo(Reason.TAKEN);
        add(here, draft("c.example", "again"));
        owner.awaitMessage(channel, "opened c.example with again");
    }

    @Test
    void theChangeLogSaysWhoChangedWhatAndNeverASecret() throws Exception {
        Rig node = node();
        ChannelDefinitions definitions = node.define(VAULT);
        ChannelDefinition made = add(definitions, draft("a.example", "right"));
        definitions.change(administrator, made.version(), draft("b.example", "other"));
        node.tests(Duration.ofSeconds(5)).run(administrator, draft("b.example", "right"), true);
        definitions.remove(administrator, channel);

        List<String> log = DATABASE.database().read(session -> session.query(
                "select kind || ' ' || detail::text as kept from event where channel_id = $1 and agent_id = $2 order by id", channel,
                administrator)).stream().map(row -> Rows.text(row, "kept")).toList();
        assertThat(log).hasSize(4).noneMatch(line -> line.contains("right") || line.contains("other") || line.contains("secret-token"));
        assertThat(log.get(0)).startsWith("channel.added").contains("letterbox");
        assertThat(log.get(1)).startsWith("channel.redefined").contains("settings.host", "settings.password");
        assertThat(log.get(2)).startsWith("channel.tested");
        assertThat(log.get(3)).startsWith("channel.removed");
    }

    @Test
    void aTestTellsEachStepEndsInTimeAndIsOneAtATime() throws Exception {
        Rig node = node();
        node.define(VAULT);
        ConnectionTests tests = node.tests(Duration.ofMillis(300));

        ConnectionTests.Result good = tests.run(administrator, draft("a.example", "right"), false);
        assertThat(good.good()).isTrue();
        assertThat(good.steps()).extracting(ConnectionTests.Step::step).containsExactly("reached", "opened");
        ConnectionTests.Result wrong = tests.run(administrator, draft("a.example", "wrong"), false);
        assertThat(wrong.good()).isFalse();
        assertThat(wrong.steps().getLast().fault().orElseThrow().code()).isEqualTo("WRONG_KEY");
        ConnectionTests.Result silent = tests.run(administrator, draft("silent", "right"), false);
        assertThat(silent.inTime()).isFalse();
        assertThat(silent.steps()).extracting(ConnectionTests.Step::step).containsExactly("reached");
        assertThat(
                tests.run(administrator, new Draft("", "moody", "", Optional.empty(), new JsonObject().put("mood", "calm")), false).steps())
                .as("nothing to reach").isEmpty();

        for (int left = ConnectionTests.PER_HOUR - 4; left > 0; left--) {
            tests.run(administrator, draft("a.example", "right"), false);
        }
        assertThat(refusal(() -> tests.run(administrator, draft("a.example", "right"), false))).isEqualTo(Reason.BUSY);
    }

    @Test
    void withoutAKeyChannelsWithoutSecretsAloneAreKept() throws Exception {
        Rig node = node();
        ChannelDefinitions definitions = node.define(Vault.of(Optional.empty(), Optional.empty()));

        assertThat(refusal(() -> add(definitions, draft("a.example", "right")))).isEqualTo(Reason.NO_KEY);
        add(definitions, new Draft(channel, "moody", "Calme", Optional.empty(), new JsonObject().put("mood", "calm")));
        assertThat(node.status(channel).health().state()).isEqualTo(State.READY);
    }

    @Test
    void underAnotherKeyAChannelStaysClosedAndSaysWhy() throws Exception {
        Rig before = node();
        add(before.define(VAULT), draft("a.example", "right"));
        Rig after = node();
        ChannelDefinitions definitions = after
                .define(Vault.of(
                        Optional.of(
                                Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.UTF_8))),
                        Optional.empty()));

        assertThat(after.health(channel).state()).isEqualTo(State.NEEDS_OPERATOR);
        assertThat(after.health(channel).detail()).contains("another key");
        ChannelDefinition kept = definitions.find(channel);
        definitions.change(administrator, kept.version(), draft("a.example", "typed"));
        assertThat(after.health(channel).state()).isNotEqualTo(State.NEEDS_OPERATOR);
    }

    @Test
    void aKeyIsChangedWhileNodesWithTheFormerOrderGoOn() throws Exception {
        String former = key("the former key: thirty-two bytes");
        String coming = key("the coming key: thirty-two bytes");
        Vault first = vault(former, coming);
        Vault then = vault(coming, former);
        ChannelDefinition made = add(node().define(first), draft("a.example", "right"));
        assertThat(new SealedSecrets(DATABASE.database(), then).find()).containsExactly(
                new SealedSecrets.Found(channel, 0, 2, 0, Optional.empty()));

        new SealedSecrets(DATABASE.database(), then).sealAnew();
        assertThat(new SealedSecrets(DATABASE.database(), vault(coming)).find()).as("the former key can go").containsExactly(
                new SealedSecrets.Found(channel, 2, 0, 0, Optional.empty()));
        String anew = settings();
        new SealedSecrets(DATABASE.database(), then).sealAnew();
        assertThat(settings()).as("the second node has nothing to do").isEqualTo(anew);

        Rig slow = node();
        ChannelDefinition known = slow.define(first).find(channel);
        assertThat(known.version()).as("nobody opens it again").isEqualTo(made.version());
        slow.own();
        slow.awaitMessage(channel, "opened a.example with right");
        new SealedSecrets(DATABASE.database(), first).sealAnew();
        new SealedSecrets(DATABASE.database(), then).sealAnew();
        assertThat(new SealedSecrets(DATABASE.database(), vault(coming)).find()).containsExactly(
                new SealedSecrets.Found(channel, 2, 0, 0, Optional.empty()));
    }

    @Test
    void whatNoKeyOpensStaysAsItIsAndTheOperatorIsToldWhatToDo() throws Exception {
        add(node().define(vault(key("the former key: thirty-two bytes"))), draft("a.example", "right"));
        String before = settings();
        SealedSecrets elsewhere = new SealedSecrets(DATABASE.database(),
                vault(key("the coming key: thirty-two bytes"), key("a key for nothing: thirty-two by")));
        elsewhere.sealAnew();

        assertThat(settings()).isEqualTo(before);
        SealedSecrets.Found found = elsewhere.find().getFirst();
        assertThat(found.closed()).isEqualTo(2);
        assertThat(found.why().orElseThrow()).contains("secrets.other-keys");
    }

    private String settings() throws InterruptedException {
        return kept("select settings::text as kept from channel_definition where channel_id = $1").getFirst();
    }

    private static String key(String thirtyTwoBytes) {
        return Base64.getEncoder().encodeToString(thirtyTwoBytes.getBytes(StandardCharsets.UTF_8));
    }

    private static Vault vault(String key, String... others) {
        return Vault.of(new SecretsConfiguration(Optional.of(key), List.of(others)), Optional.empty());
    }

    private Draft draft(String host, String password) {
        return new Draft(channel, "letterbox", "Boîte", Optional.empty(), Letterbox.settings(host, password));
    }

    private ChannelDefinition add(ChannelDefinitions definitions, Draft draft) throws InterruptedException {
        ChannelDefinition made = DATABASE.database().inTransaction(session -> definitions.add(session, administrator, draft));
        definitions.apply();
        return made;
    }

    private Rig node(ChannelSpecification... ofTheFile) throws InterruptedException {
        Rig node = new Rig(DATABASE, plugins);
        nodes.add(node);
        node.standBy(ofTheFile);
        return node;
    }

    private long epoch() throws InterruptedException {
        return DATABASE.database().read(session -> Rows.number(
                session.first("select epoch from channel_lease where channel_id = $1", channel).orElseThrow(), "epoch"));
    }

    private List<String> kept(String query) throws InterruptedException {
        return DATABASE.database().read(session -> session.query(query, channel)).stream().map(row -> Rows.text(row, "kept")).toList();
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    private static Reason refusal(Attempt attempt) {
        return refused(attempt).reason();
    }

    private static List<Mistake> mistakes(Attempt attempt) {
        return refused(attempt).flaws().stream().map(ChannelRefusal.Flaw::mistake).toList();
    }

    private static ChannelRefusal refused(Attempt attempt) {
        List<ChannelRefusal> refused = new ArrayList<>();
        assertThatExceptionOfType(ChannelRefusal.class).isThrownBy(attempt::make).satisfies(refused::add);
        return refused.getFirst();
    }
}
