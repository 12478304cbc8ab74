package org.parvis.gateway.plugin;

import org.parvis.channel.Health;

/** How a channel is, with the reason in words for its operator; the reason of {@link State#READY} is empty. */
public record ChannelHealth(State state, String detail) {

    static final ChannelHealth STARTING = new ChannelHealth(State.STARTING, "");

    static ChannelHealth of(Health health) {
        return switch (health) {
            case Health.Ready ready -> new ChannelHealth(State.READY, "");
            case Health.Degraded(String why) -> new ChannelHealth(State.DEGRADED, why);
            case Health.NeedsOperator(String action) -> new ChannelHealth(State.NEEDS_OPERATOR, action);
        };
    }

    /** What stands behind the words. */
    public enum State {
        READY, DEGRADED, NEEDS_OPERATOR, STARTING,
        /** It stopped listening and is started again after a pause. */
        RESTARTING,
        /** No plugin offers its type. */
        ABSENT
    }
}
