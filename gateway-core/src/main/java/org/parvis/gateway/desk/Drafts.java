package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Keeps what agents have typed. The conversation is locked before its drafts, always, as by an answer that takes its draft with it. */
final class Drafts {

    /** As the contract says. */
    static final int MOST_FILES = 20;

    /** @return whether there is a draft now */
    boolean keep(Session session, Draft typed, Instant now) throws InterruptedException {
        // A merge that is under way is waited for: what it does not take along would be where nobody looks.
        Row conversation = session.first("select merged_into from conversation where id = $1 for key share", typed.conversation())
                .orElseThrow(() -> Refusal.notFound("conversation"));
        if (Rows.optionalUuid(conversation, "merged_into").isPresent()) {
            throw Desk.mergedMeanwhile();
        }
        Draft draft = unsent(session, typed);
        Optional<Long> version = session
                .first("select version from draft where conversation_id = $1 and agent_id = $2 for update", draft.conversation(),
                        draft.agent())
                .map(row -> Rows.number(row, "version"));
        if (version.orElse(0L) != draft.basedOn()) {
            throw changedMeanwhile();
        }
        if (!draft.isEmpty()) {
            write(session, draft, now);
            hold(session, draft);
            tell(session, draft.conversation(), draft.agent(), new JsonObject());
            return true;
        }
        if (version.isPresent()) {
            session.execute("delete from draft where conversation_id = $1 and agent_id = $2", draft.conversation(), draft.agent());
            tell(session, draft.conversation(), draft.agent(), new JsonObject());
        }
        return false;
    }

    /** The draft becomes this agent's, files included. Whoever has one of their own here would have two: they are refused. */
    void takeOver(Session session, UUID agent, UUID conversation, UUID from, long version, String replyKey, String noteKey, Instant now)
            throws InterruptedException {
        Desk.lock(session, conversation);
        if (session.first("select 1 from draft where conversation_id = $1 and agent_id = $2", conversation, agent).isPresent()) {
            throw Refusal.conflict("draft-of-own", "You have a draft of your own in this conversation: send or empty it first.");
        }
        int taken = session.execute("""
                update draft set agent_id = $3, reply_key = $5, note_key = $6, version = nextval('draft_version'), updated_at = $7
                 where conversation_id = $1 and agent_id = $2 and version = $4
                """, conversation, from, agent, version, replyKey, noteKey, now);
        if (taken == 0) {
            throw changedMeanwhile();
        }
        session.execute("""
                update attachment set uploaded_by = $2
                 where message_id is null and id in (select attachment_id from draft_file where conversation_id = $1 and agent_id = $2)
                """, conversation, agent);
        tell(session, conversation, agent, new JsonObject().put("from", from.toString()));
    }

    /** What was sent with this key is no draft any more; what is typed besides it stays. */
    void sent(Session session, UUID agent, UUID conversation, String key, Instant now) throws InterruptedException {
        Optional<Boolean> replied = session.first("""
                select reply_key is not distinct from $3 as replied from draft
                 where conversation_id = $1 and agent_id = $2 and $3 in (reply_key, note_key) for update
                """, conversation, agent, key).map(row -> Rows.flag(row, "replied"));
        if (replied.isEmpty()) {
            return;
        }
        session.execute(replied.get() ? """
                update draft set reply = '', reply_key = null, visibility = null, answers_id = null, answers_revision = null, seen_id = null,
                       version = nextval('draft_version'), updated_at = $3
                 where conversation_id = $1 and agent_id = $2
                """ : """
                update draft set note = '', note_key = null, version = nextval('draft_version'), updated_at = $3
                 where conversation_id = $1 and agent_id = $2
                """, conversation, agent, now);
        if (replied.get()) {
            session.execute("delete from draft_file where conversation_id = $1 and agent_id = $2", conversation, agent);
        }
        session.execute("""
                delete from draft where conversation_id = $1 and agent_id = $2 and btrim(reply) = '' and btrim(note) = ''
                   and not exists (select 1 from draft_file where draft_file.conversation_id = $1 and draft_file.agent_id = $2)
                """, conversation, agent);
        tell(session, conversation, agent, new JsonObject());
    }

    /** A page that closes while its answer goes out tells of the draft too, and perhaps later: what was sent is none. */
    private static Draft unsent(Session session, Draft draft) throws InterruptedException {
        Draft left = draft;
        for (Row sent : session.query("select key, body from idempotency where agent_id = $1 and key in ($2, $3)", draft.agent(),
                draft.replyKey().orElse(null), draft.noteKey().orElse(null))) {
            left = left.without(Rows.text(sent, "key"), new JsonObject(Rows.text(sent, "body")).getString("text", ""));
        }
        return left;
    }

    /** The condition is for a draft that another tab has begun since the look: it is not written over. */
    private static void write(Session session, Draft draft, Instant now) throws InterruptedException {
        @Nullable
        Integer revision = draft.answers().flatMap(Reply.Answered::revision).orElse(null);
        int written = session.execute("""
                insert into draft (conversation_id, agent_id, reply, note, visibility, answers_id, answers_revision, reply_key, note_key, updated_at,
                                   seen_id)
                values ($1, $2, $3, $4, $5, (select id from message where id = $6 and conversation_id = $1 and kind = 'INBOUND'), $7, $8, $9, $10,
                        (select id from message where id = $12 and conversation_id = $1 and kind <> 'NOTE'))
                on conflict (conversation_id, agent_id) do update
                   set reply = excluded.reply, note = excluded.note, visibility = excluded.visibility, answers_id = excluded.answers_id,
                       answers_revision = excluded.answers_revision, reply_key = excluded.reply_key, note_key = excluded.note_key,
                       version = nextval('draft_version'), updated_at = excluded.updated_at, seen_id = excluded.seen_id
                 where draft.version = $11
                """, draft.conversation(), draft.agent(), draft.reply(), draft.note(), draft.visibility().orElse(null),
                draft.answers().map(Reply.Answered::message).orElse(null), revision, draft.replyKey().orElse(null),
                draft.noteKey().orElse(null), now,
                draft.basedOn(), draft.seen().orElse(null));
        if (written == 0) {
            throw changedMeanwhile();
        }
    }

    /** A file that is not there any more is left out: the words must not wait for it. */
    private static void hold(Session session, Draft draft) throws InterruptedException {
        session.execute("delete from draft_file where conversation_id = $1 and agent_id = $2", draft.conversation(), draft.agent());
        session.execute("""
                insert into draft_file (attachment_id, conversation_id, agent_id, position)
                select a.id, $1, $2, wanted.position::int
                  from unnest($3::uuid[]) with ordinality as wanted (id, position) join attachment a on a.id = wanted.id
                 where a.message_id is null and a.role = 'FILE' and a.uploaded_by = $2
                    on conflict do nothing
                """, draft.conversation(), draft.agent(), draft.attachments().toArray(UUID[]::new));
    }

    /** That it changed, and no more: what somebody has not sent is nobody else's to keep. */
    private static void tell(Session session, UUID conversation, UUID agent, JsonObject detail) throws InterruptedException {
        EventLog.append(session, Entry.of(Kind.DRAFT_CHANGED).conversation(conversation).agent(agent).detail(detail));
    }

    private static Refusal changedMeanwhile() {
        return Refusal.conflict("draft-changed", "The draft has changed meanwhile: read it again.");
    }
}
