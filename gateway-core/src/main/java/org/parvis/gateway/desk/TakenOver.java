package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Session;

/**
 * What the kept one of two merged conversations takes over: topic, team and assignee, each where it has none. The emptied one keeps its own. What was taken is told as
 * the change log tells it, {@code field: [before, after]}.
 */
final class TakenOver {

    /** The team before the assignee, who must see what the team has. */
    private enum Field {
        TOPIC("topic", "topic", "true"), TEAM("teamId", "team_id", "true"),
        /** Whoever could be given it: an account in use, which sees it. */
        ASSIGNEE("assigneeId", "assignee_id",
                """
                exists (select from agent a where a.id = other.assignee_id and a.active and a.role <> 'OPERATOR'
                           and (a.role <> 'AGENCY' or exists (select from agent_team its where its.agent_id = a.id and its.team_id = kept.team_id)))""");

        private final String word;
        private final String column;
        private final String condition;

        Field(String word, String column, String condition) {
            this.word = word;
            this.column = column;
            this.condition = condition;
        }
    }

    private TakenOver() {
    }

    /** Both are locked. Returns what was taken. */
    static JsonObject take(Session session, UUID from, UUID to) throws InterruptedException {
        JsonObject taken = new JsonObject();
        for (Field field : Field.values()) {
            session.first("""
                    update conversation kept set %1$s = other.%1$s from conversation other
                     where kept.id = $2 and other.id = $1 and kept.%1$s is null and other.%1$s is not null and %2$s
                    returning kept.%1$s::text as value
                    """.formatted(field.column, field.condition), from, to)
                    .ifPresent(row -> taken.put(field.word, new JsonArray().addNull().add(value(row))));
        }
        return taken;
    }

    /** Takes away again what nobody has changed since. Returns what went, and with a team its outside agency's agent, who would not see it any more. */
    static JsonObject giveBack(Session session, UUID conversation, JsonObject taken) throws InterruptedException {
        JsonObject gone = new JsonObject();
        for (Field field : Field.values()) {
            if (taken.getValue(field.word) instanceof JsonArray both) {
                session.first("update conversation set %1$s = null where id = $1 and %1$s::text = $2 returning $2::text as value"
                        .formatted(field.column), conversation, both.getString(1))
                        .ifPresent(row -> gone.put(field.word, new JsonArray().add(value(row)).addNull()));
            }
        }
        Optional<UUID> blind = Changing.outOfSight(session, conversation);
        if (blind.isPresent()) {
            session.execute("update conversation set assignee_id = null where id = $1", conversation);
            gone.put(Field.ASSIGNEE.word, new JsonArray().add(blind.get().toString()).addNull());
        }
        return gone;
    }

    private static String value(Row row) {
        return row.getString("value");
    }
}
