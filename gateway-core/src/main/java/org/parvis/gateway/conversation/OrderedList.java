package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.Session;

/**
 * Reads a list page by page, each along an index of the schema that has its order: what a page costs grows neither with its depth nor with
 * what is resolved. {@code $1} is the agent throughout.
 */
final class OrderedList {

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
            case ACTIVITY -> byActivity();
            case ARRIVAL -> byArrival();
        };
    }

    /**
     * In two steps along one index, of which the second is needed on the last pages alone. TO_HANDLE: conversation_open, or with a filter conversation_open_team and
     * _channel. MINE: conversation_assignee_owed. WAITING: conversation_waiting_owed.
     */
    private Page<ConversationRow> byPromise() throws InterruptedException {
        String state = states().getFirst();
        List<ConversationRow> rows = new ArrayList<>();
        if (after.isEmpty() || after.orElseThrow().at().isPresent()) {
            Clauses owed = clauses().and(state + " and c.owed_since is not null");
            after.ifPresent(key -> owed.and("(c.owed_since, c.id) > (?, ?)", key.at().orElseThrow(), key.id()));
            rows.addAll(walk(List.of("true"), owed, "c.owed_since, c.id", limit + 1));
        }
        if (rows.size() <= limit) {
            Clauses others = clauses().and(state + " and c.owed_since is null");
            after.filter(key -> key.at().isEmpty()).ifPresent(key -> others.and("c.id < ?", key.id()));
            // All alike in owed_since: named, so that the planner sees the index's own order, backwards.
            rows.addAll(walk(List.of("true"), others, "c.owed_since desc, c.id desc", limit + 1 - rows.size()));
        }
        return Page.of(rows, limit, row -> new Keyset(row.owedSince(), 0, row.id()));
    }

    /**
     * TO_HANDLE: conversation_open_recent, or with a filter conversation_open_team_recent and _channel_recent. MINE: conversation_assignee. WAITING: conversation_waiting. RESOLVED:
     * conversation_resolved, or with a filter conversation_resolved_team and _channel. ALL: one walk along an index for each state.
     */
    private Page<ConversationRow> byActivity() throws InterruptedException {
        Clauses clauses = clauses();
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and("(c.last_message_at, c.id) < (?, ?)", at, after.orElseThrow().id()));
        return page(states(), clauses, "c.last_message_at desc, c.id desc", row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    /**
     * By id, which begins with the moment of arrival. TO_HANDLE: conversation_open_arrival, or with a filter conversation_open_team_arrival and _channel_arrival. MINE:
     * conversation_assignee_arrival. WAITING: conversation_waiting_arrival. ALL: conversation_pkey, whatever the state.
     */
    private Page<ConversationRow> byArrival() throws InterruptedException {
        Clauses clauses = clauses();
        after.ifPresent(key -> clauses.and("c.id < ?", key.id()));
        return page(listing.view() == View.ALL ? List.of("true") : states(), clauses, "c.id desc",
                row -> new Keyset(Optional.empty(), 0, row.id()));
    }

    private Clauses clauses() {
        return new Clauses(listing.agent()).filters(listing);
    }

    /** What the view holds, in the parts that have an index each. */
    private List<String> states() {
        return switch (listing.view()) {
            case TO_HANDLE -> List.of("c.state = 'OPEN'");
            case MINE -> List.of("c.state <> 'RESOLVED' and c.assignee_id = $1");
            case WAITING -> List.of("c.state = 'WAITING'");
            case RESOLVED -> List.of("c.state = 'RESOLVED'");
            case ALL -> listing.team().isPresent() || listing.channel().isPresent()
                    ? List.of("c.state <> 'RESOLVED'", "c.state = 'RESOLVED'")
                    : List.of("c.state = 'OPEN'", "c.state = 'WAITING'", "c.state = 'RESOLVED'");
        };
    }

    private Page<ConversationRow> page(List<String> parts, Clauses clauses, String order, Function<? super ConversationRow, Keyset> key)
            throws InterruptedException {
        return Page.of(walk(parts, clauses, order, limit + 1), limit, key);
    }

    /** A union of limited parts, since no index spans all states; of one part, the order outside costs nothing. */
    private List<ConversationRow> walk(List<String> parts, Clauses clauses, String order, int most) throws InterruptedException {
        String ordered = " order by " + order + " limit " + most;
        String walks = parts.stream()
                .map(part -> "(select * from conversation c where " + part + " and " + clauses.conditions() + ordered + ")")
                .collect(Collectors.joining(" union all "));
        return session.query("select " + ConversationQueries.columns("$1") + " from (" + walks + ") c" + ordered,
                clauses.values()).stream().map(ConversationQueries::row).toList();
    }
}
