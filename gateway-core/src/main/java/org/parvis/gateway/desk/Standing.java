package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * What lists go by of a conversation, and what a move changes of it: kept with the move, so that it can be given back.
 *
 * @param expert who is asked, where it waits for one
 * @param at     of its latest message
 */
record Standing(ConversationState state, Optional<Instant> snoozed, Optional<String> expert, boolean urgent, Instant at, String snippet,
        int messages) {

    private static final int SNIPPET_LENGTH = 200;

    static Standing of(Row row) {
        return new Standing(Rows.constant(row, "state", ConversationState.class), Rows.optionalInstant(row, "snoozed_until"),
                Rows.optionalText(row, "expert"),
                Rows.flag(row, "urgent"), Rows.instant(row, "last_message_at"), Rows.text(row, "snippet"),
                (int) Rows.number(row, "message_count"));
    }

    static Standing of(JsonObject kept) {
        return new Standing(ConversationState.valueOf(kept.getString("state")),
                Optional.ofNullable(kept.getString("snoozedUntil")).map(Instant::parse), Optional.ofNullable(kept.getString("expert")),
                kept.getBoolean("urgent"),
                Instant.parse(kept.getString("at")), kept.getString("snippet"), kept.getInteger("messages"));
    }

    JsonObject kept() {
        JsonObject kept = new JsonObject().put("state", state.name()).put("urgent", urgent).put("at", at.toString()).put("snippet", snippet)
                .put("messages", messages);
        snoozed.ifPresent(until -> kept.put("snoozedUntil", until.toString()));
        expert.ifPresent(who -> kept.put("expert", who));
        return kept;
    }

    /** Of both together: open when one of them is, for an expert where one of those that wait is and this one waits for no moment, and the latest words of either. */
    Standing with(Standing other) {
        boolean mine = state.compareTo(other.state) <= 0;
        Standing latest = at.isBefore(other.at) ? other : this;
        Optional<String> asked = mine ? expert : other.expert;
        if (state == other.state && snoozed.isEmpty()) {
            asked = expert.or(other::expert);
        }
        return new Standing(mine ? state : other.state, mine ? snoozed : other.snoozed, asked, urgent || other.urgent, latest.at,
                latest.snippet, messages + other.messages);
    }

    /** In the state of another, whoever and whatever that waits for. */
    Standing as(Standing other) {
        return new Standing(other.state, other.snoozed, other.expert, urgent, at, snippet, messages);
    }

    Standing urgent(boolean value) {
        return new Standing(state, snoozed, expert, value, at, snippet, messages);
    }

    /** As somebody would have it now: what was put off until a moment that has passed is open. */
    Standing awake(Instant now) {
        return snoozed.isPresent() && !snoozed.get().isAfter(now)
                ? new Standing(ConversationState.OPEN, Optional.empty(), Optional.empty(), urgent, at, snippet, messages)
                : this;
    }

    Standing latest(Standing words) {
        return new Standing(state, snoozed, expert, urgent, words.at, words.snippet, messages);
    }

    boolean sameWords(Standing other) {
        return at.equals(other.at) && snippet.equals(other.snippet);
    }

    /** By the messages that are there; of none, as it was. Notes apart, as everywhere in lists. */
    Standing recounted(Session session, UUID conversation) throws InterruptedException {
        Row row = session.first("""
                select (select count(*) from message where conversation_id = $1) as count,
                       greatest(latest.created_at, (select max(opened_at) from obligation join message on message.id = message_id
                                                     where message.conversation_id = $1)) as at,
                       case when latest.deleted_at is null then left(regexp_replace(btrim(latest.body), '\\s+', ' ', 'g'), %d) else '…' end as snippet
                  from (select 1) one
                  left join lateral (select created_at, body, deleted_at from message where conversation_id = $1 and kind <> 'NOTE'
                                      order by created_at desc, id desc limit 1) latest on true
                """.formatted(SNIPPET_LENGTH), conversation).orElseThrow();
        return new Standing(state, snoozed, expert, urgent, Rows.optionalInstant(row, "at").orElse(at),
                Rows.optionalText(row, "snippet").filter(
                        words -> Rows.optionalInstant(row, "at").isPresent()).orElse(snippet),
                (int) Rows.number(row, "count"));
    }

    /** What is owed comes from the ledger; what owes something is not resolved, unless an answer is on its way. */
    void write(Session session, UUID conversation) throws InterruptedException {
        session.execute("""
                update conversation
                   set state = case when $2 = 'RESOLVED' and owed.since is not null
                                         and not exists (select from delivery join message on message.id = delivery.message_id
                                                          where message.conversation_id = $1 and delivery.state in ('QUEUED', 'SENDING'))
                                    then 'OPEN' else $2 end, snoozed_until = $3, expert = $8, urgent = $4,
                       last_message_at = $5, snippet = $6, message_count = $7, owed_since = owed.since, version = version + 1,
                       tagged = exists (select from conversation_tag its where its.conversation_id = $1)
                  from (select min(opened_at) as since from obligation where conversation_id = $1 and settlement is null) owed
                 where id = $1
                """, conversation, state, snoozed.orElse(null), urgent, at, snippet, messages, expert.orElse(null));
    }
}
