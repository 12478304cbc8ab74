package org.parvis.gateway.plugin;

import java.util.Optional;

import org.parvis.channel.Listening;
import org.parvis.gateway.outbox.Dispatcher;

/** A node's time as the owner of a channel: it listens and sends, both under the epoch of one lease. */
final class Tenure {

    private final String channelId;
    private final GuardedChannel channel;
    private final RunningChannel.Surroundings surroundings;
    private final long epoch;
    private final Dispatcher dispatcher;
    /** Absent where the channel does not listen, or is paused. */
    private volatile Optional<Listener> listener = Optional.empty();

    private Tenure(String channelId, GuardedChannel channel, RunningChannel.Surroundings surroundings, long epoch, ChannelControl control) {
        this.channelId = channelId;
        this.channel = channel;
        this.surroundings = surroundings;
        this.epoch = epoch;
        this.dispatcher = surroundings.outbox().open(channelId, channel, epoch, control.pace());
    }

    static Tenure begin(String channelId, GuardedChannel channel, RunningChannel.Surroundings surroundings, long epoch,
            ChannelControl control) {
        Tenure tenure = new Tenure(channelId, channel, surroundings, epoch, control);
        if (!control.paused()) {
            tenure.listen();
        }
        return tenure;
    }

    /**
     * Does as was decided: what is paused neither listens nor begins to send, and goes on from its cursor afterwards. Some seconds at most; by one thread at a
     * time.
     */
    void obey(ChannelControl control) throws InterruptedException {
        dispatcher.keep(control.pace());
        if (control.paused()) {
            stopListening();
        } else if (listener.isEmpty()) {
            listen();
        }
    }

    private void listen() {
        if (channel.channel() instanceof Listening listening) {
            Listener begun = new Listener(channelId, listening, surroundings.inbox().of(channelId, Optional.of(epoch)),
                    surroundings.database());
            listener = Optional.of(begun);
            begun.start();
        }
    }

    private void stopListening() throws InterruptedException {
        if (listener.isPresent()) {
            listener.get().stop();
            listener = Optional.empty();
        }
    }

    long epoch() {
        return epoch;
    }

    /** What keeps the channel from listening or sending at this moment. */
    Optional<ChannelHealth> trouble() {
        return listener.flatMap(Listener::trouble).or(() -> dispatcher.hanging().map(ChannelHealth::of));
    }

    /** Stops listening, lets what is being sent end. Some seconds at most. */
    void end() throws InterruptedException {
        stopListening();
        dispatcher.stop();
    }
}
