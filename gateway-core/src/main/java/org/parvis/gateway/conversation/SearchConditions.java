package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.contact.NameQuery;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.search.Filter;
import org.parvis.gateway.search.Property;
import org.parvis.gateway.search.SearchFault;
import org.parvis.gateway.search.SearchQuery;

/** What the operators of a search ask of conversations {@code c}, with what they name looked up. */
final class SearchConditions {

    /** A name that more people have is a frequent one: it is looked for in conversations as they come, not these people's gathered. */
    private static final int MOST_PEOPLE = 500;

    private static final String ABOUT = "c.topic is not null and word_key(c.topic) = any(?)";

    private final List<Condition> conditions = new ArrayList<>();
    private final Set<ConversationState> states = EnumSet.allOf(ConversationState.class);
    private Optional<UUID> tag = Optional.empty();
    private List<String> topic = List.of();
    private boolean ofFewPeople;

    /** A condition with a question mark for each of its values. */
    private record Condition(String sql, List<Object> values) {

        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    private SearchConditions() {
    }

    /** @throws SearchFault when something is named that there is not */
    static SearchConditions of(Session session, ContactQueries contacts, SearchQuery query, Listing listing) throws InterruptedException {
        SearchConditions result = new SearchConditions();
        SearchNames names = new SearchNames(session, listing.reader());
        result.view(listing);
        for (Filter filter : query.filters()) {
            switch (filter) {
                case Filter.Person person -> result.person(contacts, session, person.value());
                case Filter.Named named -> result.named(names, named);
                case Filter.Moment moment -> result.and("c.last_message_at " + (moment.before() ? "<" : ">=") + " ?", moment.at());
                case Filter.Age age -> result.and("c.last_message_at " + (age.before() ? "<" : ">=") + " now() - make_interval(days => ?)",
                        age.days());
                case Filter.Having having -> result.having(having.property());
            }
        }
        if (!query.hasWords() && !query.excluded().isEmpty()) {
            result.and("""
                    not exists (select 1 from message unwanted where unwanted.conversation_id = c.id and unwanted.search @@ search_query(?))
                    """, query.anyExcluded());
        }
        return result;
    }

    private void view(Listing listing) {
        switch (listing.view()) {
            case TO_HANDLE -> states.retainAll(Set.of(ConversationState.OPEN));
            case WAITING -> {
                states.retainAll(Set.of(ConversationState.WAITING));
                and("c.snoozed_until is null and c.expert is null");
            }
            case EXPERT -> having(Property.WITH_EXPERT);
            case SNOOZED -> having(Property.SNOOZED);
            case RESOLVED -> states.retainAll(Set.of(ConversationState.RESOLVED));
            case MINE -> {
                states.remove(ConversationState.RESOLVED);
                and("c.assignee_id = ?", listing.agent());
            }
            case ALL -> {
                // Everywhere.
            }
        }
        if (listing.reader().scope().isLimited()) {
            among("c.team_id", (Object[]) listing.reader().scope().teams());
        }
        listing.team().ifPresent(team -> and("c.team_id = ?", team));
        listing.channel().ifPresent(channel -> and("c.channel_id = ?", channel));
        listing.tag().ifPresent(this::tagged);
    }

    private void person(ContactQueries contacts, Session session, String value) throws InterruptedException {
        List<UUID> people = contacts.people(session, value, MOST_PEOPLE + 1);
        if (people.size() <= MOST_PEOPLE) {
            ofFewPeople = true;
            and("c.contact_id = any(?)", (Object) people.toArray(UUID[]::new));
            return;
        }
        String handle = contacts.beginningOfHandle(value);
        // "offset 0": asked for each conversation of the walk, which ends early, instead of for everybody at once.
        and("""
                (exists (select 1 from contact p where p.id = c.contact_id and name_vector(p.display_name) @@ to_tsquery('parvis_name', ?) offset 0)
                 or exists (select 1 from handle h where h.contact_id = c.contact_id and h.kind <> 'ANONYMOUS' and starts_with(h.value, ?) offset 0))
                """, NameQuery.of(value), handle);
    }

