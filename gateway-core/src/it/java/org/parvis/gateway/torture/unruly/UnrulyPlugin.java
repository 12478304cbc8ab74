package org.parvis.gateway.torture.unruly;

import java.nio.file.Path;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Key;
import org.parvis.channel.Listening;

/** Channels over a network that consists of three files: what citizens write, what they get, and the mood. */
public final class UnrulyPlugin implements ChannelPlugin<UnrulyPlugin.Settings> {

    /** Where the network is. */
    public record Settings(@Key(value = "directory", doc = "Where the network's files are.") Path directory) {
    }

    @Override
    public String type() {
        return "unruly";
    }

    @Override
    public Class<Settings> configurationType() {
        return Settings.class;
    }

    @Override
    public Listening open(Settings settings, ChannelContext context) {
        return new UnrulyChannel(settings.directory());
    }
}
