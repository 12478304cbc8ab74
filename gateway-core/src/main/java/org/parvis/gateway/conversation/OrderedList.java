package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/**
 * Reads a list page by page, each along an index of the schema that has its order: what a page costs grows neither with its depth nor with
 * what is resolved. {@code $1} is the agent throughout.
 */
final class OrderedList {

    private static final String LATEST = "c.last_message_at desc, c.id desc";
    /** Of those by promise. */
    private static final int LAST_STEP = 3;

    private final Session session;
    private final Listing listing;
    private final Optional<Keyset> after;
    private final int limit;

    OrderedList(Session session, Listing listing, Optional<Keyset> after, int limit) {
        this.session = session;
        this.listing = listing;
        this.after = after;
        this.limit = limit;
    }

    Page<ConversationRow> page() throws InterruptedException {
        return switch (listing.sort()) {
            case PROMISE -> byPromise();
            case ACTIVITY -> listing.tag().isPresent() ? taggedByActivity(listing.tag().orElseThrow()) : byActivity();
            case ARRIVAL -> byArrival();
            case RETURN -> byReturn();
        };
    }

    /**
     * In four steps, of which the last, what is not urgent and owes nothing, is needed on the last pages alone: the others are asked for together. What is urgent:
     * conversation_urgent, which holds little. The rest along one index. TO_HANDLE: conversation_open, or with a filter conversation_open_team and _channel. MINE:
     * conversation_assignee_owed. WAITING: conversation_waiting_owed. EXPERT: conversation_expert_owed.
     */
    private Page<ConversationRow> byPromise() throws InterruptedException {
        List<ConversationRow> rows = new ArrayList<>();
        int first = after.map(OrderedList::stepOf).orElse(0);
        if (first < LAST_STEP) {
            List<Statement> steps = IntStream.range(first, LAST_STEP).mapToObj(step -> step(step, step == first)).toList();
            session.pipeline(steps).forEach(found -> rows.addAll(rows(found)));
        }
        if (rows.size() <= limit) {
            rows.addAll(read(step(LAST_STEP, first == LAST_STEP)));
        }
        return Page.of(rows.subList(0, Math.min(rows.size(), limit + 1)), limit,
                row -> new Keyset(row.owedSince(), row.urgent() ? 1 : 0, row.id()));
    }

    private static int stepOf(Keyset key) {
        return (key.rank() > 0 ? 0 : 2) + (key.at().isPresent() ? 0 : 1);
    }

    private Statement step(int step, boolean goesOn) {
        boolean owed = step % 2 == 0;
        Clauses clauses = clauses().and(states().getFirst()).and(step < 2 ? "c.urgent" : "not c.urgent")
                .and(owed ? "c.owed_since is not null" : "c.owed_since is null");
        if (goesOn && after.isPresent()) {
            Keyset key = after.orElseThrow();
            key.at().ifPresentOrElse(at -> clauses.and("(c.owed_since, c.id) > (?, ?)", at, key.id()),
                    () -> clauses.and("c.id < ?", key.id()));
        }
        // What owes nothing is all alike in owed_since: named, so that the planner sees the index's own order, backwards.
        return walk(List.of("true"), clauses, owed ? "c.owed_since, c.id" : "c.owed_since desc, c.id desc");
    }

