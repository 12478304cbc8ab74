package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.contact.NameQuery;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.search.SearchQuery;

/** Finds conversations by words; the best match first. A number or a name that matches weighs more than words; ts_rank stays below 1. */
final class RankedSearch {

    /** Messages that are ranked; of a word that stands in more, some. */
    private static final int MAXIMUM_RANKED = 600;
    private static final int MAXIMUM_NAMED = 300;
    /** Where operators ask for more than the words, so many of the messages with these words are looked at. */
    private static final int LOOKED_AT = 100_000;
    /** Of the conversations of the people that were named. */
    private static final int MAXIMUM_OF_PEOPLE = 5_000;
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,15})");

    /** Of a word whose beginning was given, the stem, as in any word, or whatever begins so: stems in the index may be shorter than what was typed. */
    static final String WORDS = "search_query(%s) && (search_query(%s) || to_tsquery('parvis_name', %s))";
    private static final String ASKED = "with asked as materialized (select " + WORDS.formatted("$1", "$7", "$8")
            + " as words),\n"
            // Words that are all too common are no question, and a stretch alone would be one.
            + "stretches (query) as materialized (select stretch from asked, search_stretches() stretch where numnode(words) > 0),\n";
    /**
     * Messages with the words, the newest stretch of time first, and only as many stretches as it takes to fill the limit. The index message_search hands over every match
     * before a limit applies, hundreds of thousands of a frequent word: a stretch is what keeps them few.
     */
    private static final String MATCHES = """
            select m.conversation_id, m.search
              from stretches
             cross join lateral (select conversation_id, search from message where search @@ ((select words from asked) && stretches.query)) m
             limit %d""";
    /** By themselves (materialized): left to choose, the planner walks the date index for a rare word, for seconds. */
    private static final String FOUND = """
            found as materialized (
                select conversation_id as id, ts_rank(search, (select words from asked)) as rank from (%s) m),
            """.formatted(MATCHES.formatted(MAXIMUM_RANKED));
    private static final String RANKED = """
            people as materialized (
                (select p.id from contact p where name_vector(p.display_name) @@ to_tsquery('parvis_name', $2) limit %d)
                union
                (select h.contact_id from handle h where h.kind in ('EMAIL', 'PHONE', 'FEDIVERSE') and h.value in ($3, $6) limit %d)
                union
                (select s.contact_id from stated_handle s where s.kind in ('EMAIL', 'PHONE') and s.value in ($3, $6) limit %d)),
            named as materialized (
                select c.id, 2::real as rank from people join conversation c on c.contact_id = people.id and c.merged_into is null
                 order by c.last_message_at desc limit %d),
            numbered as materialized (select conversation_now(c.id) as id, 9::real as rank from conversation c where c.number = $4),
            ranked as materialized (
                select id, max(rank)::real as rank from (table found union all table named union all table numbered) every group by id)
            """.formatted(MAXIMUM_NAMED, MAXIMUM_NAMED, MAXIMUM_NAMED, MAXIMUM_NAMED) + "select " + ConversationQueries.columns("$5")
            + ", ranked.rank from ";
    private static final String ORDER = " order by ranked.rank desc, ranked.id desc";

    private final Session session;
    private final ContactQueries contacts;
    private final SearchQuery query;
    private final SearchConditions conditions;
    private final UUID agent;

    RankedSearch(Session session, ContactQueries contacts, SearchQuery query, SearchConditions conditions, UUID agent) {
        this.session = session;
        this.contacts = contacts;
        this.query = query;
        this.conditions = conditions;
        this.agent = agent;
    }

    private record Ranked(ConversationRow row, float rank) {
    }

    Page<ConversationRow> page(Optional<Keyset> after, int limit) throws InterruptedException {
        String words = query.plain();
        Matcher number = NUMBER.matcher(words);
        Clauses clauses = new Clauses(query.webNotation(), NameQuery.of(words), words.toLowerCase(Locale.ROOT),
                number.matches() ? Long.valueOf(number.group(1)) : null, agent, contacts.phone(words).orElse(""),
                query.beginningsAsWords(), NameQuery.of(query.beginningsAsWords()));
        conditions.addAllTo(clauses);
        String fitting = clauses.conditions();
        after.ifPresent(key -> clauses.and("(ranked.rank, ranked.id) < (?::real, ?)", key.rank(), key.id()));
        String beyond = clauses.conditions().substring(fitting.length());
        String sql = ASKED + found(fitting) + RANKED + shown(fitting, beyond + ORDER + " limit " + (limit + 1));
        List<Ranked> found = session.query(sql, clauses.values()).stream().map(RankedSearch::ranked).toList();
        Page<Ranked> page = Page.of(found, limit, one -> new Keyset(Optional.empty(), one.rank(), one.row().id()));
        return new Page<>(page.items().stream().map(Ranked::row).toList(), page.next());
    }

    /** Only what the page shows is looked up, unless what it is like decides whether it is shown. */
    private String shown(String fitting, String portion) {
        String joined = "ranked join conversation c on c.id = ranked.id";
        return conditions.isEmpty()
                ? "(select * from ranked where true" + portion + ") " + joined + ORDER
                : joined + " where " + fitting + portion;
    }

    private String found(String fitting) {
        if (conditions.ofFewPeople()) {
            return foundOfPeople(fitting);
        }
        return conditions.isEmpty() ? FOUND : foundFitting(fitting);
    }

    /** What does not fit is left out before the limit, not after it: what is frequent is found in a rare place too. */
    private static String foundFitting(String fitting) {
        return """
                found as materialized (
                    select m.conversation_id as id, ts_rank(m.search, (select words from asked)) as rank
                      from (%s) m join conversation c on c.id = m.conversation_id
                     where %s limit %d),
                """.formatted(MATCHES.formatted(LOOKED_AT), fitting, MAXIMUM_RANKED);
    }

    /** Along conversation_contact and message_conversation: few people have written little, however frequent the words. */
    private static String foundOfPeople(String fitting) {
        return """
                found as materialized (
                    (select m.conversation_id as id, ts_rank(m.search, (select words from asked)) as rank
                       from (select c.id from conversation c where %s order by c.last_message_at desc limit %d) c
                      cross join lateral (select conversation_id, search from message where conversation_id = c.id offset 0) m
                      where m.search @@ (select words from asked) limit %d)),
                """.formatted(fitting, MAXIMUM_OF_PEOPLE, MAXIMUM_RANKED);
    }

    private static Ranked ranked(Row row) {
        return new Ranked(ConversationQueries.row(row), row.getFloat("rank"));
    }
}