    private void named(SearchNames names, Filter.Named filter) throws InterruptedException {
        switch (filter.operator()) {
            case CHANNEL -> among("c.channel_id", names.channels(filter).toArray(String[]::new));
            case TEAM -> among("c.team_id", names.teams(filter).toArray(UUID[]::new));
            case ASSIGNED -> {
                if (names.isNobody(filter)) {
                    and("c.assignee_id is null");
                    return;
                }
                among("c.assignee_id", names.agents(filter).toArray(UUID[]::new));
            }
            case TAG -> {
                UUID[] tags = names.tags(filter).toArray(UUID[]::new);
                if (tags.length == 1) {
                    tagged(tags[0]);
                    return;
                }
                and("exists (select 1 from conversation_tag its where its.conversation_id = c.id and its.tag_id = any(?))", (Object) tags);
            }
            case TOPIC -> about(names.topicKeys(filter));
            case FROM, STATE, BEFORE, AFTER, IS, HAS -> throw new IllegalStateException(filter.operator() + " names nothing");
        }
    }

    /** One of them is named plainly, so that an index that begins with it is walked in order. */
    private void among(String column, Object[] values) {
        if (values.length == 1) {
            and(column + " = ?", values[0]);
            return;
        }
        and(column + " = any(?)", (Object) values);
    }

    /** The first tag can be walked along; every further one is looked for. */
    private void tagged(UUID wanted) {
        if (tag.isEmpty()) {
            tag = Optional.of(wanted);
            return;
        }
        and("exists (select 1 from conversation_tag its where its.conversation_id = c.id and its.tag_id = ?)", wanted);
    }

    /** The first topic can be walked along, word by word; of a further one it is asked. */
    private void about(List<String> keys) {
        if (topic.isEmpty()) {
            topic = keys;
            return;
        }
        and(ABOUT, (Object) keys.toArray(String[]::new));
    }

    private void having(Property property) {
        switch (property) {
            case OPEN -> states.retainAll(Set.of(ConversationState.OPEN));
            case WAITING -> states.retainAll(Set.of(ConversationState.WAITING));
            case RESOLVED -> states.retainAll(Set.of(ConversationState.RESOLVED));
            case UNANSWERED -> {
                // What is resolved owes nothing.
                states.remove(ConversationState.RESOLVED);
                and("c.owed_since is not null");
            }
            case URGENT -> and("c.urgent");
            case SNOOZED -> {
                states.retainAll(Set.of(ConversationState.WAITING));
                and("c.snoozed_until is not null");
            }
            case WITH_EXPERT -> {
                states.retainAll(Set.of(ConversationState.WAITING));
                and("c.expert is not null");
            }
            case FILE -> and("""
                    exists (select 1 from message filed join attachment a on a.message_id = filed.id and a.role = 'FILE' and a.revision is null
                             where filed.conversation_id = c.id)""");
        }
    }

    private void and(String sql, Object... values) {
        conditions.add(new Condition(sql, values));
    }

    /** In the order of the views. Empty where what is asked for contradicts itself. */
    List<ConversationState> states() {
        return List.copyOf(states);
    }

    Optional<UUID> tag() {
        return tag;
    }

    /** The keys of the words that mean it; empty: whatever it is about. */
    List<String> topic() {
        return topic;
    }

    /** Whether what is found is theirs alone, and best looked for among what is theirs. */
    boolean ofFewPeople() {
        return ofFewPeople;
    }

    boolean isEmpty() {
        return conditions.isEmpty() && tag.isEmpty() && topic.isEmpty() && states.size() == ConversationState.values().length;
    }

    /** All but the tag, the topic and the states, which a walk has indexes for. */
    void addTo(Clauses clauses) {
        conditions.forEach(condition -> clauses.and(condition.sql(), condition.values().toArray()));
    }

    /** All of them, of conversations that are found in no particular order. */
    void addAllTo(Clauses clauses) {
        if (states.size() < ConversationState.values().length) {
            clauses.and("c.state = any(?)", (Object) states.stream().map(Enum::name).toArray(String[]::new));
        }
        tag.ifPresent(
                wanted -> clauses.and("exists (select 1 from conversation_tag its where its.conversation_id = c.id and its.tag_id = ?)",
                        wanted));
        addTopicTo(clauses);
        addTo(clauses);
    }

    /** Of conversations that are walked along something else. */
    void addTopicTo(Clauses clauses) {
        if (!topic.isEmpty()) {
            clauses.and(ABOUT, (Object) topic.toArray(String[]::new));
        }
    }
}
