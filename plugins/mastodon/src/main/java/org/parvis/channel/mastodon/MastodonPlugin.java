package org.parvis.channel.mastodon;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;

/** Channels of the type {@code mastodon}. */
public final class MastodonPlugin implements ChannelPlugin<MastodonConfiguration> {

    @Override
    public String type() {
        return "mastodon";
    }

    @Override
    public Class<MastodonConfiguration> configurationType() {
        return MastodonConfiguration.class;
    }

    @Override
    public Channel open(MastodonConfiguration configuration, ChannelContext context) throws ChannelException {
        return new MastodonChannel(configuration, context);
    }
}
