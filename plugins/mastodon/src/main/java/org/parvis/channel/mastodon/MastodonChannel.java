package org.parvis.channel.mastodon;

import java.util.Optional;
import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Cursor;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.Inbox;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;

/** One account on one server. */
final class MastodonChannel implements Listening {

    /** What the mention of the person may take of a status: Mastodon's longest local name, its {@code @} and the space after it. */
    static final int MENTION = 32;
    private static final int PARALLEL_SENDS = 2;
    /** Mastodon bears three hundred in three hours; a burst is let through, and its refusal obeyed. */
    private static final int SENDS_PER_MINUTE = 30;

    private final MastodonConfiguration configuration;
    private final ChannelContext context;
    private final Api api;
    private final Home home;
    private final Sender sender;
    private volatile Health health = new Health.Ready();

    MastodonChannel(MastodonConfiguration configuration, ChannelContext context) throws ChannelException {
        this.configuration = configuration;
        this.context = context;
        this.api = new Api(configuration, context.clock());
        this.home = new Home(api, context.clock());
        this.sender = new Sender(api, home, context.clock(), configuration.publicReplies());
    }

    /** The server's own limits once it has told them, before that Mastodon's. */
    @Override
    public Capabilities capabilities() {
        Instance instance = home.instance();
        var text = new Capabilities.TextLimit(instance.maximum() - MENTION, Capabilities.TextLimit.Unit.GRAPHEMES, instance.urlLength(),
                true);
        var media = new Capabilities.MediaLimits(instance.attachments(), instance.attachmentBytes(), instance.types());
        var operator = new Capabilities.Operator(configuration.operatorName().orElse(String.valueOf(configuration.baseUrl().getHost())),
                configuration.operatorJurisdiction(), "ActivityPub", true);
        return new Capabilities(text, media, Set.of(Capabilities.Feature.WARNING), Set.of(Handle.Kind.FEDIVERSE), true,
                Set.of(Visibility.values()), true, PARALLEL_SENDS, SENDS_PER_MINUTE, operator);
    }

    @Override
    public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
        new Listener(configuration, api, home, context.clock(), context.log(), value -> health = value, inbox, from).listen();
    }

    @Override
    public Outcome perform(Command command) throws InterruptedException {
        Outcome outcome = switch (command) {
            case Command.Send send -> sender.send(send);
        };
        if (outcome instanceof Outcome.Deferred deferred && Faults.health(deferred.fault()) instanceof Health.NeedsOperator needs) {
            health = needs;
        }
        return outcome;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        api.close();
    }
}
