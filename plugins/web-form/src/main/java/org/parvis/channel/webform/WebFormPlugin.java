package org.parvis.channel.webform;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;

/**
 * Forms on the web, at {@code /forms/<channel id>}. A site that the configuration names under {@code embedded-by} shows one inside its own
 * pages by these lines; where the form cannot be shown, the link stays:
 *
 * <pre>{@code
 * <div data-parvis-form="contact"><a href="https://parvis.saint-exemple.example/forms/contact">Nous écrire</a></div>
 * <script src="https://parvis.saint-exemple.example/forms/contact/embed.js" async></script>
 * }</pre>
 */
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
