package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * The ledger of obligations: every message of a person opens one; it is settled when an answer was accepted by its network, or when an agent
 * closed it for a stated reason. At every moment {@code received = answered + handed over + closed + open}; nothing hands over to a named owner
 * yet, for which the schema has room.
 *
 * <p>Every method runs within the caller's transaction and keeps {@code conversation.owed_since} in step.
 */
public final class Ledger {

    private Ledger() {
    }

    /**
     * An answer was accepted: settles what was received up to the moment at which the answer was written, unless that was in another conversation then.
     */
    public static void answered(Session session, UUID conversation, UUID answer, Instant at) throws InterruptedException {
        lock(session, conversation);
        int settled = session.execute("""
                update obligation set settlement = 'ANSWERED', settled_at = $3, answer_id = $2,
                       settled_by = (select agent_id from message where id = $2)
                 where conversation_id = $1 and settlement is null
                   and opened_at <= (select created_at from message where id = $2) and not met_later($2, message_id)
                """, conversation, answer, at);
        record(session, conversation, "answered", settled, Optional.empty(), Optional.empty());
    }

    /**
     * An agent says that no answer is owed, and why: one of the short list, words of their own, or both.
     *
     * @throws IllegalArgumentException without any reason
     */
    public static void closed(Session session, UUID conversation, UUID agent, Optional<ResolutionReason> because, Optional<String> words,
            Instant at) throws InterruptedException {
        String reason = words.or(() -> because.map(ResolutionReason::name))
                .orElseThrow(() -> new IllegalArgumentException("Nothing is closed without a reason"));
        @Nullable
        String code = because.map(ResolutionReason::name).orElse(null);
        lock(session, conversation);
        int settled = session.execute("""
                update obligation set settlement = 'CLOSED', settled_at = $3, settled_by = $2, reason = $4, reason_code = $5
                 where conversation_id = $1 and settlement is null
                """, conversation, agent, at, reason, code);
        record(session, conversation, "closed", settled, Optional.of(agent), Optional.of(reason));
    }

    /** An agent takes a closing back, the latest one of theirs: what it closed is owed again, since when it was. */
    public static void unclosed(Session session, UUID conversation, UUID agent) throws InterruptedException {
        lock(session, conversation);
        int reopened = session.execute("""
                with closed as (
                    select o.message_id, o.settled_at from message m join obligation o on o.message_id = m.id
                     where m.conversation_id = $1 and o.settlement = 'CLOSED' and o.settled_by = $2)
                update obligation set settlement = null, settled_at = null, settled_by = null, reason = null, reason_code = null
                 where message_id in (select message_id from closed where settled_at = (select max(settled_at) from closed))
                """, conversation, agent);
        record(session, conversation, "reopened", reopened, Optional.of(agent), Optional.of("undone"));
    }

    /** An answer that had been accepted came back: what it settled is owed again, wherever agents have moved it. */
    public static void reopened(Session session, UUID answer) throws InterruptedException {
        List<UUID> conversations = session.query("""
                select id from conversation where id in (select conversation_id from obligation where answer_id = $1) order by id for update
                """, answer).stream().map(row -> Rows.uuid(row, "id")).toList();
        for (UUID conversation : conversations) {
            int reopened = session.execute("""
                    update obligation set settlement = null, settled_at = null, settled_by = null, answer_id = null
                     where answer_id = $1 and conversation_id = $2
                    """, answer, conversation);
            record(session, conversation, "reopened", reopened, Optional.empty(), Optional.empty());
            Reopening.of(session, conversation);
        }
    }

    /**
     * The author of a message changed what it says: what had been answered or closed is owed again, as if it had arrived at this moment; so is
     * what an answer that is still on its way would settle, because that was written before. What nobody has answered stays as it is.
     *
     * @param at after everything that the conversation has
     * @return whether it is owed again
     */
    public static boolean edited(Session session, UUID conversation, UUID message, Instant at) throws InterruptedException {
        lock(session, conversation);
        int reopened = session.execute("""
                update obligation set settlement = null, settled_at = null, settled_by = null, answer_id = null, reason = null, reason_code = null, opened_at = $3
                 where message_id = $2
                   and (settlement is not null
                        or exists (select 1 from message as answer join delivery on delivery.message_id = answer.id
                                    where answer.conversation_id = $1 and answer.created_at >= obligation.opened_at
                                      and delivery.state in ('QUEUED', 'SENDING', 'UNKNOWN', 'BY_PERSON')))
                """, conversation, message, at);
        record(session, conversation, "reopened", reopened, Optional.empty(), Optional.of("edited"));
        return reopened > 0;
    }

    public static boolean owes(Session session, UUID conversation) throws InterruptedException {
        return session.first("select 1 from obligation where conversation_id = $1 and settlement is null limit 1", conversation)
                .isPresent();
    }

    /**
     * A statement of its own, so that those that follow see what the transaction that held the lock before has written: within one
     * statement PostgreSQL would go on with the older snapshot.
     */
    private static void lock(Session session, UUID conversation) throws InterruptedException {
        session.first("select 1 from conversation where id = $1 for update", conversation);
    }

    private static void record(Session session, UUID conversation, String what, int obligations, Optional<UUID> agent,
            Optional<String> reason)
            throws InterruptedException {
        if (obligations == 0) {
            return;
        }
        session.execute("""
                update conversation set version = version + 1, owed_since =
                       (select min(opened_at) from obligation where conversation_id = $1 and settlement is null)
                 where id = $1
                """, conversation);
        JsonObject detail = new JsonObject().put(what, obligations);
        @Nullable
        String why = reason.orElse(null);
        Entry entry = Entry.of(Kind.LEDGER_CHANGED).conversation(conversation).detail(why == null ? detail : detail.put("reason", why));
        EventLog.append(session, agent.map(entry::agent).orElse(entry));
    }
}
