package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.parvis.gateway.scope.Scope;

/**
 * Conditions on conversations {@code c}, and their values. The text is one of few constant ones: what varies is only which conditions are there. A condition that may be switched off by a null
 * would spoil the plan: the planner takes each for one that hardly any row meets.
 */
final class Clauses {

    /** What was merged into another conversation is in no list and found by no search: the other is. */
    private final StringBuilder conditions = new StringBuilder("c.merged_into is null");
    private final List<@Nullable Object> values = new ArrayList<>();

    /** @param first the values that the statement has before its conditions */
    Clauses(@Nullable Object... first) {
        values.addAll(Arrays.asList(first));
    }

    Clauses and(String condition, Object... more) {
        String numbered = condition;
        for (Object value : more) {
            values.add(value);
            numbered = numbered.replaceFirst("\\?", "\\$" + values.size() + (value instanceof Instant ? "::timestamptz" : ""));
        }
        conditions.append(" and ").append(numbered);
        return this;
    }

    Clauses filters(Listing listing) {
        within(listing.reader().scope());
        listing.team().ifPresent(team -> and("c.team_id = ?", team));
        listing.channel().ifPresent(channel -> and("c.channel_id = ?", channel));
        listing.tag().ifPresent(tag -> and(
                "exists (select 1 from conversation_tag having_it where having_it.conversation_id = c.id and having_it.tag_id = ?)", tag));
        return this;
    }

    /** Nothing is asked where everything is within; one team is named plainly, so that an index that begins with it is walked in order. */
    Clauses within(Scope scope) {
        if (!scope.isLimited()) {
            return this;
        }
        UUID[] teams = scope.teams();
        return teams.length == 1 ? and("c.team_id = ?", teams[0]) : and("c.team_id = any(?)", (Object) teams);
    }

    String conditions() {
        return conditions.toString();
    }

    @Nullable
    Object[] values() {
        return values.toArray();
    }
}