    /**
     * TO_HANDLE: conversation_open_recent, or with a filter conversation_open_team_recent and _channel_recent. MINE: conversation_assignee. WAITING:
     * conversation_waiting_for_person. EXPERT: conversation_expert_recent. RESOLVED: conversation_resolved, or with a filter conversation_resolved_team and _channel. ALL: one walk along an index for each state.
     */
    private Page<ConversationRow> byActivity() throws InterruptedException {
        Clauses clauses = clauses();
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and("(c.last_message_at, c.id) < (?, ?)", at, after.orElseThrow().id()));
        return page(walk(states(), clauses, LATEST), row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    /** Along conversation_tag_list, which has what a conversation says of its state and its latest message. */
    private Page<ConversationRow> taggedByActivity(UUID tag) throws InterruptedException {
        Clauses clauses = new Clauses(listing.agent()).and("g.tag_id = ?", tag).filters(listing.ofAnyTag());
        after.flatMap(Keyset::at)
                .ifPresent(at -> clauses.and("(g.last_message_at, g.conversation_id) < (?, ?)", at, after.orElseThrow().id()));
        return page(walk(
                new Source("conversation_tag g join conversation c on c.id = g.conversation_id",
                        "g.last_message_at desc, g.conversation_id desc"),
                statesOfTagged(), clauses, LATEST), row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    /**
     * By id, which begins with the moment of arrival. TO_HANDLE: conversation_open_arrival, or with a filter conversation_open_team_arrival and _channel_arrival. MINE:
     * conversation_assignee_arrival. WAITING: conversation_waiting_arrival. EXPERT: conversation_expert_arrival. ALL: conversation_pkey, whatever the state.
     */
    private Page<ConversationRow> byArrival() throws InterruptedException {
        Clauses clauses = clauses();
        after.ifPresent(key -> clauses.and("c.id < ?", key.id()));
        return page(walk(listing.view() == View.ALL ? List.of("true") : states(), clauses, "c.id desc"),
                row -> new Keyset(Optional.empty(), 0, row.id()));
    }

    /** SNOOZED: conversation_snoozed. */
    private Page<ConversationRow> byReturn() throws InterruptedException {
        Clauses clauses = clauses();
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and("(c.snoozed_until, c.id) > (?, ?)", at, after.orElseThrow().id()));
        return page(walk(states(), clauses, "c.snoozed_until, c.id"), row -> new Keyset(row.snoozed(), 0, row.id()));
    }

    private Clauses clauses() {
        return new Clauses(listing.agent()).filters(listing);
    }

    /** What the view holds, in the parts that have an index each. */
    private List<String> states() {
        return switch (listing.view()) {
            case TO_HANDLE -> List.of("c.state = 'OPEN'");
            case MINE -> List.of("c.state <> 'RESOLVED' and c.assignee_id = $1");
            case WAITING -> List.of("c.state = 'WAITING' and c.snoozed_until is null and c.expert is null");
            // It waits; said as conversation_urgent says it.
            case EXPERT -> List.of("c.state <> 'RESOLVED' and c.expert is not null");
            case SNOOZED -> List.of("c.snoozed_until is not null");
            case RESOLVED -> List.of("c.state = 'RESOLVED'");
            case ALL -> listing.team().isPresent() || listing.channel().isPresent()
                    ? List.of("c.state <> 'RESOLVED'", "c.state = 'RESOLVED'")
                    : List.of("c.state = 'OPEN'", "c.state = 'WAITING'", "c.state = 'RESOLVED'");
        };
    }

    /** Not for SNOOZED, which has an order of its own. */
    private List<String> statesOfTagged() {
        return switch (listing.view()) {
            case TO_HANDLE -> List.of("g.state = 'OPEN'");
            case MINE -> List.of("g.state = 'OPEN' and c.assignee_id = $1", "g.state = 'WAITING' and c.assignee_id = $1");
            case WAITING -> List.of("g.state = 'WAITING' and c.snoozed_until is null and c.expert is null");
            case EXPERT -> List.of("g.state = 'WAITING' and c.expert is not null");
            case RESOLVED -> List.of("g.state = 'RESOLVED'");
            case ALL, SNOOZED -> List.of("g.state = 'OPEN'", "g.state = 'WAITING'", "g.state = 'RESOLVED'");
        };
    }

    private Page<ConversationRow> page(Statement walk, Function<? super ConversationRow, Keyset> key) throws InterruptedException {
        return Page.of(read(walk), limit, key);
    }

    private List<ConversationRow> read(Statement walk) throws InterruptedException {
        return rows(session.pipeline(List.of(walk)).getFirst());
    }

    private static List<ConversationRow> rows(List<Row> rows) {
        return rows.stream().map(ConversationQueries::row).toList();
    }

    /** Where a walk goes, and in which order there. */
    private record Source(String tables, String order) {
    }

    private Statement walk(List<String> parts, Clauses clauses, String order) {
        return walk(new Source("conversation c", order), parts, clauses, order);
    }

    /** A union of limited parts, since no index spans all states; of one part, the order outside costs nothing. */
    private Statement walk(Source source, List<String> parts, Clauses clauses, String order) {
        String most = " limit " + (limit + 1);
        String walks = parts.stream().map(part -> "(select c.* from " + source.tables() + " where " + part + " and " + clauses.conditions()
                + " order by " + source.order() + most + ")").collect(Collectors.joining(" union all "));
        return new Statement("select " + ConversationQueries.columns("$1") + " from (" + walks + ") c order by " + order + most,
                clauses.values());
    }
}
