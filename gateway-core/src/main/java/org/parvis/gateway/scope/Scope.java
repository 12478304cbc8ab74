package org.parvis.gateway.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The conversations that somebody may see.
 *
 * @param limit those of these teams alone, which may be none; absent: all conversations, those without a team included
 */
public record Scope(Optional<List<UUID>> limit) {

    public static final Scope EVERYTHING = new Scope(Optional.empty());

    public Scope {
        limit = limit.map(List::copyOf);
    }

    public static Scope of(Collection<UUID> teams) {
        return new Scope(Optional.of(List.copyOf(teams)));
    }

    public boolean isLimited() {
        return limit.isPresent();
    }

    /** Whether a conversation of this team is within. */
    public boolean holds(Optional<UUID> team) {
        return limit.map(teams -> team.map(teams::contains).orElse(false)).orElse(true);
    }

    /** Of one that is limited. */
    public UUID[] teams() {
        return limit.orElseThrow(() -> new IllegalStateException("It holds everything")).toArray(UUID[]::new);
    }

    /**
     * What a statement must ask of conversation {@code alias} besides: nothing where everything is within.
     *
     * @param values those of the statement, which get one more where something is asked
     */
    public String and(String alias, List<@Nullable Object> values) {
        if (!isLimited()) {
            return "";
        }
        values.add(teams());
        return " and " + alias + ".team_id = any($" + values.size() + ")";
    }
}
