package org.parvis.channel.webform;

import java.util.List;

import org.parvis.channel.ChannelContext;

/**
 * Where one form stands.
 *
 * @param publicAddress of the gateway, without a trailing slash
 * @param path          of the form, from the root of its host
 * @param service       whose form it is
 * @param embeddedBy    origins of the pages that may show it
 */
record Site(String publicAddress, String path, String channelId, String service, List<String> embeddedBy) {

    static final String MOUNT = "forms";

    static Site of(WebFormConfiguration configuration, ChannelContext context) {
        String prefix = context.publicAddress().getRawPath();
        return new Site(context.publicAddress().toString(), (prefix == null ? "" : prefix) + "/" + MOUNT + "/" + context.channelId(),
                context.channelId(), configuration.service().filter(name -> !name.isBlank()).orElse(context.label()),
                configuration.embeddedBy());
    }

    /** The whole address of a route. */
    String address(String route) {
        return publicAddress + "/" + MOUNT + "/" + channelId + route;
    }

    /** Strict, and the same on every page; only the sites of the configuration may frame it. */
    String contentSecurityPolicy() {
        String ancestors = embeddedBy.isEmpty() ? "'none'" : String.join(" ", embeddedBy);
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                + ancestors;
    }
}
