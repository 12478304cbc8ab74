package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.conversation.DeliveryView.FaultView;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.scope.Scope;

/** Reads what became of answers, and the balance of what is owed. Blocking. */
public final class DeliveryQueries {

    static final String COLUMNS = """
            select d.id, d.message_id, d.channel_id, d.state, d.attempts, d.next_attempt_at, d.fault_owner, d.fault_code, d.fault_detail, d.script,
                   d.updated_at, d.conversation_id, case when d.command #>> '{to,kind}' <> 'ANONYMOUS' then d.command #>> '{to,value}' end as recipient,
                   case when d.message_id is null then d.command ->> 'subject' end as subject
              from delivery d
            """;

    private static final int MAXIMUM_NOTICES = 20;

    private final Database database;

    public DeliveryQueries(Database database) {
        this.database = database;
    }

    /** received = answered + handedOver + closed + open. */
    public record Balance(long received, long answered, long handedOver, long closed, long open) {
    }

    /** A delivery that needs a person, and the number of its conversation. */
    public record Trouble(DeliveryView delivery, long conversationNumber) {

        private static final Comparator<Trouble> LATEST_FIRST = Comparator
                .comparing((Trouble trouble) -> trouble.delivery().updatedAt())
                .thenComparing(trouble -> trouble.delivery().id(), UnsignedIds.ORDER)
                .reversed();
    }

    /**
     * What needs a person, the latest first: one walk for each state, merged. Of one channel along delivery_trouble_channel, of all along delivery_trouble;
     * what is queued along delivery_due.
     *
     * @param states of {@link DeliveryState#FAILED}, {@link DeliveryState#UNKNOWN}, {@link DeliveryState#BY_PERSON} and {@link DeliveryState#QUEUED}
     * @param closed channels that are not open: what is queued for them needs a person, and for no other
     */
    public Page<Trouble> needingAPerson(Scope scope, Set<DeliveryState> states, Optional<String> channel, Collection<String> closed,
            Optional<Keyset> after, int limit) throws InterruptedException {
        List<Trouble> troubles = database.read(session -> {
            List<Trouble> found = new ArrayList<>();
            for (DeliveryState state : states) {
                for (Optional<String> of : state == DeliveryState.QUEUED ? among(closed, channel) : List.of(channel)) {
                    found.addAll(troubles(session, scope, state, of, after.filter(key -> key.at().isPresent()), limit + 1));
                }
            }
            return found;
        });
        return Page.of(troubles.stream().sorted(Trouble.LATEST_FIRST).limit(limit + 1L).toList(), limit,
                trouble -> Keyset.at(trouble.delivery().updatedAt(), trouble.delivery().id()));
    }

    private static List<Optional<String>> among(Collection<String> closed, Optional<String> channel) {
        return closed.stream().filter(id -> channel.isEmpty() || channel.get().equals(id)).map(Optional::of).toList();
    }

    private static List<Trouble> troubles(Session session, Scope scope, DeliveryState state, Optional<String> channel,
            Optional<Keyset> after, int limit)
            throws InterruptedException {
        // The state stands in the text: a partial index serves no parameter.
        StringBuilder query = new StringBuilder(COLUMNS).append("where d.state = '").append(state).append('\'');
        List<@Nullable Object> values = new ArrayList<>();
        channel.ifPresent(id -> {
            values.add(id);
            query.append(" and d.channel_id = $1");
        });
        after.ifPresent(key -> {
            values.add(key.at().orElseThrow());
            values.add(key.id());
            query.append(" and (d.updated_at, d.id) < ($").append(values.size() - 1).append("::timestamptz, $").append(values.size())
                    .append(')');
        });
        if (scope.isLimited()) {
            query.append(" and exists (select from conversation c where c.id = d.conversation_id").append(scope.and("c", values))
                    .append(')');
        }
        List<DeliveryView> found = session
                .query(query.append(" order by d.updated_at desc, d.id desc limit ").append(limit).toString(), values.toArray())
                .stream().map(DeliveryQueries::view).toList();
        Map<UUID, Long> numbers = session
                .query("select id, number from conversation where id = any($1)",
                        (Object) found.stream().flatMap(delivery -> delivery.conversation().stream()).distinct().toArray(UUID[]::new))
                .stream().collect(Collectors.toMap(row -> Rows.uuid(row, "id"), row -> Rows.number(row, "number")));
        return found.stream().map(delivery -> new Trouble(delivery, delivery.conversation().map(numbers::get).orElseThrow())).toList();
    }

    /**
     * Notices of a conversation that need a person, the oldest first; along delivery_trouble_conversation.
     *
     * @param conversation its id, in SQL, where {@code $1} is the key
     */
    static Statement troubledNotices(String conversation, Object key) {
        return new Statement(COLUMNS + " where d.conversation_id = " + conversation + """
                   and d.message_id is null and d.state in ('FAILED', 'UNKNOWN', 'BY_PERSON')
                 order by d.updated_at, d.id limit %d
                """.formatted(MAXIMUM_NOTICES), key);
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
                Rows.text(row, "channel_id"), Rows.optionalText(row, "recipient"), Rows.optionalText(row, "subject"), state,
                Rows.number(row, "attempts"),
                Rows.optionalInstant(row, "next_attempt_at").filter(next -> state == DeliveryState.QUEUED), fault,
                Rows.optionalText(row, "script"),
                Rows.instant(row, "updated_at"));
    }
}
