package org.parvis.gateway.plugin;

import java.util.Optional;

import org.parvis.channel.Capabilities;

/**
 * A channel as it is now.
 *
 * @param capabilities absent when it is not open
 * @param page         the path under which its routes stand, if it has any
 */
public record ChannelStatus(String id, String type, String label, ChannelHealth health, Optional<Capabilities> capabilities,
        Optional<String> page) {

    ChannelStatus with(ChannelHealth other) {
        return new ChannelStatus(id, type, label, other, capabilities, page);
    }
}
