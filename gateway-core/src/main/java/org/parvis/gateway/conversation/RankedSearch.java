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
    private static final int MAXIMUM_RANKED = 1_500;
    private static final int MAXIMUM_NAMED = 300;
    /** Of so many of the newest messages, so many have to match for the words to be frequent ones. */
    private static final int PROBED = 1_000;
    private static final int FREQUENT = 10;
    /** Frequent words are looked for in so many of the newest messages. */
    private static final int WALKED = 20_000;
    /** Conversations found there that are enough: more than a page. */
    private static final int SUFFICIENT = 100;
    /** Where operators ask for more than the words, so many of the messages with these words are looked at. */
    private static final int LOOKED_AT = 100_000;
    /** Of the conversations of the people that were named. */
    private static final int MAXIMUM_OF_PEOPLE = 5_000;
    private static final Pattern NUMBER = Pattern.compile("#?([0-9]{1,15})");

    /** Of a word whose beginning was given, the stem, as in any word, or whatever begins so: stems in the index may be shorter than what was typed. */
    static final String WORDS = "search_query(%s) && (search_query(%s) || to_tsquery('parvis_name', %s))";
    private static final String ASKED = "with asked as materialized (select " + WORDS.formatted("$1", "$7", "$8") + " as words),\n";
    /**
     * The matches first and by themselves (materialized): left to choose, the planner walks the date index for a rare word, for seconds. The index message_search hands over
     * every match before the limit applies, hundreds of thousands of a frequent word; such a word is looked for among the newest messages, along message_pkey, whose ids rise
     * with time. Where too few conversations of what is asked for are found there, the index is asked after all. Which of the two it is depends on no page's place nor length, so
     * that each goes on where the one before ended.
     */
    private static final String RECENT = """
            probed as materialized (
                select count(*) >= %d as frequent from (select search from message order by id desc limit %d) newest
                 where newest.search @@ (select words from asked)),
            recent as materialized (
                select newest.conversation_id as id, ts_rank(newest.search, (select words from asked)) as rank
                  from (select conversation_id, search from message order by id desc
                         limit case when (select frequent from probed) then %d else 0 end) newest
                 where newest.search @@ (select words from asked) limit %d),
            """.formatted(FREQUENT, PROBED, WALKED, MAXIMUM_RANKED);
    private static final String FOUND = """
            found as materialized (
                select id, rank from recent where (select filled from enough)
                union all
                (select m.conversation_id, ts_rank(m.search, (select words from asked))
                   from message m where not (select filled from enough) and m.search @@ (select words from asked) limit %d)),
            """.formatted(MAXIMUM_RANKED);
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
        return conditions.isEmpty()
                ? RECENT + enough("select distinct id from recent") + FOUND
                : RECENT + enough("select distinct c.id from recent join conversation c on c.id = recent.id where " + fitting)
                        + foundFitting(fitting);
    }

    private static String enough(String fitting) {
        return "enough as materialized (select count(*) > %d as filled from (%s) shown),\n".formatted(SUFFICIENT, fitting);
    }

    /** What does not fit is left out before the limit, not after it: what is frequent is found in a rare place too. */
    private static String foundFitting(String fitting) {
        return """
                found as materialized (
                    select id, rank from recent where (select filled from enough)
                    union all
                    (select m.conversation_id, ts_rank(m.search, (select words from asked))
                       from (select conversation_id, search from message
                              where not (select filled from enough) and search @@ (select words from asked) limit %d) m
                       join conversation c on c.id = m.conversation_id
                      where %s limit %d)),
                """.formatted(LOOKED_AT, fitting, MAXIMUM_RANKED);
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
