package org.parvis.channel.mastodon;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Listening;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Patience;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.Supervised;
import org.parvis.channel.testkit.TestContext;

/** The gateway's side of one channel, for tests. */
final class Desk implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RecordingInbox inbox = new RecordingInbox();
    final TestContext context;
    final Listening channel;
    private Optional<Supervised> running = Optional.empty();

    Desk(MastodonConfiguration configuration, Clock clock) throws Exception {
        context = new TestContext("mastodon", inbox, clock);
        channel = (Listening) new MastodonPlugin().open(configuration, context);
    }

    Desk(FakeMastodon server) throws Exception {
        this(Configurations.of(server), Clock.systemUTC());
    }

    Desk listening() {
        running = Optional.of(Supervised.start(channel, inbox));
        return this;
    }

    Supervised running() {
        return running.orElseThrow();
    }

    InboundMessage await(String words) throws InterruptedException {
        inbox.await(it -> !it.messagesWith(words).isEmpty(), PATIENCE);
        return inbox.messagesWith(words).getFirst();
    }

    Outcome perform(Command.Send send) throws Exception {
        return Patience.onVirtualThread(() -> channel.perform(send), PATIENCE);
    }

    static Command.Send send(String key, Handle to, Visibility visibility, Content content, int attempt, MessageId... inReplyTo) {
        return new Command.Send(new CommandKey(key), to, "Voirie", Optional.empty(), content, visibility, List.of(inReplyTo),
                Optional.empty(), 17, attempt);
    }

    static Command.Send reply(String key, InboundMessage to, Content content, int attempt) {
        return send(key, to.from(), to.visibility(), content, attempt, to.id());
    }

    @Override
    public void close() {
        try {
            if (running.isPresent()) {
                running.get().stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }
}
