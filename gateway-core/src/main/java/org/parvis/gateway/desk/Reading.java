package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** What each agent has read, so that what came since stands out. Only what changes is written and told, to the agent's own desks. */
final class Reading {

    /** Fewer messages than any conversation has. */
    private static final int MARKED_UNREAD = -1;

    private Reading() {
    }

    /** @param version what was read: a conversation that has changed since may hold a message that nobody saw yet */
    static void read(Session session, UUID agent, UUID conversation, long version) throws InterruptedException {
        long current = session.first("select version from conversation where id = $1", conversation).map(row -> Rows.number(row, "version"))
                .orElseThrow(() -> Refusal.notFound("conversation"));
        // The version again: the row may have changed between the two statements.
        int changed = session.execute("""
                insert into conversation_read as known (agent_id, conversation_id, message_count, last_message_at)
                select $1, id, message_count, last_message_at from conversation where id = $2 and version = $3
                on conflict (agent_id, conversation_id) do update
                   set message_count = excluded.message_count, last_message_at = excluded.last_message_at
                 where (known.message_count, known.last_message_at) is distinct from (excluded.message_count, excluded.last_message_at)
                """, agent, conversation, version);
        if (current != version) {
            throw Refusal.changedMeanwhile(version, current);
        }
        Notes.readIn(session, agent, conversation);
        tell(session, agent, conversation, false, changed);
    }

    /** What comes after {@code until}, which is none later than now, is not seen yet. */
    static void seeConcerns(Session session, UUID agent, UUID conversation, Instant until) throws InterruptedException {
        if (session.first("select 1 from conversation where id = $1", conversation).isEmpty()) {
            throw Refusal.notFound("conversation");
        }
        Optional<Instant> seen = session.first("""
                insert into concern_seen as known (agent_id, conversation_id, seen_at) values ($1, $2, least($3::timestamptz, clock_timestamp()))
                on conflict (agent_id, conversation_id) do update set seen_at = excluded.seen_at where known.seen_at < excluded.seen_at
                returning seen_at
                """, agent, conversation, until).map(row -> Rows.instant(row, "seen_at"));
        if (seen.isPresent()) {
            EventLog.append(session, Entry.of(Kind.CONCERN_SEEN).conversation(conversation).agent(agent)
                    .detail(new JsonObject().put("until", seen.get().toString())));
        }
    }

    static void unread(Session session, UUID agent, UUID conversation) throws InterruptedException {
        if (session.first("select 1 from conversation where id = $1", conversation).isEmpty()) {
            throw Refusal.notFound("conversation");
        }
        int changed = session.execute("""
                insert into conversation_read as known (agent_id, conversation_id, message_count, last_message_at)
                select $1, id, $3, last_message_at from conversation where id = $2
                on conflict (agent_id, conversation_id) do update set message_count = excluded.message_count
                 where known.message_count <> excluded.message_count
                """, agent, conversation, MARKED_UNREAD);
        tell(session, agent, conversation, true, changed);
    }

    private static void tell(Session session, UUID agent, UUID conversation, boolean unread, int changed) throws InterruptedException {
        if (changed > 0) {
            EventLog.append(session, Entry.of(Kind.CONVERSATION_READ).conversation(conversation).agent(agent)
                    .detail(new JsonObject().put("unread", unread)));
        }
    }
}
