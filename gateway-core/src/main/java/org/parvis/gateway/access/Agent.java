package org.parvis.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who answers.
 *
 * @param account   the name to log in with, in lower case
 * @param language  {@code fr} or {@code en}
 * @param extension the telephone extension at which calls ring for this agent
 */
public record Agent(UUID id, String account, String name, Role role, String language, List<UUID> teams, Optional<String> extension,
        Availability availability, boolean active) {

    public Agent {
        teams = List.copyOf(teams);
    }
}
