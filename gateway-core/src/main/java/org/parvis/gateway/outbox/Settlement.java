package org.parvis.gateway.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Fault;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.conversation.Reopening;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Makes an outcome durable: the delivery's state, what it means for the ledger and the conversation, and the change log. */
final class Settlement {

    /** Its author is told, whoever has the conversation by now. */
    private static final Set<DeliveryState> CONCERNS_ITS_AUTHOR = Set.of(DeliveryState.FAILED, DeliveryState.UNKNOWN);

    private final Clock clock;
    private final RetryPolicy retries;
    private final Notices notices;

    Settlement(Clock clock, RetryPolicy retries, Notices notices) {
        this.clock = clock;
        this.retries = retries;
        this.notices = notices;
    }

    /**
     * Within the caller's transaction. An outcome for a delivery that is no longer being sent under this epoch is left alone: another
     * node has taken over and knows better.
     */
    void apply(Session session, Delivery delivery, long epoch, Outcome outcome, boolean sendIsIdempotent) throws InterruptedException {
        Instant now = clock.instant();
        IdentityLock.share(session);
        Optional<Delivery> mine = session.first("""
                select conversation_id from delivery where id = $1 and state = 'SENDING' and claim_epoch = $2 for update
                """, delivery.id(), epoch).map(row -> delivery.in(Rows.uuid(row, "conversation_id")));
        if (mine.isPresent()) {
            write(session, mine.get(), outcome, sendIsIdempotent, now);
        }
    }

