package org.parvis.channel.webform;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;

/** Forms on the web. */
public final class WebFormPlugin implements ChannelPlugin<WebFormConfiguration> {

    @Override
    public String type() {
        return "web-form";
    }

    @Override
    public Class<WebFormConfiguration> configurationType() {
        return WebFormConfiguration.class;
    }

    @Override
    public WebFormChannel open(WebFormConfiguration configuration, ChannelContext context) {
        return new WebFormChannel(configuration, context);
    }
}
