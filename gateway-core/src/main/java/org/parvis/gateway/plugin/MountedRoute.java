package org.parvis.gateway.plugin;

import org.parvis.channel.Route;

/** A channel's route, to be served at {@code /<mount>/<channel><route path>}. */
public record MountedRoute(String channel, String mount, Route route) {
}
