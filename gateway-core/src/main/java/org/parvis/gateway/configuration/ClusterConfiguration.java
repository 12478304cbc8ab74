package org.parvis.gateway.configuration;

import java.nio.file.Path;

import org.parvis.channel.Key;

/** Whether this gateway is one of several over one record. */
public record ClusterConfiguration(
        @Key(value = "enabled", doc = "Whether other nodes work on the same database. All of them have the same channels.", fallback = "false") boolean enabled,
        @Key(value = "hazelcast", doc = "The file that says how nodes find each other, in Hazelcast's own format.", fallback = "hazelcast.yaml") Path hazelcast) {
}
