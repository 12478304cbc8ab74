package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/** What agents have read of conversations between which messages move: whoever has read both has read what they become, and nobody else. */
final class ReadMarks {

    private final Session session;

    ReadMarks(Session session) {
        this.session = session;
    }

    private record Mark(long messages, Instant at) {

        boolean covers(Standing standing) {
            return messages >= standing.messages() && !at.isBefore(standing.at());
        }

        static Mark of(Standing standing) {
            return new Mark(standing.messages(), standing.at());
        }
    }

    /** As they stand, with {@code both} for those who have read the other conversation too. */
    JsonArray of(UUID conversation, Standing standing, UUID other, Standing otherStanding) throws InterruptedException {
        Map<UUID, Mark> others = marks(other);
        JsonArray kept = new JsonArray();
        marks(conversation).forEach((agent, mark) -> kept.add(new JsonObject().put("agent", agent.toString()).put("messages", mark.messages)
                .put("at", mark.at.toString()).put("both", mark.covers(standing)
                        && Optional.ofNullable(others.get(agent)).filter(theirs -> theirs.covers(otherStanding)).isPresent())));
        return kept;
    }

    /** Those who had read both have read what it has become. */
    void together(UUID conversation, JsonArray kept, Standing after) throws InterruptedException {
        for (JsonObject mark : kept.stream().map(JsonObject.class::cast).toList()) {
            if (mark.getBoolean("both")) {
                write(UUID.fromString(mark.getString("agent")), conversation, Mark.of(after));
            }
        }
    }

    /** Whoever had read all of one has read the two that it has become. */
    void apart(UUID one, Standing before, UUID other, Standing oneAfter, Standing otherAfter) throws InterruptedException {
        for (Map.Entry<UUID, Mark> each : marks(one).entrySet()) {
            if (each.getValue().covers(before)) {
                write(each.getKey(), one, Mark.of(oneAfter));
                write(each.getKey(), other, Mark.of(otherAfter));
            } else if (each.getValue().covers(oneAfter)) {
                write(each.getKey(), one, new Mark(oneAfter.messages() - 1L, each.getValue().at));
            }
        }
    }

    /** As before they came together, for whoever has read nothing since. */
    void back(UUID conversation, JsonArray kept, Standing together, Standing before, UUID other, Standing after, Standing otherAfter)
            throws InterruptedException {
        Map<UUID, JsonObject> earlier = new HashMap<>();
        kept.stream().map(JsonObject.class::cast).forEach(mark -> earlier.put(UUID.fromString(mark.getString("agent")), mark));
        Map<UUID, Mark> untouched = new HashMap<>();
        for (Map.Entry<UUID, Mark> each : marks(conversation).entrySet()) {
            Optional<JsonObject> had = Optional.ofNullable(earlier.get(each.getKey()));
            Optional<Mark> mark = had.map(was -> new Mark(was.getLong("messages"), Instant.parse(was.getString("at"))));
            Optional<Mark> left = had.map(was -> was.getBoolean("both") ? Mark.of(together) : mark.orElseThrow());
            if (left.equals(Optional.of(each.getValue()))) {
                untouched.put(each.getKey(), mark.orElseThrow());
            }
        }
        apart(conversation, before, other, after, otherAfter);
        for (Map.Entry<UUID, Mark> each : untouched.entrySet()) {
            write(each.getKey(), conversation, each.getValue());
        }
    }

    private Map<UUID, Mark> marks(UUID conversation) throws InterruptedException {
        Map<UUID, Mark> marks = new HashMap<>();
        for (Row row : session.query("select agent_id, message_count, last_message_at from conversation_read where conversation_id = $1",
                conversation)) {
            marks.put(Rows.uuid(row, "agent_id"), new Mark(Rows.number(row, "message_count"), Rows.instant(row, "last_message_at")));
        }
        return marks;
    }

    private void write(UUID agent, UUID conversation, Mark mark) throws InterruptedException {
        session.execute("""
                insert into conversation_read (agent_id, conversation_id, message_count, last_message_at) values ($1, $2, $3, $4)
                on conflict (agent_id, conversation_id) do update set message_count = excluded.message_count, last_message_at = excluded.last_message_at
                """, agent, conversation, (int) mark.messages, mark.at);
    }
}
