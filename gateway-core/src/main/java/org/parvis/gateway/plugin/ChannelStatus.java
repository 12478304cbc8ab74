package org.parvis.gateway.plugin;

import java.util.Optional;

import org.parvis.channel.Capabilities;

/**
 * A channel as it is now.
 *
 * @param capabilities absent when it is not open
 * @param page         the path under which its routes stand, if it has any
 * @param waiting      how many answers and notices wait because it is not open; counted up to {@link #MAXIMUM_WAITING}
 */
public record ChannelStatus(String id, String type, String label, ChannelHealth health, Optional<Capabilities> capabilities,
        Optional<String> page, int waiting) {

    public static final int MAXIMUM_WAITING = 1_000;

    /** For which nothing waits longer than it must. */
    public ChannelStatus(String id, String type, String label, ChannelHealth health, Optional<Capabilities> capabilities,
            Optional<String> page) {
        this(id, type, label, health, capabilities, page, 0);
    }

    ChannelStatus with(ChannelHealth other) {
        return new ChannelStatus(id, type, label, other, capabilities, page, waiting);
    }
}
