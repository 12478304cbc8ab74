package org.parvis.channel.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Key;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.channel.Response;
import org.parvis.channel.Visibility;
import org.parvis.channel.Webhooks;
import org.parvis.channel.testkit.Network.Letter;
import org.parvis.channel.testkit.Network.Sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every channel plugin promises, as tests. A plugin inherits them by saying which plugin it is, what the other end is, and how to
 * configure a channel for it:
 *
 * {@snippet :
 * class PigeonContractTest extends ChannelContract<PigeonConfiguration> {
 *     private final FakeLoft loft = new FakeLoft();              // implements Network.Acknowledging, Network.Losing
 *
 *     @Override protected String type() { return "pigeon"; }
 *     @Override protected Network network() { return loft; }
 *     @Override protected PigeonConfiguration configuration() { return new PigeonConfiguration(loft.address(), Duration.ofMillis(20)); }
 * }
 * }
 *
 * <p>A test that does not concern a channel (one that does not send, one without idempotence) is reported as skipped with the reason. Every
 * call is made on a virtual thread, as the gateway does. Configure short intervals: a whole run takes seconds.
 *
 * @param <C> the plugin's configuration
 */
public abstract class ChannelContract<C extends Record> {

    private final RecordingInbox inbox = new RecordingInbox();
    private final List<Channel> open = new ArrayList<>();
    private final List<Supervised> listening = new ArrayList<>();
    private Network network;
    private TestContext context;
    private int letters;

    /** The plugin's {@link ChannelPlugin#type}; the plugin is found by it. */
    protected abstract String type();

    /** The other end, running. Asked for once before each test, closed after it. */
    protected abstract Network network() throws Exception;

    /** A channel's configuration for that network. Asked for after {@link #network}. */
    protected abstract C configuration() throws Exception;

    /** How long to wait for what must happen. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** The clock lent to the channel; a channel that looks at waiting times may want one that is moved. */
    protected Clock clock() {
        return Clock.systemUTC();
    }

    /** Words that the channel can carry; they differ for every number. */
    protected String words(int number) {
        return "Le lampadaire " + number + " de la rue Haute est éteint";
    }

    /** The reply to a message within the channel's capabilities; override it where a channel wants more than this. */
    protected Command.Send reply(InboundMessage to, CommandKey key, String text, int attempt) {
        return new Command.Send(key, to.from(), "Voirie", to.subject(), Content.of(text), to.visibility(), List.of(to.id()),
                to.threading().thread(), 17, attempt);
    }

    @BeforeEach
    final void startNetwork() throws Exception {
        network = network();
        context = new TestContext("contract", inbox, clock());
    }

    @AfterEach
    final void endNetwork() throws Exception {
        try {
            inbox.release();
            for (Supervised running : listening) {
                running.stop();
            }
            for (Channel channel : open) {
                close(channel);
            }
        } finally {
            network.close();
        }
    }

    // The plugin and its configuration

    @Test
    final void thePluginIsFoundByItsServiceFile() {
        assertThat(plugin().configurationType()).isEqualTo(configurationClass());
    }

    @Test
    final void theTypeIsAWordForConfigurationFiles() {
        assertThat(plugin().type()).matches(ConfigurationRules.NAME);
    }

    @Test
    final void everySettingIsExplainedToItsOperator() {
        assertThat(ConfigurationRules.breaches(plugin().configurationType())).isEmpty();
    }

    @Test
    final void openingNeedsNoNetwork() throws Exception {
        cutIfRemote();
        assertThat(open().capabilities()).isNotNull();
    }

    @Test
    final void secretsDoNotStandInTheConfigurationsText() throws Exception {
        for (var component : configurationClass().getRecordComponents()) {
            var key = component.getAnnotation(Key.class);
            if (key != null && key.secret()) {
                C configuration = configuration();
                Object secret = component.getAccessor().invoke(configuration);
                String words = secret instanceof Optional<?> optional ? optional.map(Object::toString).orElse("") : String.valueOf(secret);
                assumeTrue(!words.isEmpty(), "no secret is configured");
                assertThat(configuration.toString()).doesNotContain(words);
            }
        }
    }

