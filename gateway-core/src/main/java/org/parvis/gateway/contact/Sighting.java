package org.parvis.gateway.contact;

import java.util.Set;

import org.parvis.channel.Handle;

/**
 * Somebody wrote under a handle.
 *
 * @param from   the handle that the network observed
 * @param stated further handles that the person gave
 */
public record Sighting(Handle from, Set<Handle> stated) {
}
