package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/**
 * Reads what a search without words asks for, the latest activity first: for each state a walk along the index that has that order and most of what is asked for, such as
 * conversation_resolved, conversation_open_team_recent, conversation_resolved_assignee, conversation_urgent_recent, conversation_contact, conversation_tag_list or conversation_topic. {@code $1} is the agent.
 */
final class FilteredList {

    private static final String LATEST = "c.last_message_at desc, c.id desc";

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
        Walk walk = conditions.tag().isPresent() ? Walk.TAG : conditions.topic().isEmpty() ? Walk.CONVERSATIONS : Walk.TOPIC;
        Clauses clauses = walk == Walk.TOPIC ? new Clauses(agent, conditions.topic().toArray(String[]::new)) : new Clauses(agent);
        conditions.tag().ifPresent(wanted -> {
            clauses.and("g.tag_id = ?", wanted);
            conditions.addTopicTo(clauses);
        });
        conditions.addTo(clauses);
        after.flatMap(Keyset::at).ifPresent(
                at -> clauses.and("(" + walk.lastMessageAt + ", " + walk.id + ") < (?, ?)", at, after.orElseThrow().id()));
        String walks = states.stream().map(state -> walk.along(state, clauses.conditions(), most))
                .collect(Collectors.joining(" union all "));
        return new Statement("select " + ConversationQueries.columns("$1") + " from (" + walks
                + ") c order by " + LATEST + " limit " + most, clauses.values());
    }

    /** What is walked along, the latest first. */
    private enum Walk {
        CONVERSATIONS("conversation c", "c.state", "c.last_message_at", "c.id"),
        /** Along conversation_tag_list, which has what a conversation says of its state and its latest message. */
        TAG("conversation_tag g join conversation c on c.id = g.conversation_id", "g.state", "g.last_message_at", "g.conversation_id"),
        /** Along conversation_topic, for each of the keys, which are {@code $2}. */
        TOPIC("conversation c", "c.state", "c.last_message_at", "c.id");

        private final String source;
        private final String state;
        private final String lastMessageAt;
        private final String id;

        Walk(String source, String state, String lastMessageAt, String id) {
            this.source = source;
            this.state = state;
            this.lastMessageAt = lastMessageAt;
            this.id = id;
        }

        String along(ConversationState wanted, String conditions, int most) {
            String ofTopic = this == TOPIC ? " and c.topic is not null and word_key(c.topic) = said.key" : "";
            String walk = "(select c.* from " + source + " where " + state + " = '" + wanted.name() + "'" + ofTopic + " and " + conditions
                    + " order by " + lastMessageAt + " desc, " + id + " desc limit " + most + ")";
            return this == TOPIC
                    ? "(select c.* from unnest($2::text[]) as said (key) cross join lateral " + walk + " c order by " + LATEST + " limit "
                            + most + ")"
                    : walk;
        }
    }
}
