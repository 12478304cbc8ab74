package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

/**
 * A conversation given to a colleague or to a team, with a note that says why. Exactly one of both is named; a team gets it without an assignee.
 *
 * @param version the version that the agent saw; refused when the conversation has changed since
 */
public record HandOver(UUID agent, UUID conversation, long version, Optional<UUID> assignee, Optional<UUID> team, String note) {
}
