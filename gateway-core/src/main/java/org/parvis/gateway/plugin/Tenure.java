package org.parvis.gateway.plugin;

import java.util.Optional;

import org.parvis.channel.Listening;
import org.parvis.gateway.outbox.Dispatcher;

/** A node's time as the owner of a channel: it listens and sends, both under the epoch of one lease. */
final class Tenure {

    private final long epoch;
    private final Optional<Listener> listener;
    private final Dispatcher dispatcher;

    private Tenure(long epoch, Optional<Listener> listener, Dispatcher dispatcher) {
        this.epoch = epoch;
        this.listener = listener;
        this.dispatcher = dispatcher;
    }

    static Tenure begin(String channelId, GuardedChannel channel, RunningChannel.Surroundings surroundings, long epoch) {
        Dispatcher dispatcher = surroundings.outbox().open(channelId, channel, epoch);
        Optional<Listener> listener = channel.channel() instanceof Listening listening
                ? Optional.of(new Listener(channelId, listening, surroundings.inbox().of(channelId, Optional.of(epoch)),
                        surroundings.database()))
                : Optional.empty();
        listener.ifPresent(Listener::start);
        return new Tenure(epoch, listener, dispatcher);
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
        if (listener.isPresent()) {
            listener.get().stop();
        }
        dispatcher.stop();
    }
}
