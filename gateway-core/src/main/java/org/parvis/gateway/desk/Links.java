package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.LinkKind;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Links between two conversations, without direction. What was merged into a conversation brings its links along. */
final class Links {

    static final int MOST_OF_ONE = 50;

    private final Session session;
    private final UUID agent;

    Links(Session session, UUID agent) {
        this.session = session;
        this.agent = agent;
    }

    /** One that there is already gets this kind. */
    void link(UUID conversation, UUID other, LinkKind kind, Instant now) throws InterruptedException {
        if (conversation.equals(other)) {
            throw Refusal.invalid("number", "same-conversation", "It is the same conversation: name another one.");
        }
        List<Row> both = lock(conversation, other);
        remove(conversation, other);
        for (Row row : both) {
            long links = Rows.number(session.first("""
                    select count(*) as count from conversation_link where a_id in (select conversation_gathered($1)) or b_id in (select conversation_gathered($1))
                    """, Rows.uuid(row, "id")).orElseThrow(), "count");
            if (links >= MOST_OF_ONE) {
                throw Refusal.conflict("too-many-links", "A conversation has at most " + MOST_OF_ONE + " links: number "
                        + Rows.number(row, "number") + " has so many already.");
            }
        }
        session.execute("""
                insert into conversation_link (a_id, b_id, kind, agent_id, created_at) values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5)
                """, conversation, other, kind, agent, now);
        tell(both, new JsonObject().put("link", "added").put("linkKind", kind.name()));
    }

    void unlink(UUID conversation, UUID other) throws InterruptedException {
        List<Row> both = lock(conversation, other);
        if (remove(conversation, other) > 0) {
            tell(both, new JsonObject().put("link", "removed"));
        }
    }

    private int remove(UUID conversation, UUID other) throws InterruptedException {
        return session.execute("""
                delete from conversation_link
                 where a_id in (select conversation_gathered($1)) and b_id in (select conversation_gathered($2))
                    or b_id in (select conversation_gathered($1)) and a_id in (select conversation_gathered($2))
                """, conversation, other);
    }

    private List<Row> lock(UUID conversation, UUID other) throws InterruptedException {
        List<Row> both = session.query("select id, number, merged_into from conversation where id = any($1) order by id for update",
                (Object) new UUID[]{conversation, other});
        if (both.size() < 2) {
            throw Refusal.notFound("conversation");
        }
        if (both.stream().anyMatch(row -> Rows.optionalUuid(row, "merged_into").isPresent())) {
            throw Refusal.conflict("conversation-merged",
                    "Somebody has merged one of these two conversations meanwhile: look at them again.");
        }
        return both;
    }

    private void tell(List<Row> both, JsonObject detail) throws InterruptedException {
        for (int at = 0; at < both.size(); at++) {
            Row one = both.get(at);
            Row other = both.get(1 - at);
            session.execute("update conversation set version = version + 1 where id = $1", Rows.uuid(one, "id"));
            EventLog.append(session, Entry.of(Kind.CONVERSATION_CHANGED).conversation(Rows.uuid(one, "id")).agent(agent).detail(
                    detail.copy().put("otherId", Rows.uuid(other, "id").toString()).put("otherNumber", Rows.number(other, "number"))));
        }
    }
}
