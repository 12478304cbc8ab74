package org.parvis.gateway.desk;

import java.util.Optional;

import org.parvis.channel.Capabilities;

/** What channels can do at this moment, from memory. */
@FunctionalInterface
public interface ChannelLimits {

    /** Empty: the channel is not open, so nothing can be promised about it. */
    Optional<Capabilities> of(String channelId);
}
