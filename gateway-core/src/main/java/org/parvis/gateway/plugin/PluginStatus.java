package org.parvis.gateway.plugin;

import java.util.List;
import java.util.Optional;

/**
 * A plugin as found.
 *
 * @param types the kinds of channel that it offers
 * @param fault why it was not loaded
 */
public record PluginStatus(String id, String version, List<String> types, Optional<String> fault) {
}