    /**
     * Within the caller's transaction, for an outcome that is known only after it was written down as unknown. Nothing is changed that a person, a
     * report or a further attempt has moved on meanwhile; and what turns out unsent is not sent behind the back of whoever was told of it.
     */
    void late(Session session, Delivery claimed, long epoch, Outcome outcome) throws InterruptedException {
        IdentityLock.share(session);
        Optional<Delivery> untouched = session.first("""
                select conversation_id from delivery where id = $1 and state in ('UNKNOWN', 'QUEUED') and claim_epoch = $2 and attempts = $3
                   and attempts_before = attempts - $4 for update
                """, claimed.id(), epoch, claimed.attempts(), claimed.tries()).map(row -> claimed.in(Rows.uuid(row, "conversation_id")));
        if (untouched.isEmpty()) {
            return;
        }
        Delivery delivery = untouched.get();
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Accepted known -> write(session, delivery, known, false, now);
            case Outcome.ByPerson known -> write(session, delivery, known, false, now);
            case Outcome.Rejected(Fault fault) -> fail(session, delivery, fault, now);
            case Outcome.Deferred(Instant until, Fault fault) -> {
                boolean told = session.first("select 1 from delivery where id = $1 and state = 'UNKNOWN'", delivery.id()).isPresent();
                if (told && !delivery.inDoubt()) {
                    fail(session, delivery, fault, now);
                }
            }
            case Outcome.Unknown still -> {
                // As was written.
            }
        }
    }

    private void write(Session session, Delivery delivery, Outcome outcome, boolean sendIsIdempotent, Instant now)
            throws InterruptedException {
        switch (outcome) {
            case Outcome.Accepted accepted -> accept(session, delivery, accepted, now);
            case Outcome.Rejected(Fault fault) -> fail(session, delivery, fault, now);
            case Outcome.Deferred(Instant until, Fault fault) -> again(session, delivery, until, fault, delivery.inDoubt(), now);
            case Outcome.Unknown unknown when sendIsIdempotent -> {
                doubt(session, delivery);
                again(session, delivery, now, unknown.fault(), true, now);
            }
            case Outcome.Unknown unknown -> {
                doubt(session, delivery);
                unknown(session, delivery, unknown, now);
            }
            case Outcome.ByPerson(String script) -> {
                session.execute("update delivery set script = $2 where id = $1", delivery.id(), script);
                state(session, delivery, DeliveryState.BY_PERSON, Optional.empty(), now);
                Reopening.of(session, delivery.conversation());
            }
        }
    }

    /**
     * Within the caller's transaction, which shares the identity lock, for what an earlier owner of the channel had begun to send. Where the network recognises the key, the next
     * attempt finds out what became of it, however long ago that was.
     */
    void recover(Session session, Delivery delivery, Fault fault, boolean sendIsIdempotent) throws InterruptedException {
        Instant now = clock.instant();
        doubt(session, delivery);
        if (sendIsIdempotent && retries.triesLeft(delivery.tries())) {
            queue(session, delivery, now, fault, now);
            return;
        }
        unknown(session, delivery, new Outcome.Unknown(fault), now);
    }

    private void accept(Session session, Delivery delivery, Outcome.Accepted accepted, Instant now) throws InterruptedException {
        DeliveryReports.lock(session, delivery.channel(), accepted.ids());
        register(session, delivery, accepted.ids());
        state(session, delivery, DeliveryState.ACCEPTED, Optional.empty(), now);
        if (delivery.message().isPresent()) {
            Ledger.answered(session, delivery.conversation(), delivery.message().get(), now);
        }
        if (accepted.notice().isPresent()) {
            long number = Rows.number(session.first("select number from conversation where id = $1", delivery.conversation()).orElseThrow(),
                    "number");
            notices.enqueue(session, List.of(new Notices.Due(accepted.notice().get(), delivery.conversation(), number)));
        }
        DeliveryReports.applyEarly(session, delivery.channel(), accepted.ids(), now);
    }

    /**
     * So that answers and reports find their way back, to notices as well. A citizen who answered before the outcome was known has left the
     * name behind with no message. What answers something that was moved goes back with it.
     */
    private static void register(Session session, Delivery delivery, List<MessageId> networkIds) throws InterruptedException {
        @Nullable
        UUID message = delivery.message().orElse(null);
        @Nullable
        UUID notice = delivery.message().isPresent() ? null : delivery.id();
        @Nullable
        String answered = delivery.command().getString(Deliveries.ANSWERED);
        session.execute("""
                insert into network_message (channel_id, network_id, conversation_id, message_id, delivery_id, moves, splits)
                select distinct $1::text, name, $3::uuid, $4::uuid, $5::uuid, coalesce(answered.moves, '{}'), coalesce(answered.splits, '{}')
                  from unnest($2::text[]) as name
                  left join lateral (select moves, splits from network_message where message_id = $6::text::uuid limit 1) answered on true
                on conflict (channel_id, network_id) do update
                   set message_id = excluded.message_id, delivery_id = excluded.delivery_id, conversation_id = excluded.conversation_id,
                       moves = excluded.moves, splits = excluded.splits
                 where network_message.message_id is null and network_message.delivery_id is null
                """, delivery.channel(), Columns.of(networkIds).texts(MessageId::value), delivery.conversation(), message, notice,
                answered);
    }

    private void again(Session session, Delivery delivery, Instant until, Fault fault, boolean inDoubt, Instant now)
            throws InterruptedException {
        if (!retries.exhausted(delivery.tries(), delivery.firstTry(), until.isAfter(now) ? until : now)) {
            Instant next = retries.next(delivery.tries(), now);
            queue(session, delivery, next.isAfter(until) ? next : until, fault, now);
            return;
        }
        if (inDoubt) {
            unknown(session, delivery, new Outcome.Unknown(fault), now);
            return;
        }
        fail(session, delivery, fault, now);
    }

    private static void queue(Session session, Delivery delivery, Instant next, Fault fault, Instant now) throws InterruptedException {
        session.execute("update delivery set next_attempt_at = $2 where id = $1", delivery.id(), next);
        state(session, delivery, DeliveryState.QUEUED, Optional.of(fault), now);
    }

    private static void fail(Session session, Delivery delivery, Fault fault, Instant now) throws InterruptedException {
        state(session, delivery, DeliveryState.FAILED, Optional.of(fault), now);
        Reopening.of(session, delivery.conversation());
    }

    private static void unknown(Session session, Delivery delivery, Outcome.Unknown unknown, Instant now) throws InterruptedException {
        DeliveryReports.lock(session, delivery.channel(), unknown.ids());
        register(session, delivery, unknown.ids());
        state(session, delivery, DeliveryState.UNKNOWN, Optional.of(unknown.fault()), now);
        Reopening.of(session, delivery.conversation());
        DeliveryReports.applyEarly(session, delivery.channel(), unknown.ids(), now);
    }

    /** From here on it is never called unsent because its attempts are used up. */
    private static void doubt(Session session, Delivery delivery) throws InterruptedException {
        session.execute("update delivery set in_doubt = true where id = $1", delivery.id());
    }

    static void state(Session session, Delivery delivery, DeliveryState state, Optional<Fault> fault, Instant now)
            throws InterruptedException {
        @Nullable
        Fault why = fault.orElse(null);
        session.execute("""
                update delivery set state = $2, fault_owner = $3, fault_code = $4, fault_detail = $5, updated_at = $6 where id = $1
                """, delivery.id(), state, why == null ? null : why.owner(), why == null ? null : why.code(),
                why == null ? null : why.detail(), now);
        JsonObject detail = new JsonObject().put("deliveryId", delivery.id().toString()).put("state", state.name());
        fault.ifPresent(known -> detail.put("fault", known.code()));
        if (CONCERNS_ITS_AUTHOR.contains(state) && delivery.message().isPresent()) {
            session.first("select agent_id from message where id = $1", delivery.message().get())
                    .flatMap(row -> Rows.optionalUuid(row, "agent_id")).ifPresent(author -> detail.put("authorId", author.toString()));
        }
        Entry entry = Entry.of(Kind.DELIVERY_CHANGED).conversation(delivery.conversation()).channel(delivery.channel()).detail(detail);
        EventLog.append(session, delivery.message().map(entry::message).orElse(entry));
    }
}
