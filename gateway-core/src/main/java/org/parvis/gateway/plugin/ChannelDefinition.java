package org.parvis.gateway.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * A channel that was set up at the desk, as the record keeps it.
 *
 * @param settings with its secrets sealed
 * @param version  raised by each change
 */
public record ChannelDefinition(String id, String type, String label, Optional<UUID> team, Optional<String> teamName, JsonObject settings,
        long version, Optional<UUID> changedBy, Instant changedAt) {

    /**
     * What an administrator typed.
     *
     * @param settings a secret that is absent or empty stays as it was, one that is null goes
     */
    public record Draft(String id, String type, String label, Optional<UUID> team, JsonObject settings) {

        /** Never the settings. */
        @Override
        public String toString() {
            return "a draft of channel " + id + " of type " + type;
        }
    }

    /** What may be shown of the settings, and the paths of the secrets that are kept. */
    public record Shown(JsonObject settings, List<String> secrets) {

        public Shown {
            secrets = List.copyOf(secrets);
        }
    }

    /** Never the settings. */
    @Override
    public String toString() {
        return "channel " + id + " of type " + type + ", version " + version;
    }
}