    @Test
    final void capabilitiesAreSane() throws Exception {
        Capabilities capabilities = open().capabilities();
        assertThat(capabilities.text().maximum()).as("text limit").isPositive();
        assertThat(capabilities.text().urlLength()).as("what a URL counts for").isNotNegative();
        assertThat(capabilities.media().maximumCount()).as("attachments").isBetween(0, Content.MAXIMUM_ATTACHMENTS);
        assertThat(capabilities.media().maximumBytes()).as("bytes of an attachment").isNotNegative();
        assertThat(capabilities.visibilities()).as("visibilities").isNotEmpty();
        assertThat(capabilities.operator().name()).as("operator").isNotBlank();
        assertThat(capabilities.operator().protocol()).as("protocol").isNotBlank();
        assertThat(capabilities.operator().jurisdiction()).as("jurisdiction").matches("[A-Z]{2}|\\?\\?");
    }

    @Test
    final void capabilitiesAreAnsweredFromMemoryAndTheSameForTheSameConfiguration() throws Exception {
        cutIfRemote();
        Channel channel = open();
        assertThat(channel.capabilities()).isEqualTo(channel.capabilities()).isEqualTo(open().capabilities());
        assertThat(channel.health()).isNotNull();
    }

    // In, by listening

    @Test
    final void aMessageReachesTheInboxOnce() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        listen(openListening());
        awaitTaken(letter);
        Letter later = letter();
        incoming.write(later);
        awaitTaken(later);
        assertTakenOnce(letter, later);
    }

    @Test
    final void theNetworkIsToldOnlyAfterTheCommit() throws Exception {
        Network.Acknowledging acknowledging = acknowledging();
        Letter letter = letter();
        acknowledging.write(letter);
        inbox.hold();
        listen(openListening());
        inbox.await(it -> !offersOf(letter).isEmpty(), patience());
        assertThat(acknowledging.acknowledged(letter)).as("acknowledged while the commit goes on").isFalse();
        inbox.release();
        awaitAcknowledged(acknowledging, letter);
    }

    @Test
    final void aCommitThatFailsIsNotAcknowledgedAndTheMessageComesAgainUnderTheSameName() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        inbox.refuse(1);
        inbox.hold();
        incoming.write(letter);
        listen(openListening());
        inbox.await(it -> offersOf(letter).size() >= 2, patience());
        if (incoming instanceof Network.Acknowledging acknowledging) {
            assertThat(acknowledging.acknowledged(letter)).as("acknowledged though the commit failed").isFalse();
        }
        inbox.release();
        awaitTaken(letter);
        assertTakenOnce(letter);
        assertThat(offersOf(letter)).as("names of one event, offered again").containsOnly(offersOf(letter).getFirst());
        if (incoming instanceof Network.Acknowledging acknowledging) {
            awaitAcknowledged(acknowledging, letter);
        }
    }

    @Test
    final void aRestartFromTheCursorLosesNothingAndRepeatsNothing() throws Exception {
        Network.Incoming incoming = incoming();
        Letter before = letter();
        incoming.write(before);
        Listening first = openListening();
        Supervised running = listen(first);
        awaitTaken(before);
        stop(running);
        close(first);
        Letter between = letter();
        incoming.write(between);
        listen(openListening());
        awaitTaken(between);
        Letter after = letter();
        incoming.write(after);
        awaitTaken(after);
        assertTakenOnce(before, between, after);
    }

    @Test
    final void aNetworkThatComesBackIsHeardAgain() throws Exception {
        Network.Incoming incoming = incoming();
        Letter before = letter();
        incoming.write(before);
        listen(openListening());
        awaitTaken(before);
        incoming.cut();
        incoming.restore();
        Letter after = letter();
        incoming.write(after);
        awaitTaken(after);
        assertTakenOnce(before, after);
    }

    @Test
    final void listeningEndsPromptlyWhenInterrupted() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        Supervised running = listen(openListening());
        awaitTaken(letter);
        stop(running);
    }

    @Test
    final void listeningEndsPromptlyWhileACommitWaits() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        inbox.hold();
        Supervised running = listen(openListening());
        inbox.await(it -> !offersOf(letter).isEmpty(), patience());
        stop(running);
        assertThat(inbox.messagesWith(letter.text())).isEmpty();
    }

    @Test
    final void listeningEndsPromptlyWhileTheNetworkIsAway() throws Exception {
        incoming().cut();
        stop(listen(openListening()));
    }

    // In, by a call

    @Test
    final void aDeliveryThatIsRepeatedIsTakenOnce() throws Exception {
        Network.Calling calling = calling();
        RouteCaller routes = routes(open());
        Letter letter = letter();
        assertThat(deliver(calling, letter, routes).status()).as("answer").isBetween(200, 399);
        assertThat(deliver(calling, letter, routes).status()).as("answer to the repetition").isBetween(200, 499);
        assertTakenOnce(letter);
    }

    @Test
    final void aDeliveryThatCannotBeCommittedIsRefusedAndTakenLater() throws Exception {
        Network.Calling calling = calling();
        RouteCaller routes = routes(open());
        Letter letter = letter();
        inbox.refuse(1);
        assertThat(deliver(calling, letter, routes).status()).as("answer while the inbox cannot take it").isGreaterThanOrEqualTo(500);
        assertThat(deliver(calling, letter, routes).status()).as("answer to the next attempt").isBetween(200, 399);
        assertTakenOnce(letter);
        assertThat(offersOf(letter)).as("names of one event, offered again").containsOnly(offersOf(letter).getFirst());
    }

    // Both ways

    @Test
    final void visibilityIsKeptBothWays() throws Exception {
        Channel channel = open();
        for (Visibility visibility : channel.capabilities().visibilities()) {
            InboundMessage message = receive(channel, letter(visibility));
            assertThat(message.visibility()).as("of what came in").isEqualTo(visibility);
            String answer = words(++letters);
            perform(channel, reply(message, key(), answer, 1));
            if (network instanceof Network.Outgoing outgoing) {
                awaitSent(outgoing, answer);
                assertThat(sent(outgoing, answer)).extracting(Sent::visibility).containsExactly(visibility);
            }
        }
    }

    @Test
    final void nothingThatPeopleWroteIsLogged() throws Exception {
        Channel channel = open();
        Letter letter = letter();
        InboundMessage message = receive(channel, letter);
        String answer = words(++letters);
        perform(channel, reply(message, key(), answer, 1));
        assertThat(context.logged()).noneMatch(line -> line.contains(letter.text()) || line.contains(answer)
                || line.contains(message.from().value()));
    }

    // Out

    @Test
    final void aReplyIsAcceptedWithItsNameAndArrives() throws Exception {
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        String answer = words(++letters);
        Outcome outcome = perform(channel, reply(message, key(), answer, 1));
        if (outcome instanceof Outcome.ByPerson byPerson) {
            assertThat(byPerson.script()).isNotBlank();
            return;
        }
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        if (network instanceof Network.Outgoing outgoing) {
            assertThat(((Outcome.Accepted) outcome).ids()).as("names of what was sent").isNotEmpty();
            awaitSent(outgoing, answer);
            assertThat(sent(outgoing, answer)).extracting(Sent::to).containsExactly(message.from());
        }
    }

    @Test
    final void aNetworkThatIsAwayIsNeverTakenForSuccess() throws Exception {
        Network.Outgoing outgoing = outgoing();
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = words(++letters);
        outgoing.cut();
        Outcome outcome = perform(channel, reply(message, key, answer, 1));
        assertThat(outcome).isInstanceOfAny(Outcome.Deferred.class, Outcome.Unknown.class);
        outgoing.restore();
        if (outcome instanceof Outcome.Deferred || channel.capabilities().sendIsIdempotent()) {
            assertThat(perform(channel, reply(message, key, answer, 2))).isInstanceOf(Outcome.Accepted.class);
            awaitSent(outgoing, answer);
            assertThat(sent(outgoing, answer)).hasSize(1);
        }
    }

    @Test
    final void theSameCommandAgainIsSentOnce() throws Exception {
        Network.Outgoing outgoing = outgoing();
        Channel channel = open();
        assumeTrue(channel.capabilities().sendIsIdempotent(), "the channel does not promise that a command is sent once");
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = words(++letters);
        Outcome first = perform(channel, reply(message, key, answer, 1));
        Outcome second = perform(channel, reply(message, key, answer, 2));
        assertThat(second).as("the same outcome, the same names").isEqualTo(first);
        awaitSent(outgoing, answer);
        assertThat(sent(outgoing, answer)).hasSize(1);
    }

    @Test
    final void anAnswerThatGotLostIsUnknownAndNeverSentTwice() throws Exception {
        assumeTrue(network instanceof Network.Losing, "the network fixture cannot lose an answer");
        var losing = (Network.Losing) network;
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = words(++letters);
        losing.loseNextAnswer();
        Outcome outcome = perform(channel, reply(message, key, answer, 1));
        assertThat(outcome).as("what is known").isInstanceOfAny(Outcome.Unknown.class, Outcome.Accepted.class);
        awaitSent(losing, answer);
        if (channel.capabilities().sendIsIdempotent()) {
            assertThat(perform(channel, reply(message, key, answer, 2))).isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(sent(losing, answer)).hasSize(1);
    }

    // The end

    @Test
    final void aClosedChannelLeavesNoThread() throws Exception {
        ThreadWatch watch = ThreadWatch.start();
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        perform(channel, reply(message, key(), words(++letters), 1));
        close(channel);
        Patience.until("the channel's threads end: " + watch.left(), patience(), () -> watch.left().isEmpty());
    }

    // Words of the tests

    private ChannelPlugin<?> plugin() {
        return ServiceLoader.load(ChannelPlugin.class).stream().map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.type().equals(type())).findFirst().<ChannelPlugin<?>>map(plugin -> plugin)
                .orElseThrow(() -> new AssertionError("No META-INF/services/" + ChannelPlugin.class.getName()
                        + " on the class path names a plugin of type " + type()));
    }

    private Class<? extends Record> configurationClass() throws AssertionError {
        try {
            return configuration().getClass();
        } catch (Exception e) {
            throw new AssertionError("configuration() failed", e);
        }
    }

    /** A fresh channel of the configuration, closed after the test. */
    protected final Channel open() throws Exception {
        @SuppressWarnings("unchecked") // thePluginIsFoundByItsServiceFile compares the types
        var plugin = (ChannelPlugin<C>) plugin();
        C configuration = configuration();
        Channel channel = Patience.onVirtualThread(() -> plugin.open(configuration, context), patience());
        open.add(channel);
        return channel;
    }

    /** The inbox that the channel is given. */
    protected final RecordingInbox inbox() {
        return inbox;
    }

    protected final Outcome perform(Channel channel, Command command) throws Exception {
        return Patience.onVirtualThread(() -> channel.perform(command), patience());
    }

    /** Lets the channel take the letter in, and gives the message that it became. */
    protected final InboundMessage receive(Channel channel, Letter letter) throws Exception {
        switch (network) {
            case Network.Incoming incoming -> {
                assertThat(channel).as("a channel with an Incoming network").isInstanceOf(Listening.class);
                incoming.write(letter);
                Supervised running = listen((Listening) channel);
                awaitTaken(letter);
                stop(running);
            }
            case Network.Calling calling -> {
                assertThat(deliver(calling, letter, routes(channel)).status()).as("answer").isBetween(200, 399);
            }
            default -> throw new AssertionError("The network fixture must be Incoming or Calling");
        }
        List<InboundMessage> taken = inbox.messagesWith(letter.text());
        assertThat(taken).as("messages with the letter's words").hasSize(1);
        return taken.getFirst();
    }

    private static Response deliver(Network.Calling calling, Letter letter, RouteCaller routes) throws Exception {
        return calling.deliver(letter, routes);
    }

    private void close(Channel channel) throws Exception {
        if (open.remove(channel)) {
            Patience.<@Nullable Void>onVirtualThread(() -> {
                channel.close();
                return null;
            }, patience());
        }
    }

    private Supervised listen(Listening channel) {
        var running = Supervised.start(channel, inbox);
        listening.add(running);
        return running;
    }

    private void stop(Supervised running) throws InterruptedException {
        listening.remove(running);
        running.stop();
    }

    private Listening openListening() throws Exception {
        return (Listening) open();
    }

    private RouteCaller routes(Channel channel) {
        assertThat(channel).as("a channel with a Calling network").isInstanceOf(Webhooks.class);
        return new RouteCaller((Webhooks) channel);
    }

    private Network.Incoming incoming() throws Exception {
        assumeTrue(open() instanceof Listening, "the channel does not listen");
        assertThat(network).as("the network of a listening channel").isInstanceOf(Network.Incoming.class);
        return (Network.Incoming) network;
    }

    private Network.Acknowledging acknowledging() {
        assumeTrue(network instanceof Network.Acknowledging, "the network is not told what was taken in");
        return (Network.Acknowledging) network;
    }

    private Network.Calling calling() {
        assumeTrue(network instanceof Network.Calling, "the network does not call");
        return (Network.Calling) network;
    }

    private Network.Outgoing outgoing() {
        assumeTrue(network instanceof Network.Outgoing, "the network does not show what was sent");
        return (Network.Outgoing) network;
    }

    private void cutIfRemote() throws Exception {
        if (network instanceof Network.Remote remote) {
            remote.cut();
        }
    }

    private Letter letter() throws Exception {
        return letter(open().capabilities().visibilities().stream().sorted().findFirst().orElseThrow());
    }

    private Letter letter(Visibility visibility) {
        return new Letter("letter-" + ++letters, visibility, words(letters));
    }

    /** A key that no run before has used, for networks that remember. */
    private static CommandKey key() {
        return new CommandKey("contract-" + UUID.randomUUID());
    }

    private List<EventId> offersOf(Letter letter) {
        return inbox.offered().stream().filter(event -> event instanceof MessageReceived received
                && received.message().content().text().contains(letter.text())).map(InboundEvent::id).toList();
    }

    private void awaitTaken(Letter letter) throws InterruptedException {
        inbox.await(it -> !it.messagesWith(letter.text()).isEmpty(), patience());
    }

    private void assertTakenOnce(Letter... taken) {
        for (Letter letter : taken) {
            assertThat(inbox.messagesWith(letter.text())).as("messages with the words of " + letter.key()).hasSize(1);
        }
    }

    private void awaitAcknowledged(Network.Acknowledging acknowledging, Letter letter) throws Exception {
        Patience.until("the network is told that the letter is taken in", patience(), () -> acknowledging.acknowledged(letter));
    }

    private void awaitSent(Network.Outgoing outgoing, String text) throws Exception {
        Patience.until("the message is seen at the other end", patience(), () -> !sent(outgoing, text).isEmpty());
    }

    private static List<Sent> sent(Network.Outgoing outgoing, String text) throws Exception {
        return outgoing.sent().stream().filter(sent -> sent.text().contains(text)).toList();
    }
}
