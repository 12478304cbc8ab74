package org.parvis.channel;

import java.util.List;

/** A channel that is called over HTTP: by a network's webhook, by a citizen's browser, by an agent's desk. */
public interface Webhooks extends Channel {

    /**
     * The first part of the path under which the routes stand: {@code /<mount>/<channel id>/<route path>}. Lower-case letters and
     * hyphens; the gateway refuses a mount that it uses itself.
     */
    default String mount() {
        return "channels";
    }

    /** The routes, asked for once after {@code open}. */
    List<Route> routes();
}
