package org.parvis.gateway.plugin;

import java.util.Optional;

import org.parvis.channel.Capabilities;

/**
 * A channel as it is now.
 *
 * @param capabilities absent when it is not open
 * @param page         the path under which its routes stand, if it has any
 * @param waiting      how many answers and notices wait because it is not open, or paused; counted up to {@link #MAXIMUM_WAITING}
 * @param control      what administrators decided about it
 * @param setUp        where
 */
public record ChannelStatus(String id, String type, String label, ChannelHealth health, Optional<Capabilities> capabilities,
        Optional<String> page, int waiting, ChannelControl control, SetUp setUp) {

    /** Where a channel is set up; nowhere: no longer. */
    public enum SetUp {
        FILE, DESK, NOWHERE
    }

    public static final int MAXIMUM_WAITING = 1_000;

    /** Of the file, for which nothing waits longer than it must. */
    public ChannelStatus(String id, String type, String label, ChannelHealth health, Optional<Capabilities> capabilities,
            Optional<String> page) {
        this(id, type, label, health, capabilities, page, 0, ChannelControl.NONE, SetUp.FILE);
    }

    ChannelStatus with(ChannelHealth other) {
        return new ChannelStatus(id, type, label, other, capabilities, page, waiting, control, setUp);
    }

    ChannelStatus with(int nowWaiting) {
        return new ChannelStatus(id, type, label, health, capabilities, page, nowWaiting, control, setUp);
    }

    ChannelStatus with(SetUp where) {
        return new ChannelStatus(id, type, label, health, capabilities, page, waiting, control, where);
    }

    /** The same under these decisions. */
    public ChannelStatus with(ChannelControl decided) {
        ChannelHealth shown = decided.paused() && capabilities.isPresent() ? ChannelHealth.PAUSED : health;
        return new ChannelStatus(id, type, label, shown, capabilities, page, waiting, decided, setUp);
    }

    /** Whether what is sent by it waits until somebody does something. */
    boolean holdsUp() {
        return capabilities.isEmpty() || control.paused();
    }
}
