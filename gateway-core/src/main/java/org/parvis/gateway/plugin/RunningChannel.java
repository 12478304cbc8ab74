package org.parvis.gateway.plugin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Inbox;
import org.parvis.channel.Webhooks;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.conversation.CitizenView;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.outbox.Outbox;
import org.parvis.gateway.plugin.ChannelSpecification.InvalidSettingsException;

/** One configured channel: open and at work, or closed with the reason. */
final class RunningChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RunningChannel.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** What a channel is wired to. */
    record Surroundings(Database database, GroupCommit inbox, Outbox outbox, Signing signing, Allowances allowances, Clock clock,
            Supplier<URI> publicAddress, ChannelControls controls) {
    }

    private final ChannelSpecification specification;
    private final Surroundings surroundings;
    private final Optional<GuardedChannel> channel;
    private final ChannelHealth closedBecause;
    private final List<MountedRoute> routes;
    /** Of whoever begins, changes or ends the tenure. */
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Optional<Tenure> tenure = Optional.empty();

    private RunningChannel(ChannelSpecification specification, Surroundings surroundings, Optional<GuardedChannel> channel,
            ChannelHealth closedBecause, List<MountedRoute> routes) {
        this.specification = specification;
        this.surroundings = surroundings;
        this.channel = channel;
        this.closedBecause = closedBecause;
        this.routes = routes;
    }

    /** Never throws for what a plugin or a configuration does wrong: the channel is then closed, and says why. */
    static RunningChannel open(ChannelSpecification specification, PluginCatalogue catalogue, Surroundings surroundings)
            throws InterruptedException {
        Optional<ChannelPlugin<?>> plugin = catalogue.ofType(specification.type());
        if (plugin.isEmpty()) {
            return closed(specification, surroundings, ChannelHealth.State.ABSENT,
                    "No plugin offers channels of type " + specification.type());
        }
        try {
            GuardedChannel channel = make(plugin.get(), specification, context(specification, surroundings));
            return new RunningChannel(specification, surroundings, Optional.of(channel), ChannelHealth.STARTING,
                    routes(specification, channel.channel()));
        } catch (InvalidSettingsException wrong) {
            return closed(specification, surroundings, ChannelHealth.State.NEEDS_OPERATOR, String.valueOf(wrong.getMessage()));
        } catch (ChannelException refusal) {
            return closed(specification, surroundings, new ChannelHealth(ChannelHealth.State.NEEDS_OPERATOR, refusal.fault().detail(),
                    refusal.fault().code()));
        } catch (RuntimeException | LinkageError mistake) {
            LOG.error("Channel {}: its plugin failed to open it", specification.id(), mistake);
            return closed(specification, surroundings, ChannelHealth.State.NEEDS_OPERATOR, "The plugin failed: " + mistake);
        }
    }

    /** Whether this node could own it. */
    boolean isOpen() {
        return channel.isPresent();
    }

    /** The epoch under which this node owns it. */
    Optional<Long> epoch() {
        return tenure.map(Tenure::epoch);
    }

    /** Begins to listen and to send, under this epoch. */
    void gained(long epoch) {
        turn.lock();
        try {
            tenure = channel.map(open -> Tenure.begin(specification.id(), open, surroundings, epoch, control()));
        } finally {
            turn.unlock();
        }
    }

    /** Does as administrators decided last. Some seconds at most. */
    void obey() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (tenure.isPresent()) {
                tenure.get().obey(control());
            }
        } finally {
            turn.unlock();
        }
    }

    private ChannelControl control() {
        return surroundings.controls().of(specification.id());
    }

    /** Listens and sends no more; what is served over HTTP goes on. Some seconds at most. */
    void lost() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            Optional<Tenure> ending = tenure;
            tenure = Optional.empty();
            if (ending.isPresent()) {
                ending.get().end();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Called on a thread of its own; gives up waiting when interrupted. */
    void close() {
        try {
            lost();
            if (channel.isPresent()) {
                close(channel.get());
            }
        } catch (InterruptedException hurry) {
            LOG.debug("Channel {}: closed without waiting", specification.id(), hurry);
        } catch (Exception mistake) {
            LOG.warn("Channel {}: its plugin failed to close it", specification.id(), mistake);
        }
    }

    private void close(GuardedChannel open) throws InterruptedException {
        Thread closing = Thread.ofVirtual().name("close-" + specification.id()).start(open::close);
        if (!closing.join(CLOSE_LIMIT)) {
            closing.interrupt();
            LOG.error("Channel {} does not close; it is left behind. Report this to the plugin's author", specification.id());
        }
    }

    ChannelSpecification specification() {
        return specification;
    }

    Optional<Capabilities> capabilities() {
        return channel.map(GuardedChannel::capabilities);
    }

    List<MountedRoute> routes() {
        return routes;
    }

    ChannelStatus status() {
        Optional<String> page = routes.stream().findFirst().map(route -> "/" + route.mount() + "/" + route.channel());
        return new ChannelStatus(specification.id(), specification.type(), specification.label(), health(), capabilities(), page)
                .with(control());
    }

    /** As this node sees it. What the plugin says counts more than that it is being restarted: it knows why. */
    private ChannelHealth health() {
        if (channel.isEmpty()) {
            return closedBecause;
        }
        ChannelHealth stated = ChannelHealth.of(channel.get().health());
        return stated.state() == ChannelHealth.State.READY ? tenure.flatMap(Tenure::trouble).orElse(stated) : stated;
    }

    private static RunningChannel closed(ChannelSpecification specification, Surroundings surroundings, ChannelHealth.State state,
            String why) {
        return closed(specification, surroundings, new ChannelHealth(state, why));
    }

    private static RunningChannel closed(ChannelSpecification specification, Surroundings surroundings, ChannelHealth why) {
        LOG.error("Channel {} stays closed: {}", specification.id(), why.detail());
        return new RunningChannel(specification, surroundings, Optional.empty(), why, List.of());
    }

    private static <C extends Record> GuardedChannel make(ChannelPlugin<C> plugin, ChannelSpecification specification,
            ChannelContext context)
            throws InvalidSettingsException, ChannelException, InterruptedException {
        C configuration = specification.settings().bind(plugin.configurationType());
        FutureTask<GuardedChannel> opening = new FutureTask<>(() -> new GuardedChannel(plugin.open(configuration, context)));
        Thread thread = Thread.ofVirtual().name("open-" + specification.id()).unstarted(opening);
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        thread.start();
        try {
            return opening.get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hangs) {
            opening.cancel(true);
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

    private static ChannelContext context(ChannelSpecification specification, Surroundings surroundings) {
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
