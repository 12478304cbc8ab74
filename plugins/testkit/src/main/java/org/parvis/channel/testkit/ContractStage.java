package org.parvis.channel.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
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
 * The stage on which {@link ChannelContract} is played: the network, the gateway's side in memory, the channels that a test opens, and the
 * words in which the tests are written.
 *
 * @param <C> the plugin's configuration
 */
abstract class ContractStage<C extends Record> {

    private final RecordingInbox inbox = new RecordingInbox();
    private final List<Channel> open = new ArrayList<>();
    private final List<Supervised> listening = new ArrayList<>();
    private Network network;
    private TestContext context;
    private int lastWords;

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
            for (Supervised running : List.copyOf(listening)) {
                running.stop();
            }
            for (Channel channel : List.copyOf(open)) {
                close(channel);
            }
        } finally {
            network.close();
        }
    }

    /** Words that were not used before in this test. */
    final String freshWords() {
        return words(++lastWords);
    }

    final Network otherEnd() {
        return network;
    }

    final TestContext context() {
        return context;
    }

    ChannelPlugin<?> plugin() {
        return ServiceLoader.load(ChannelPlugin.class).stream().map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.type().equals(type())).findFirst().<ChannelPlugin<?>>map(plugin -> plugin)
                .orElseThrow(() -> new AssertionError("No META-INF/services/" + ChannelPlugin.class.getName()
                        + " on the class path names a plugin of type " + type()));
    }

    Class<? extends Record> configurationClass() throws AssertionError {
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

    /** What the plugin finds out about the configuration. */
    final List<RecordedFinding> test() throws Exception {
        @SuppressWarnings("unchecked") // thePluginIsFoundByItsServiceFile compares the types
        var plugin = (ChannelPlugin<C>) plugin();
        C configuration = configuration();
        return Patience.onVirtualThread(() -> RecordedFinding.of(plugin, configuration), patience());
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

    static Response deliver(Network.Calling calling, Letter letter, RouteCaller routes) throws Exception {
        return calling.deliver(letter, routes);
    }

    void close(Channel channel) throws Exception {
        if (open.remove(channel)) {
            Patience.<@Nullable Void>onVirtualThread(() -> {
                channel.close();
                return null;
            }, patience());
        }
    }

    Supervised listen(Listening channel) {
        var running = Supervised.start(channel, inbox);
        listening.add(running);
        return running;
    }

    void stop(Supervised running) throws InterruptedException {
        listening.remove(running);
        running.stop();
    }

    /** A fresh channel; the test is skipped when it does not listen. */
    Listening openListening() throws Exception {
        return (Listening) open();
    }

    RouteCaller routes(Channel channel) {
        assertThat(channel).as("a channel with a Calling network").isInstanceOf(Webhooks.class);
        return new RouteCaller((Webhooks) channel);
    }

    Network.Incoming incoming() throws Exception {
        Channel channel = open.isEmpty() ? open() : open.getFirst();
        assumeTrue(channel instanceof Listening, "the channel does not listen");
        assertThat(network).as("the network of a listening channel").isInstanceOf(Network.Incoming.class);
        return (Network.Incoming) network;
    }

    Network.Acknowledging acknowledging() {
        assumeTrue(network instanceof Network.Acknowledging, "the network is not told what was taken in");
        return (Network.Acknowledging) network;
    }

    Network.Calling calling() {
        assumeTrue(network instanceof Network.Calling, "the network does not call");
        return (Network.Calling) network;
    }

    Network.Outgoing outgoing() {
        assumeTrue(network instanceof Network.Outgoing, "the network does not show what was sent");
        return (Network.Outgoing) network;
    }

    void cutIfRemote() throws Exception {
        if (network instanceof Network.Remote remote) {
            remote.cut();
        }
    }

    Letter letter() throws Exception {
        Channel channel = open.isEmpty() ? open() : open.getFirst();
        return letter(channel.capabilities().visibilities().stream().sorted().findFirst().orElseThrow());
    }

    Letter letter(Visibility visibility) {
        return new Letter("letter-" + ++lastWords, visibility, words(lastWords));
    }

    /** A key that no run before has used, for networks that remember. */
    static CommandKey key() {
        return new CommandKey("contract-" + UUID.randomUUID());
    }

    List<EventId> offersOf(Letter letter) {
        return inbox.offered().stream().filter(event -> event instanceof MessageReceived received
                && received.message().content().text().contains(letter.text())).map(InboundEvent::id).toList();
    }

    void awaitTaken(Letter letter) throws InterruptedException {
        inbox.await(it -> !it.messagesWith(letter.text()).isEmpty(), patience());
    }

    void assertTakenOnce(Letter... taken) {
        for (Letter letter : taken) {
            assertThat(inbox.messagesWith(letter.text())).as("messages with the words of " + letter.key()).hasSize(1);
        }
    }

    void awaitAcknowledged(Network.Acknowledging acknowledging, Letter letter) throws Exception {
        Patience.until("the network is told that the letter is taken in", patience(), () -> acknowledging.acknowledged(letter));
    }

    void awaitSent(Network.Outgoing outgoing, String text) throws Exception {
        Patience.until("the message is seen at the other end", patience(), () -> !sent(outgoing, text).isEmpty());
    }

    static List<Sent> sent(Network.Outgoing outgoing, String text) throws Exception {
        return outgoing.sent().stream().filter(sent -> sent.text().contains(text)).toList();
    }
}
