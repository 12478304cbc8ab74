package org.parvis.gateway.plugin;

import java.util.Set;

import org.parvis.channel.Route;

/** A channel's route, to be served at {@code /<mount>/<channel><route path>}. */
public record MountedRoute(String channel, String mount, Route route) {

    /** First parts of paths that the gateway serves itself: no channel is mounted there. */
    public static final Set<String> RESERVED = Set.of("", "api", "assets", "health", "metrics", "login", "view", "conversation", "call",
            "account", "operations", "drafts", "canned-answers", "administration", "person", "mentions");
}
