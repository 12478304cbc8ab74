package org.parvis.gateway.plugin;

import java.time.temporal.ChronoUnit;

import org.parvis.channel.Health;
import org.parvis.gateway.outbox.Dispatcher;

/**
 * How a channel is, with the reason in words for its operator; the reason of {@link State#READY} is empty.
 *
 * @param code of the fault behind it, in upper case; empty where none is known
 */
public record ChannelHealth(State state, String detail, String code) {

    /** Behind which no fault of a code is known. */
    public ChannelHealth(State state, String detail) {
        this(state, detail, "");
    }

    static final ChannelHealth STARTING = new ChannelHealth(State.STARTING, "");
    static final ChannelHealth PAUSED = new ChannelHealth(State.PAUSED, "");

    static ChannelHealth of(Health health) {
        return switch (health) {
            case Health.Ready ready -> new ChannelHealth(State.READY, "");
            case Health.Degraded(String why, String code) -> new ChannelHealth(State.DEGRADED, why, code);
            case Health.NeedsOperator(String action, String code) -> new ChannelHealth(State.NEEDS_OPERATOR, action, code);
        };
    }

    /** A plugin that ignores its interruption: as long as it does, fewer commands go out, or none. */
    static ChannelHealth of(Dispatcher.Hanging hanging) {
        String effect = hanging.count() < hanging.of() ? "the others go on" : "nothing more is sent until one returns";
        return new ChannelHealth(State.DEGRADED, hanging.count() + " of " + hanging.of() + " sendings hang since "
                + hanging.since().truncatedTo(ChronoUnit.SECONDS) + ": " + effect + ". If they do not return, restart the gateway");
    }

    /** What stands behind the words. */
    public enum State {
        READY, DEGRADED, NEEDS_OPERATOR, STARTING,
        /** It stopped listening and is started again after a pause. */
        RESTARTING,
        /** No plugin offers its type. */
        ABSENT,
        /** An administrator has paused it; {@link ChannelControl} says who and since when. Never written into channel_lease. */
        PAUSED;

        /** Whether something is wrong that went wrong by itself. */
        public boolean isTrouble() {
            return switch (this) {
                case READY, STARTING, PAUSED -> false;
                case DEGRADED, NEEDS_OPERATOR, RESTARTING, ABSENT -> true;
            };
        }
    }
}
