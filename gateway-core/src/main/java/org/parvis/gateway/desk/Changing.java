package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.conversation.ResolutionReason;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Carries out one agent's change of one conversation, within the caller's transaction, and tells what changed. */
final class Changing {

    private final Session session;
    private final UUID agent;
    private final Row before;
    private final UUID conversation;
    private final Instant now;
    private final Tagging tagging;

    /** @param before the conversation, locked, as {@link Desk#lock} reads it */
    Changing(Session session, UUID agent, Row before, Instant now, Tagging tagging) {
        this.session = session;
        this.agent = agent;
        this.before = before;
        this.conversation = Rows.uuid(before, "id");
        this.now = now;
        this.tagging = tagging;
    }

    /** @param note that says why, of what is handed over */
    void apply(ConversationChange change, Optional<UUID> note) throws InterruptedException {
        JsonObject changed = new JsonObject();
        if (change.assignee().named()) {
            requireExists("select 1 from agent where id = $1 and active and role <> 'OPERATOR'", change.assignee().value(), "assigneeId",
                    "active agent");
            assign("assignee_id", change.assignee().value().orElse(null));
            changed.put("assigneeId", was(Rows.optionalUuid(before, "assignee_id"), change.assignee().value()));
        }
        if (change.team().named()) {
            requireExists("select 1 from team where id = $1", change.team().value(), "teamId", "team");
            assign("team_id", change.team().value().orElse(null));
            changed.put("teamId", was(Rows.optionalUuid(before, "team_id"), change.team().value()));
        }
        if (change.assignee().named() || change.team().named()) {
            keepInSightOfItsAssignee(change, changed);
        }
        if (change.topic().named()) {
            @Nullable
            String topic = change.topic().value().orElse(null);
            session.execute("update conversation set topic = $2 where id = $1", conversation, topic);
            changed.put("topic", was(Rows.optionalText(before, "topic"), change.topic().value()));
        }
        changeState(change, changed);
        order(change.ordering(), changed);
        session.execute("update conversation set version = version + 1 where id = $1", conversation);
        Entry entry = Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent).detail(changed);
        EventLog.append(session, note.map(entry::message).orElse(entry));
    }

    /** An outside agency sees what its teams have: what is owed elsewhere would be out of sight of whoever it is assigned to. */
    private void keepInSightOfItsAssignee(ConversationChange change, JsonObject changed) throws InterruptedException {
        Optional<UUID> blind = outOfSight(session, conversation);
        if (blind.isEmpty()) {
            return;
        }
        if (change.assignee().value().isPresent()) {
            throw Refusal.invalid("assigneeId", "out-of-sight",
                    "This colleague sees the conversations of their teams alone: give it to one of these teams first.");
        }
        assign("assignee_id", null);
        changed.put("assigneeId", was(blind, Optional.empty()));
    }

    /** The outside agency's agent whose conversation is in none of their teams. */
    static Optional<UUID> outOfSight(Session session, UUID conversation) throws InterruptedException {
        return session.first("""
                select a.id from conversation c join agent a on a.id = c.assignee_id and a.role = 'AGENCY'
                 where c.id = $1 and not exists (select from agent_team its where its.agent_id = a.id and its.team_id = c.team_id)
                """, conversation).map(row -> Rows.uuid(row, "id"));
    }

    private void changeState(ConversationChange change, JsonObject changed) throws InterruptedException {
        Optional<Instant> snooze = change.ordering().snooze();
        Optional<String> expert = change.ordering().expert();
        boolean putOff = snooze.isPresent() || expert.isPresent();
        if (!putOff && change.state().isEmpty()) {
            return;
        }
        if (putOff) {
            Snoozing.putOff(session, conversation, change.ordering(), change.state(), now);
        } else {
            move(change);
        }
        changed.put("state", was(Rows.optionalText(before, "state"), putOff ? Optional.of(ConversationState.WAITING) : change.state()));
        Optional<Instant> snoozed = Rows.optionalInstant(before, "snoozed_until");
        if (snoozed.isPresent() || snooze.isPresent()) {
            changed.put("snoozedUntil", was(snoozed, snooze));
        }
        Optional<String> asked = Rows.optionalText(before, "expert");
        if (asked.isPresent() || expert.isPresent()) {
            changed.put("expert", was(asked, expert));
        }
        change.ordering().because().ifPresent(because -> changed.put("reasonCode", because.name()));
        change.reason().ifPresent(reason -> changed.put("reason", reason));
    }

    private void order(Ordering ordering, JsonObject changed) throws InterruptedException {
        if (ordering.urgent().isPresent()) {
            session.execute("update conversation set urgent = $2 where id = $1", conversation, ordering.urgent().get());
            changed.put("urgent", new JsonArray().add(Rows.flag(before, "urgent")).add(ordering.urgent().get()));
        }
        tagging.change(session, conversation, ordering.tag(), ordering.untag()).ifPresent(tags -> changed.put("tags", tags));
    }

    private void move(ConversationChange change) throws InterruptedException {
        ConversationState state = change.state().orElseThrow();
        Optional<ResolutionReason> because = change.ordering().because();
        if (state == ConversationState.RESOLVED && Ledger.owes(session, conversation)) {
            if (change.reason().isPresent() || because.isPresent()) {
                Ledger.closed(session, conversation, agent, because, change.reason(), now);
            } else if (!answerIsOnItsWay()) {
                throw Refusal.invalid("reason", "reason-needed", "An answer is still owed: answer first, or say why none is needed.");
            }
        }
        session.execute("update conversation set state = $2, snoozed_until = null, expert = null where id = $1", conversation, state);
    }

    static void requireReasonResolves(ConversationChange change) {
        if (change.ordering().because().isPresent() && !change.state().equals(Optional.of(ConversationState.RESOLVED))) {
            throw Refusal.invalid("reasonCode", "contradiction", "It says why something is resolved: name that state with it.");
        }
    }

    /** One that was written after all that is owed, and with it in sight: it will settle that; an older one would leave the newest owed and out of sight. */
    private boolean answerIsOnItsWay() throws InterruptedException {
        return session.first("""
                select 1 from delivery join message on message.id = delivery.message_id
                 where delivery.conversation_id = $1 and delivery.state in ('QUEUED', 'SENDING')
                   and message.created_at >= (select max(opened_at) from obligation where conversation_id = $1 and settlement is null)
                   and not exists (select from obligation where conversation_id = $1 and settlement is null and met_later(message.id, message_id))
                 limit 1
                """, conversation).isPresent();
    }

    private void assign(String column, @Nullable UUID id) throws InterruptedException {
        session.execute("update conversation set " + column + " = $2 where id = $1", conversation, id);
    }

    private void requireExists(String query, Optional<UUID> id, String field, String what)
            throws InterruptedException {
        if (id.isPresent() && session.first(query, id.get()).isEmpty()) {
            throw Refusal.invalid(field, "unknown", "There is no such " + what + ".");
        }
    }

    private static JsonArray was(Optional<?> before, Optional<?> after) {
        return new JsonArray().add(before.map(Object::toString).orElse(null)).add(after.map(Object::toString).orElse(null));
    }
}
