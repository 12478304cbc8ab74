package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.conversation.Reopening;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** What a person decides about a delivery that the outbox could not settle by itself. */
final class DeliveryDecisions {

    private static final Set<DeliveryState> UNSENT = Set.of(DeliveryState.FAILED, DeliveryState.UNKNOWN);
    private static final Set<DeliveryState> DOUBTFUL = Set.of(DeliveryState.UNKNOWN, DeliveryState.BY_PERSON);
    private static final Set<DeliveryState> OPEN = Set.of(DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.BY_PERSON);

    private final ChannelLimits channels;

    DeliveryDecisions(ChannelLimits channels) {
        this.channels = channels;
    }

    void report(Session session, UUID agent, UUID id, DeliveryResult result, Instant now) throws InterruptedException {
        // Where it belongs stays so until the commit: nobody moves it meanwhile.
        IdentityLock.share(session);
        Row delivery = session
                .first("select conversation_id, message_id, channel_id, state, claimed_at, in_doubt from delivery where id = $1 for update",
                        id)
                .orElseThrow(() -> Refusal.notFound("delivery"));
        DeliveryState before = Rows.constant(delivery, "state", DeliveryState.class);
        DeliveryState after = switch (result) {
            case DONE -> from(before, isAbandoned(delivery, before, now) ? Set.of(before) : DOUBTFUL, DeliveryState.ACCEPTED);
            case NOT_REACHED -> from(before, Set.of(DeliveryState.BY_PERSON), DeliveryState.BY_PERSON);
            case RETRY -> from(before, UNSENT, DeliveryState.QUEUED);
            case TAKE_BACK -> from(before, Set.of(DeliveryState.QUEUED),
                    Rows.flag(delivery, "in_doubt") ? DeliveryState.UNKNOWN : DeliveryState.CANCELLED);
            case GIVE_UP, HAND_BACK -> from(before, isStranded(delivery, before, now) ? Set.of(before) : OPEN, DeliveryState.CANCELLED);
        };
        session.execute("""
                update delivery set state = $2, updated_at = $3, next_attempt_at = $3, fault_owner = null, fault_code = null, fault_detail = null,
                       attempts = attempts + case when $4 then 1 else 0 end,
                       attempts_before = case when $5 then attempts else attempts_before end,
                       first_attempt_at = case when $5 then null else first_attempt_at end
                 where id = $1
                """, id, after, now, result == DeliveryResult.NOT_REACHED, result == DeliveryResult.RETRY);
        UUID conversation = Rows.uuid(delivery, "conversation_id");
        Optional<UUID> message = Rows.optionalUuid(delivery, "message_id");
        if (result == DeliveryResult.DONE && message.isPresent()) {
            Ledger.answered(session, conversation, message.get(), now);
        }
        if (result == DeliveryResult.HAND_BACK) {
            handBack(session, agent, conversation);
        } else if (after == DeliveryState.CANCELLED && message.isPresent() && Ledger.owes(session, conversation)) {
            Reopening.of(session, conversation);
        }
        if (result == DeliveryResult.TAKE_BACK && after == DeliveryState.CANCELLED && message.isPresent()) {
            session.execute(
                    "update attachment set message_id = null, position = 0, created_at = $3 where message_id = $1 and uploaded_by = $2",
                    message.get(), agent, now);
        }
        session.execute("update conversation set version = version + 1 where id = $1", conversation);
        JsonObject detail = new JsonObject().put("deliveryId", id.toString()).put("state", after.name()).put("report", result.name());
        Entry entry = Entry.of(Kind.DELIVERY_CHANGED).conversation(conversation).channel(Rows.text(delivery, "channel_id")).agent(agent)
                .detail(detail);
        EventLog.append(session, message.map(entry::message).orElse(entry));
    }

    private static void handBack(Session session, UUID agent, UUID conversation) throws InterruptedException {
        Row before = Desk.lock(session, conversation);
        JsonObject changed = new JsonObject();
        if (!Rows.text(before, "state").equals(ConversationState.OPEN.name())) {
            changed.put("state", new JsonArray().add(Rows.text(before, "state")).add(ConversationState.OPEN.name()));
        }
        Rows.optionalUuid(before, "assignee_id").ifPresent(had -> changed.put("assigneeId", new JsonArray().add(had.toString()).addNull()));
        if (!changed.isEmpty()) {
            session.execute("update conversation set state = 'OPEN', assignee_id = null where id = $1", conversation);
            EventLog.append(session, Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent).detail(changed));
        }
    }

    /** It waits for a channel that is not open, or was being sent when that went away: nobody else will settle it. */
    private boolean isStranded(Row delivery, DeliveryState state, Instant now) {
        return (state == DeliveryState.QUEUED && isClosed(delivery)) || isAbandoned(delivery, state, now);
    }

    /** It was being sent when its channel went away: it may have gone out, and only a person can find out. */
    private boolean isAbandoned(Row delivery, DeliveryState state, Instant now) {
        return state == DeliveryState.SENDING && isClosed(delivery)
                && Rows.optionalInstant(delivery, "claimed_at")
                        .filter(claimed -> claimed.isBefore(now.minus(DeliveryState.LONGEST_SENDING))).isPresent();
    }

    private boolean isClosed(Row delivery) {
        return channels.of(Rows.text(delivery, "channel_id")).isEmpty();
    }

    private static DeliveryState from(DeliveryState before, Set<DeliveryState> allowed, DeliveryState after) {
        if (!allowed.contains(before)) {
            throw Refusal.conflict("settled-meanwhile", "The delivery is " + before + " now; this cannot be reported of it.");
        }
        return after;
    }
}
