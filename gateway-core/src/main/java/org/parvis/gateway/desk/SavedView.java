package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

/**
 * A search that somebody comes back to.
 *
 * @param query as it is typed into the search box
 * @param agent whose it is, or who made it for the team
 * @param team  whose members have it; empty: the agent alone has it
 */
public record SavedView(UUID id, String name, String query, UUID agent, Optional<UUID> team, long version) {
}
