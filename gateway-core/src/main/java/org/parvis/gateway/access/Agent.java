package org.parvis.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.scope.Scope;

/**
 * Somebody who answers, or keeps the gateway running.
 *
 * @param account   the name to log in with, in lower case
 * @param language  {@code fr} or {@code en}
 * @param extension the telephone extension at which calls ring for this agent
 * @param hours     of an outside agency: when it is let in; absent: at any time
 */
public record Agent(UUID id, String account, String name, Role role, String language, List<UUID> teams, Optional<String> extension,
        Availability availability, boolean active, Optional<Hours> hours) {

    public Agent {
        teams = List.copyOf(teams);
    }

    /** How far they see. Whoever may not converse sees nothing, whatever else is forgotten. */
    public Scope scope() {
        if (!role.may(Permission.CONVERSE)) {
            return Scope.of(List.of());
        }
        return role.isLimitedToTeams() ? Scope.of(teams) : Scope.EVERYTHING;
    }

    public Reader reader() {
        return new Reader(id, scope());
    }
}
