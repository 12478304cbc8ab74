package org.parvis.gateway.outbox;

import java.util.Optional;
import java.util.Set;

import io.vertx.sqlclient.Row;

import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/** What networks tell later about messages that they had accepted. */
public final class DeliveryReports {

    private static final Set<DeliveryState> DELIVERABLE = Set.of(DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.DELIVERED);

    private DeliveryReports() {
    }

    /** Within the transaction that took the report in. A report never takes a message back to an earlier state. */
    public static void apply(Session session, String channel, DeliveryReported report) throws InterruptedException {
        Optional<Row> found = session.first("""
                select %s, state from delivery
                 where message_id = (select message_id from network_message where channel_id = $1 and network_id = $2)
                   for update
                """.formatted(Delivery.COLUMNS), channel, report.message().value());
        if (found.isEmpty()) {
            return;
        }
        Delivery delivery = Delivery.of(found.get());
        DeliveryState before = Rows.constant(found.get(), "state", DeliveryState.class);
        switch (report.report()) {
            case DELIVERED -> advance(session, delivery, before, DeliveryState.DELIVERED, report);
            case READ -> advance(session, delivery, before, DeliveryState.READ, report);
            case FAILED -> fail(session, delivery, before, report);
        }
    }

    private static void advance(Session session, Delivery delivery, DeliveryState before, DeliveryState after, DeliveryReported report) throws InterruptedException {
        if (before == after || !DELIVERABLE.contains(before)) {
            return;
        }
        Settlement.state(session, delivery, after, Optional.empty(), report.at());
        if (before == DeliveryState.UNKNOWN && delivery.message().isPresent()) {
            Ledger.answered(session, delivery.conversation(), delivery.message().get(), report.at());
        }
    }

    private static void fail(Session session, Delivery delivery, DeliveryState before, DeliveryReported report) throws InterruptedException {
        if (before == DeliveryState.FAILED || before == DeliveryState.CANCELLED) {
            return;
        }
        Settlement.state(session, delivery, DeliveryState.FAILED, report.fault(), report.at());
        if (delivery.message().isPresent()) {
            Ledger.reopened(session, delivery.conversation(), delivery.message().get());
        }
        Settlement.backToAgents(session, delivery.conversation());
    }
}
