package org.parvis.gateway.plugin;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Capabilities;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.outbox.Outbox;

/**
 * One channel for as long as this node runs: open and at work, or closed with the reason; another one in its place when its settings change. What is owned is first
 * given back, so that the new one begins under an epoch of its own, here or on another node, and what the old one still says is known to be old.
 */
final class RunningChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RunningChannel.class);

    /** What a channel is wired to. */
    record Surroundings(Database database, GroupCommit inbox, Outbox outbox, Signing signing, Allowances allowances, Clock clock,
            Supplier<URI> publicAddress, ChannelControls controls) {
    }

    private final Surroundings surroundings;
    /** Of whoever begins, changes or ends the tenure, or what is open. */
    private final ReentrantLock turn = new ReentrantLock();
    private volatile OpenChannel open;
    /** What takes its place as soon as this node does not own the channel. */
    private volatile Optional<OpenChannel> next = Optional.empty();
    /** Whether this node owns it, as far as it has been told. */
    private volatile boolean owned;
    private volatile Optional<Tenure> tenure = Optional.empty();

    RunningChannel(OpenChannel open, Surroundings surroundings) {
        this.open = open;
        this.surroundings = surroundings;
    }

    /** Whether this node could own it. */
    boolean isOpen() {
        return open.channel().isPresent() && next.isEmpty();
    }

    boolean isRemoved() {
        return next.orElse(open).removed();
    }

    /** The epoch under which this node owns it. */
    Optional<Long> epoch() {
        return tenure.map(Tenure::epoch);
    }

    /** Begins to listen and to send, under this epoch. */
    void gained(long epoch) {
        turn.lock();
        try {
            owned = true;
            tenure = open.channel().map(channel -> Tenure.begin(id(), channel, surroundings, epoch, control()));
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
        return surroundings.controls().of(id());
    }

    /** Listens and sends no more; what is served over HTTP goes on. Some seconds at most. */
    void lost() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            endTenure();
            owned = false;
            replace();
        } finally {
            turn.unlock();
        }
    }

    private void endTenure() throws InterruptedException {
        Optional<Tenure> ending = tenure;
        tenure = Optional.empty();
        if (ending.isPresent()) {
            ending.get().end();
        }
    }

    /** What was opened takes the place of what there was: at once, or when the channel was given back. A second or so at most. */
    void become(OpenChannel other) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            Optional<OpenChannel> outrun = next;
            next = Optional.of(other);
            if (outrun.isPresent()) {
                outrun.get().close();
            }
            if (!owned) {
                replace();
            }
        } finally {
            turn.unlock();
        }
    }

    private void replace() throws InterruptedException {
        if (next.isEmpty()) {
            return;
        }
        OpenChannel before = open;
        open = next.get();
        next = Optional.empty();
        before.close();
    }

    /** Called on a thread of its own; gives up waiting when interrupted. */
    void close() {
        try {
            lost();
            open.close();
        } catch (InterruptedException hurry) {
            LOG.debug("Channel {}: closed without waiting", id(), hurry);
        }
    }

    private String id() {
        return open.specification().id();
    }

    ChannelSpecification specification() {
        return next.orElse(open).specification();
    }

    Optional<Capabilities> capabilities() {
        return open.channel().map(GuardedChannel::capabilities);
    }

    List<MountedRoute> routes() {
        return open.routes();
    }

    ChannelStatus status() {
        ChannelSpecification specification = specification();
        Optional<String> page = open.routes().stream().findFirst().map(route -> "/" + route.mount() + "/" + route.channel());
        return new ChannelStatus(specification.id(), specification.type(), specification.label(), health(), capabilities(), page)
                .with(control());
    }

    /** As this node sees it. What the plugin says counts more than that it is being restarted: it knows why. */
    private ChannelHealth health() {
        if (next.isPresent()) {
            return ChannelHealth.STARTING;
        }
        OpenChannel now = open;
        if (now.channel().isEmpty()) {
            return now.closedBecause();
        }
        ChannelHealth stated = ChannelHealth.of(now.channel().get().health());
        return stated.state() == ChannelHealth.State.READY ? tenure.flatMap(Tenure::trouble).orElse(stated) : stated;
    }
}
