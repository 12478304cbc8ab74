/**
 * Plugins and the channels that they make: loaded in isolation, opened from the configuration, supervised.
 *
 * <p>In: plugin files and channel configurations. Out: running channels, wired to inbox and outbox, with their health in words. The only
 * place that imports PF4J. One broken plugin or channel never keeps another or the gateway from running, and its fault is visible.
 */
@NullMarked
package org.parvis.gateway.plugin;

import org.jspecify.annotations.NullMarked;
