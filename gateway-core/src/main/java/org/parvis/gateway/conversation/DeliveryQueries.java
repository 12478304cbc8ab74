package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.DeliveryView.FaultView;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;

/** Reads what became of answers, and the balance of what is owed. Blocking. */
public final class DeliveryQueries {

    static final String COLUMNS = """
            select d.id, d.message_id, d.channel_id, d.state, d.attempts, d.next_attempt_at, d.fault_owner, d.fault_code, d.fault_detail, d.script,
                   d.updated_at, d.conversation_id
              from delivery d
            """;

    private final Database database;

    public DeliveryQueries(Database database) {
        this.database = database;
    }

    /** received = answered + handedOver + closed + open. */
    public record Balance(long received, long answered, long handedOver, long closed, long open) {
    }

    /** What needs a person, the latest first: delivery_trouble holds nothing else, and is sorted here. */
    public Page<DeliveryView> needingAPerson(Optional<Keyset> after, int limit) throws InterruptedException {
        List<Row> rows = database.read(session -> after.flatMap(Keyset::at).isPresent()
                ? session.query(
                        COLUMNS + "where d.state in ('FAILED', 'UNKNOWN', 'BY_PERSON') and (d.updated_at, d.id) < ($1::timestamptz, $2)"
                                + " order by d.updated_at desc, d.id desc limit $3",
                        after.orElseThrow().at().orElseThrow(), after.orElseThrow().id(), limit + 1)
                : session.query(
                        COLUMNS + "where d.state in ('FAILED', 'UNKNOWN', 'BY_PERSON') order by d.updated_at desc, d.id desc limit $1",
                        limit + 1));
        return Page.of(rows.stream().map(DeliveryQueries::view).toList(), limit,
                delivery -> Keyset.at(delivery.updatedAt(), delivery.id()));
    }

    public Optional<DeliveryView> find(UUID id) throws InterruptedException {
        return database.read(session -> session.first(COLUMNS + "where d.id = $1", id)).map(DeliveryQueries::view);
    }

    public Balance balance() throws InterruptedException {
        Row row = database.read(session -> session.first("select received, answered, handed_over, closed, open from ledger")).orElseThrow();
        return new Balance(Rows.number(row, "received"), Rows.number(row, "answered"), Rows.number(row, "handed_over"),
                Rows.number(row, "closed"),
                Rows.number(row, "open"));
    }

    static DeliveryView view(Row row) {
        DeliveryState state = Rows.constant(row, "state", DeliveryState.class);
        Optional<FaultView> fault = Rows.optionalText(row, "fault_code")
                .map(code -> new FaultView(Rows.optionalText(row, "fault_owner").orElse(""), code,
                        Rows.optionalText(row, "fault_detail").orElse("")));
        return new DeliveryView(Rows.uuid(row, "id"), Rows.optionalUuid(row, "conversation_id"), Rows.optionalUuid(row, "message_id"),
                Rows.text(row, "channel_id"), state, Rows.number(row, "attempts"),
                Rows.optionalInstant(row, "next_attempt_at").filter(next -> state == DeliveryState.QUEUED), fault,
                Rows.optionalText(row, "script"),
                Rows.instant(row, "updated_at"));
    }
}
