package org.parvis.gateway.desk;

import java.util.List;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * Takes messages from one conversation to another with all that hangs on them. The caller has {@link org.parvis.gateway.contact.IdentityLock} alone and
 * has locked both conversations, so that nothing comes in, is settled or is answered meanwhile; the outbox may claim a delivery at any time, which does not ask
 * where it belongs.
 */
final class Moving {

    private static final String MARK = "moves = moves || $3::uuid";
    private static final String UNMARK = "moves = array_remove(moves, $3::uuid), splits = array_remove(splits, $3::uuid)";
    /** Drafts with who will read the reply: as chosen, as what it answers, or as its conversation; nobody, where it is a note alone. */
    private static final String DRAFTS_READ = """
            (select one.agent_id, one.conversation_id, one.visibility, one.answers_id, one.answers_revision, one.seen_id,
                    coalesce(one.visibility, answered.visibility, case when one.reply <> '' or one.note = '' then c.visibility end) as readers
               from draft one left join message answered on answered.id = one.answers_id join conversation c on c.id = one.conversation_id) one
            """;

    private final Session session;
    private final UUID move;

    Moving(Session session, UUID move) {
        this.session = session;
        this.move = move;
    }

    /** Threads keep where they began, and under which handle: a citizen's page shows that one's words, wherever they are and whoever else writes there. */
    void keepBeginnings(UUID... conversations) throws InterruptedException {
        session.execute("""
                update thread set begun_in = t.conversation_id, handle_kind = begun.handle_kind, handle_value = begun.handle_value
                  from thread t
                 cross join lateral (select handle_kind, handle_value from message
                                      where conversation_id = t.conversation_id and kind = 'INBOUND' and channel_id = t.channel_id
                                      order by created_at, id limit 1) begun
                 where t.conversation_id = any($1) and t.begun_in is null and thread.channel_id = t.channel_id and thread.name = t.name
                """, (Object) conversations);
    }

    /** Returns all messages of the conversation, which are the other's now. */
    UUID[] all(UUID from, UUID to) throws InterruptedException {
        UUID[] messages = ids("select id from message where conversation_id = $1", from);
        carry(messages, to);
        return messages;
    }

    /** Messages with their obligations, deliveries and mentions. */
    void carry(UUID[] messages, UUID to) throws InterruptedException {
        for (String table : List.of("message set conversation_id = $2 where id", "obligation set conversation_id = $2 where message_id",
                "delivery set conversation_id = $2 where message_id", "mention set conversation_id = $2 where message_id")) {
            session.execute("update " + table + " = any($1)", messages, to);
        }
    }

    /** The names of what is moved as a whole, threads and those that are waited for included. Along network_message_awaited. */
    void nameAll(UUID[] messages, UUID from, UUID to) throws InterruptedException {
        session.execute("update network_message set conversation_id = $2, " + MARK + " where message_id = any($1)", messages, to, move);
        session.execute("update network_message set conversation_id = $2, " + MARK + " where conversation_id = $1 and message_id is null",
                from,
                to, move);
        session.execute("update thread set conversation_id = $2, " + MARK + " where conversation_id = $1", from, to, move);
    }

    /** The names of what is taken out of its thread, which stays. */
    void namePicked(UUID[] messages, UUID to) throws InterruptedException {
        session.execute(
                "update network_message set conversation_id = $2, splits = splits || $3::uuid, " + MARK + " where message_id = any($1)",
                messages,
                to,
                move);
    }

    /** Names go back with their messages; so do threads, and names that are waited for, which came or joined by this move. */
    void nameBack(UUID[] messages, UUID from, UUID to) throws InterruptedException {
        session.execute("update network_message set conversation_id = $2, " + UNMARK + " where message_id = any($1)", messages, to, move);
        session.execute("update network_message set conversation_id = $2, " + UNMARK
                + " where conversation_id = $1 and message_id is null and $3 = any(moves)", from, to, move);
        session.execute("""
                update thread set conversation_id = $2, moves = array_remove(moves, $3::uuid) where conversation_id = $1 and $3 = any(moves)
                """, from, to, move);
    }

    /** Names of whatever is in a conversation that is given up. */
    void nameAllBack(UUID[] messages, UUID from, UUID to) throws InterruptedException {
        nameBack(messages, from, to);
        session.execute("update network_message set conversation_id = $2 where conversation_id = $1 and message_id is null", from, to);
        session.execute("update thread set conversation_id = $2 where conversation_id = $1", from, to);
    }

    /** Notices are about the conversation as a whole. Along delivery_notice. */
    UUID[] notices(UUID from, UUID to) throws InterruptedException {
        return ids("update delivery set conversation_id = $2 where conversation_id = $1 and message_id is null returning id", from, to);
    }

    /** The messages that a move brought, what has come by their names since, and what answers any of them. */
    UUID[] broughtBy(UUID conversation, UUID[] moved, UUID[] staying) throws InterruptedException {
        return ids("""
                with brought as (
                    select id from message where conversation_id = $1 and not id = any($4)
                       and (id = any($2) or exists (select from network_message named where named.message_id = message.id and $3 = any(named.moves))))
                select id from brought
                union
                select answer.id from message answer join delivery on delivery.message_id = answer.id
                 where answer.conversation_id = $1 and not answer.id = any($4) and (delivery.command ->> 'answered')::uuid in (select id from brought)
                """, conversation, moved, move, staying);
    }

