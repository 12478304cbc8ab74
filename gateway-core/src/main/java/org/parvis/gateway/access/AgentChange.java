package org.parvis.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an administrator changes of an account; what is absent stays. Throws {@link IllegalArgumentException} with a sentence for them.
 *
 * @param extension the empty text takes it away; {@link Accounts#change} checks one that is new to the agent
 * @param hours     the empty value takes them away
 */
public record AgentChange(Optional<String> name, Optional<Role> role, Optional<String> language, Optional<List<UUID>> teams,
        Optional<String> extension, Optional<Availability> availability, Optional<Boolean> active,
        Optional<Optional<Hours>> hours) {

    public AgentChange {
        name.ifPresent(NewAgent::checkName);
        language.ifPresent(NewAgent::checkLanguage);
    }

    /** Whether somebody may come in, and nothing else. */
    public static AgentChange active(boolean active) {
        return new AgentChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(active), Optional.empty());
    }

    /** What agents say of themselves: the language that the desk speaks to them, and whether they take work on. */
    public static AgentChange own(Optional<String> language, Optional<Availability> availability) {
        return new AgentChange(Optional.empty(), Optional.empty(), language, Optional.empty(), Optional.empty(), availability,
                Optional.empty(), Optional.empty());
    }

    /** Whether somebody who is an active administrator is none afterwards. */
    boolean leavesAdministration() {
        return active.equals(Optional.of(false)) || role.filter(role -> role != Role.ADMINISTRATOR).isPresent();
    }

    public boolean isEmpty() {
        return equals(own(Optional.empty(), Optional.empty()));
    }
}
