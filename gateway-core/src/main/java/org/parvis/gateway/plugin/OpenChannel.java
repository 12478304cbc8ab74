package org.parvis.gateway.plugin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Inbox;
import org.parvis.channel.Webhooks;
import org.parvis.gateway.conversation.CitizenView;
import org.parvis.gateway.plugin.ChannelSpecification.InvalidSettingsException;

/**
 * A channel as its plugin opened it, or the reason why it is closed.
 *
 * @param channel absent when it is closed
 * @param removed whether there is no such channel any more
 */
record OpenChannel(ChannelSpecification specification, Optional<GuardedChannel> channel, ChannelHealth closedBecause,
        List<MountedRoute> routes, boolean removed) {

    private static final Logger LOG = LoggerFactory.getLogger(OpenChannel.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** Never throws for what a plugin or a configuration does wrong: the channel is then closed, and says why. Ten seconds at most. */
    static OpenChannel of(ChannelSpecification specification, PluginCatalogue catalogue, RunningChannel.Surroundings surroundings)
            throws InterruptedException {
        Optional<ChannelPlugin<?>> plugin = catalogue.ofType(specification.type());
        if (plugin.isEmpty()) {
            return closed(specification,
                    new ChannelHealth(ChannelHealth.State.ABSENT, "No plugin offers channels of type " + specification.type()));
        }
        try {
            GuardedChannel channel = make(plugin.get(), specification, context(specification, surroundings));
            return new OpenChannel(specification, Optional.of(channel), ChannelHealth.STARTING, routes(specification, channel.channel()),
                    false);
        } catch (InvalidSettingsException wrong) {
            return closed(specification, needsOperator(String.valueOf(wrong.getMessage()), ""));
        } catch (ChannelException refusal) {
            return closed(specification, needsOperator(refusal.fault().detail(), refusal.fault().code()));
        } catch (RuntimeException | LinkageError mistake) {
            LOG.error("Channel {}: its plugin failed to open it", specification.id(), mistake);
            return closed(specification, needsOperator("The plugin failed: " + mistake, ""));
        }
    }

    private static ChannelHealth needsOperator(String why, String code) {
        return new ChannelHealth(ChannelHealth.State.NEEDS_OPERATOR, why, code);
    }

    private static OpenChannel closed(ChannelSpecification specification, ChannelHealth why) {
        LOG.error("Channel {} stays closed: {}", specification.id(), why.detail());
        return new OpenChannel(specification, Optional.empty(), why, List.of(), false);
    }

    static OpenChannel removed(ChannelSpecification specification) {
        return new OpenChannel(specification, Optional.empty(), new ChannelHealth(ChannelHealth.State.ABSENT, "It was removed"), List.of(),
                true);
    }

    /** Lets the plugin go, after all that it did has ended; one that does not let go is left behind. */
    void close() throws InterruptedException {
        if (channel.isEmpty()) {
            return;
        }
        Thread closing = Thread.ofVirtual().name("close-" + specification.id()).start(() -> {
            try {
                channel.get().close();
            } catch (RuntimeException mistake) {
                LOG.warn("Channel {}: its plugin failed to close it", specification.id(), mistake);
            }
        });
        if (!closing.join(CLOSE_LIMIT)) {
            closing.interrupt();
            LOG.error("Channel {} does not close; it is left behind. Report this to the plugin's author", specification.id());
        }
    }

    private static <C extends Record> GuardedChannel make(ChannelPlugin<C> plugin, ChannelSpecification specification,
            ChannelContext context)
            throws InvalidSettingsException, ChannelException, InterruptedException {
        C configuration = specification.settings().bind(plugin.configurationType());
        try {
            return PluginCall.bounded(plugin, "open-" + specification.id(), OPEN_LIMIT,
                    () -> new GuardedChannel(plugin.open(configuration, context)));
        } catch (TimeoutException hangs) {
            throw new ChannelException(new Fault(Fault.Owner.PARVIS, "NOT_OPENED",
                    "The plugin did not open the channel within " + OPEN_LIMIT.toSeconds() + " s"), hangs);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case ChannelException refusal -> throw refusal;
                case null, default -> throw new IllegalStateException(String.valueOf(failure.getCause()), failure.getCause());
            }
        }
    }

    private static List<MountedRoute> routes(ChannelSpecification specification, Channel channel) throws ChannelException {
        if (!(channel instanceof Webhooks webhooks)) {
            return List.of();
        }
        String mount = webhooks.mount();
        if (MountedRoute.RESERVED.contains(mount) || !mount.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("The mount \"" + mount + "\" cannot be used by a plugin");
        }
        return webhooks.routes().stream().map(route -> new MountedRoute(specification.id(), mount, route)).toList();
    }

    private static ChannelContext context(ChannelSpecification specification, RunningChannel.Surroundings surroundings) {
        Inbox inbox = surroundings.inbox().of(specification.id(), Optional.empty());
        FollowUp followUp = new CitizenView(surroundings.database(), specification.id());
        ChannelContext.Signer signer = surroundings.signing().of(specification.id());
        System.Logger log = System.getLogger("parvis.channel." + specification.id());
        return new ChannelContext() {

            @Override
            public String channelId() {
                return specification.id();
            }

            @Override
            public String label() {
                return specification.label();
            }

            @Override
            public System.Logger log() {
                return log;
            }

            @Override
            public Clock clock() {
                return surroundings.clock();
            }

            @Override
            public URI publicAddress() {
                return surroundings.publicAddress().get();
            }

            @Override
            public Inbox inbox() {
                return inbox;
            }

            @Override
            public FollowUp followUp() {
                return followUp;
            }

            @Override
            public Signer signer() {
                return signer;
            }

            @Override
            public Allowance allowance(String purpose, int perHour) {
                return surroundings.allowances().of(specification.id(), purpose, perHour);
            }
        };
    }
}
