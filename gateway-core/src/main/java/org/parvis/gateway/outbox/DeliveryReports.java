package org.parvis.gateway.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.MessageId;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.conversation.Reopening;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * What networks tell about messages on their way. A bounce can be faster than the answer to the sending itself: a report on a name that
 * nobody knows yet is kept, and applied when the name becomes known.
 */
public final class DeliveryReports {

    private static final Set<DeliveryState> DELIVERABLE = Set.of(DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.DELIVERED);

    private static final Set<DeliveryState> UNDER_WAY = Set.of(DeliveryState.QUEUED, DeliveryState.SENDING);

    private static final Duration KEPT = Duration.ofDays(7);

    /** What a channel's ($1) name ($2) stands for: a message and the delivery of it, or a notice's delivery alone. */
    private static final String NAMED = """
            select message_id, coalesce(delivery_id, (select id from delivery where delivery.message_id = network_message.message_id)) as delivery
              from network_message where channel_id = $1 and network_id = $2
            """;

    private DeliveryReports() {
    }

    /**
     * Within the transaction that took the report in. A report never takes a message back to an earlier state. A report on what is being
     * sent once more waits for the outcome of that.
     *
     * @param now by the gateway's clock: what a network says of the time decides nothing here
     */
    public static void apply(Session session, String channel, DeliveryReported report, Instant now) throws InterruptedException {
        lock(session, channel, List.of(report.message()));
        if (isKnown(session, channel, report.message())) {
            applyKnown(session, channel, report, now);
            return;
        }
        session.execute("delete from early_report where at < $1", now.minus(KEPT));
        @Nullable
        Fault fault = report.fault().orElse(null);
        session.execute("""
                insert into early_report (channel_id, network_id, report, at, event_id, fault_owner, fault_code, fault_detail)
                values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
                """, channel, report.message().value(), report.report(), now, report.id().value(),
                fault == null ? null : fault.owner(),
                fault == null ? null : fault.code(), fault == null ? null : fault.detail());
    }

    /** A name that a citizen's answer left behind, before the outcome of the sending was known, says nothing yet. */
    private static boolean isKnown(Session session, String channel, MessageId name) throws InterruptedException {
        Optional<Row> known = session.first("""
                select named.message_id, delivery.state from (%s) as named left join delivery on delivery.id = named.delivery
                """.formatted(NAMED), channel, name.value());
        Optional<DeliveryState> state = known.flatMap(row -> Rows.optionalConstant(row, "state", DeliveryState.class));
        return state.isPresent()
                ? !UNDER_WAY.contains(state.get())
                : known.flatMap(row -> Rows.optionalUuid(row, "message_id")).isPresent();
    }

    /**
     * Keeps a report and the settlement that makes its name known from passing each other unseen. In a fixed order, against deadlocks;
     * held until the transaction ends.
     */
    static void lock(Session session, String channel, List<MessageId> names) throws InterruptedException {
        for (MessageId name : names.stream().sorted(Comparator.comparing(MessageId::value)).toList()) {
            session.first("select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))", channel, name.value());
        }
    }

    /** Applies what was reported before the names were known. */
    static void applyEarly(Session session, String channel, List<MessageId> names, Instant now) throws InterruptedException {
        for (MessageId name : names) {
            for (Row row : session.query("""
                    delete from early_report where channel_id = $1 and network_id = $2
                    returning report, at, event_id, fault_owner, fault_code, fault_detail
                    """, channel, name.value())) {
                Optional<Fault> fault = Rows.optionalConstant(row, "fault_owner", Fault.Owner.class)
                        .map(owner -> new Fault(owner, Rows.text(row, "fault_code"), Rows.text(row, "fault_detail")));
                applyKnown(session, channel, new DeliveryReported(new EventId(Rows.text(row, "event_id")), name,
                        Rows.constant(row, "report", InboundEvent.Report.class), fault, Rows.instant(row, "at")), now);
            }
        }
    }

    private static void applyKnown(Session session, String channel, DeliveryReported report, Instant now) throws InterruptedException {
        Optional<Row> found = session.first("""
                select %s, state from delivery
                 where id = (select delivery from (%s) as named) for update
                """.formatted(Delivery.COLUMNS, NAMED), channel, report.message().value());
        if (found.isEmpty()) {
            return;
        }
        Delivery delivery = Delivery.of(found.get());
        DeliveryState before = Rows.constant(found.get(), "state", DeliveryState.class);
        switch (report.report()) {
            case DELIVERED -> advance(session, delivery, before, DeliveryState.DELIVERED, now);
            case READ -> advance(session, delivery, before, DeliveryState.READ, now);
            case FAILED -> fail(session, delivery, before, report.fault(), now);
        }
    }

    private static void advance(Session session, Delivery delivery, DeliveryState before, DeliveryState after, Instant now)
            throws InterruptedException {
        if (before == after || !DELIVERABLE.contains(before)) {
            return;
        }
        Settlement.state(session, delivery, after, Optional.empty(), now);
        if (before == DeliveryState.UNKNOWN && delivery.message().isPresent()) {
            Ledger.answered(session, delivery.conversation(), delivery.message().get(), now);
        }
    }

    private static void fail(Session session, Delivery delivery, DeliveryState before, Optional<Fault> fault, Instant now)
            throws InterruptedException {
        if (before == DeliveryState.FAILED || before == DeliveryState.CANCELLED) {
            return;
        }
        Settlement.state(session, delivery, DeliveryState.FAILED, fault, now);
        if (delivery.message().isPresent()) {
            Ledger.reopened(session, delivery.message().get());
        }
        Reopening.of(session, delivery.conversation());
    }
}