    /** Answers to one conversation's messages that are in the other: what they answer was moved before. */
    UUID[] answering(UUID from, UUID to) throws InterruptedException {
        return ids("""
                select message.id from message join delivery on delivery.message_id = message.id
                 where message.conversation_id = $2
                   and (delivery.command ->> 'answered')::uuid in (select answered.id from message answered where answered.conversation_id = $1)
                """, from, to);
    }

    /** Answers that may still settle something, and were written without what is moved in sight. */
    UUID[] pending(UUID conversation) throws InterruptedException {
        return ids("""
                select message.id from message join delivery on delivery.message_id = message.id
                 where message.conversation_id = $1 and delivery.state in ('QUEUED', 'SENDING', 'UNKNOWN', 'BY_PERSON', 'FAILED')
                """, conversation);
    }

    /** Returns the tags that are new to it; the other keeps its own. No more than a conversation may have. */
    UUID[] tags(UUID from, UUID to) throws InterruptedException {
        return ids("""
                insert into conversation_tag (conversation_id, tag_id, state, last_message_at)
                select $2, tag_id, c.state, c.last_message_at from conversation_tag other join conversation c on c.id = $2
                 where other.conversation_id = $1 and not exists (select from conversation_tag its where its.conversation_id = $2 and its.tag_id = other.tag_id)
                 order by tag_id limit greatest(0, %d - (select count(*) from conversation_tag its where its.conversation_id = $2))
                returning tag_id as id
                """.formatted(Tagging.MOST_OF_ONE), from, to);
    }

    void untag(UUID conversation, UUID[] tags) throws InterruptedException {
        session.execute("delete from conversation_tag where conversation_id = $1 and tag_id = any($2)", conversation, tags);
    }

    /**
     * Drafts go along. Whoever has one in both has the words of both in one, files included: private if either reply was, and then to whoever that one was for. What they
     * had typed in the conversation that is given up stays there as well, for the move to be undone.
     *
     * @return the agents whose draft went
     */
    UUID[] drafts(UUID from, UUID to) throws InterruptedException {
        requireDraftsFit(from, to);
        session.execute("""
                update draft_file set conversation_id = $2, position = position + %d
                 where conversation_id = $1 and exists (select from draft where draft.conversation_id = $2 and draft.agent_id = draft_file.agent_id)
                """.formatted(Drafts.MOST_FILES), from, to);
        session.execute("""
                update draft set reply = %1$s, note = %2$s, version = nextval('draft_version'),
                       (visibility, answers_id, answers_revision, seen_id) = (
                           select case when bool_or(one.readers = 'PRIVATE') over () then 'PRIVATE' else one.visibility end,
                                  one.answers_id, one.answers_revision, one.seen_id
                             from %3$s
                            where one.agent_id = draft.agent_id and one.conversation_id in ($1, $2)
                            order by one.answers_id is null, one.readers = 'PRIVATE' desc nulls last,
                                     one.answers_id is null and one.visibility is null, one.conversation_id = $1
                            limit 1)
                  from draft other where draft.conversation_id = $2 and other.conversation_id = $1 and other.agent_id = draft.agent_id
                """.formatted(both("reply"), both("note"), DRAFTS_READ), from, to);
        return ids("""
                update draft set conversation_id = $2,
                       visibility = (select case when one.readers = 'PRIVATE' then 'PRIVATE' else one.visibility end
                                       from %s where one.conversation_id = $1 and one.agent_id = draft.agent_id)
                 where conversation_id = $1 and not exists (select from draft own where own.conversation_id = $2 and own.agent_id = draft.agent_id)
                returning agent_id as id
                """.formatted(DRAFTS_READ), from, to);
    }

    private static String both(String column) {
        return "draft.%1$s || case when draft.%1$s <> '' and other.%1$s <> '' then E'\\n\\n' else '' end || other.%1$s".formatted(column);
    }

    private void requireDraftsFit(UUID from, UUID to) throws InterruptedException {
        if (session.first("""
                select 1 from draft join draft other on other.agent_id = draft.agent_id and other.conversation_id = $1
                 where draft.conversation_id = $2
                   and (length(draft.reply) + length(other.reply) > %1$d or length(draft.note) + length(other.note) > %1$d
                        or (select count(*) from draft_file where agent_id = draft.agent_id and conversation_id in ($1, $2)) > %2$d) limit 1
                """.formatted(Desk.MAXIMUM_TEXT / 2, Drafts.MOST_FILES), from, to).isPresent()) {
            throw Refusal.conflict("drafts-too-long",
                    "An agent has a draft in both that are too long for one: one of them must be sent or emptied first.");
        }
    }

    /** Those of these agents' drafts that answer something that is in the other conversation, or nothing yet. */
    UUID[] draftsTo(UUID from, UUID to, UUID[] agents) throws InterruptedException {
        return ids("""
                update draft set conversation_id = $2
                 where conversation_id = $1 and agent_id = any($3)
                   and (answers_id is null or exists (select from message where message.id = answers_id and message.conversation_id = $2))
                   and not exists (select from draft own where own.conversation_id = $2 and own.agent_id = draft.agent_id)
                returning agent_id as id
                """, from, to, agents);
    }

    /** Drafts of answers to what is taken out follow it. */
    UUID[] draftsOf(UUID from, UUID to) throws InterruptedException {
        return ids("""
                update draft set conversation_id = $2
                 where conversation_id = $1 and answers_id in (select id from message where conversation_id = $2)
                returning agent_id as id
                """, from, to);
    }

    private UUID[] ids(String sql, Object... values) throws InterruptedException {
        List<Row> rows = session.query(sql, values);
        return rows.stream().map(row -> Rows.uuid(row, "id")).toArray(UUID[]::new);
    }
}
