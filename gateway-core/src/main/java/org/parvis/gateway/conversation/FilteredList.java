package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/**
 * Reads what a search without words asks for, the latest activity first: for each state a walk along the index that has that order and most of what is asked for, such as
 * conversation_resolved, conversation_open_team_recent, conversation_resolved_assignee, conversation_urgent_recent, conversation_contact or conversation_tag_list. {@code $1} is the agent.
 */
final class FilteredList {

    private final Session session;
    private final SearchConditions conditions;
    private final UUID agent;

    FilteredList(Session session, SearchConditions conditions, UUID agent) {
        this.session = session;
        this.conditions = conditions;
        this.agent = agent;
    }

    Page<ConversationRow> page(Optional<Keyset> after, int limit) throws InterruptedException {
        List<ConversationState> states = conditions.states();
        if (states.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<ConversationRow> rows = session.pipeline(List.of(statement(states, after, limit + 1))).getFirst().stream()
                .map(ConversationQueries::row).toList();
        return Page.of(rows, limit, row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    private Statement statement(List<ConversationState> states, Optional<Keyset> after, int most) {
        Clauses clauses = new Clauses(agent);
        Optional<UUID> tag = conditions.tag();
        tag.ifPresent(wanted -> clauses.and("g.tag_id = ?", wanted));
        conditions.addTo(clauses);
        String order = tag.isPresent() ? "g.last_message_at desc, g.conversation_id desc" : "c.last_message_at desc, c.id desc";
        String place = tag.isPresent() ? "(g.last_message_at, g.conversation_id)" : "(c.last_message_at, c.id)";
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and(place + " < (?, ?)", at, after.orElseThrow().id()));
        String source = tag.isPresent() ? "conversation_tag g join conversation c on c.id = g.conversation_id" : "conversation c";
        String state = tag.isPresent() ? "g.state" : "c.state";
        String walks = states.stream().map(each -> "(select c.* from " + source + " where " + state + " = '" + each.name() + "' and "
                + clauses.conditions() + " order by " + order + " limit " + most + ")").collect(Collectors.joining(" union all "));
        return new Statement("select " + ConversationQueries.columns("$1") + " from (" + walks
                + ") c order by c.last_message_at desc, c.id desc limit " + most, clauses.values());
    }
}
