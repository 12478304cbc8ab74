package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.contact.NameQuery;
import org.parvis.gateway.database.Database;

/** Finds conversations by words in their messages, by number, by a person's name or handle; the best match first. Blocking. */
public final class ConversationSearch {

    /** Messages that are ranked; of a word that stands in more, some. */
    private static final int MAXIMUM_RANKED = 3_000;
    private static final int MAXIMUM_NAMED = 300;
    /** Of so many of the newest messages, so many have to match for the words to be frequent ones. */
    private static final int PROBED = 1_000;
    private static final int FREQUENT = 10;
    /** Frequent words are looked for in so many of the newest messages. */
    private static final int WALKED = 20_000;
    /** Conversations found there that are enough: more than a page. */
    private static final int SUFFICIENT = 100;
    private static final Pattern NUMBER = Pattern.compile("\\s*#?([0-9]{1,15})\\s*");

    /**
     * The matches first and by themselves (materialized): left to choose, the planner walks the date index for a rare word, for seconds. The index message_search hands over
     * every match before the limit applies, hundreds of thousands of a frequent word; such a word is looked for among the newest messages, along message_pkey, whose ids rise
     * with time. Where too few conversations of what is asked for are found there, the index is asked after all. Which of the two it is depends on no page's place nor length, so
     * that each goes on where the one before ended.
     *
     * <p>A number or a name that matches weighs more than words; ts_rank stays below 1.
     */
    private static final String MATCHES = """
            with asked as materialized (select search_query($1) as words),
            probed as materialized (
                select count(*) >= %d as frequent from (select search from message order by id desc limit %d) newest
                 where newest.search @@ (select words from asked)),
            recent as materialized (
                select newest.conversation_id as id, ts_rank(newest.search, (select words from asked)) as rank
                  from (select conversation_id, search from message order by id desc
                         limit case when (select frequent from probed) then %d else 0 end) newest
                 where newest.search @@ (select words from asked) limit %d),
            """.formatted(FREQUENT, PROBED, WALKED, MAXIMUM_RANKED);
    private static final String RANKED = """
            found as materialized (
                select id, rank from recent where (select filled from enough)
                union all
                (select m.conversation_id, ts_rank(m.search, (select words from asked))
                   from message m where not (select filled from enough) and m.search @@ (select words from asked) limit %d)),
            people as materialized (
                (select p.id from contact p where name_vector(p.display_name) @@ to_tsquery('parvis_name', $2) limit %d)
                union
                (select h.contact_id from handle h where h.kind in ('EMAIL', 'PHONE', 'FEDIVERSE') and h.value = lower($3) limit %d)
                union
                (select s.contact_id from stated_handle s where s.kind in ('EMAIL', 'PHONE') and s.value = lower($3) limit %d)),
            named as materialized (
                select c.id, 2::real as rank from people join conversation c on c.contact_id = people.id
                 order by c.last_message_at desc limit %d),
            numbered as materialized (select c.id, 9::real as rank from conversation c where c.number = $4),
            ranked as materialized (
                select id, max(rank)::real as rank from (table found union all table named union all table numbered) every group by id)
            """.formatted(MAXIMUM_RANKED, MAXIMUM_NAMED, MAXIMUM_NAMED, MAXIMUM_NAMED, MAXIMUM_NAMED) + "select "
            + ConversationQueries.columns("$5") + """
            , ranked.rank
              from ranked join conversation c on c.id = ranked.id
             where\s""";

    private final Database database;

    public ConversationSearch(Database database) {
        this.database = database;
    }

    private record Hit(ConversationRow row, float rank) {
    }

    public Page<ConversationRow> search(String words, Listing listing, Optional<Keyset> after, int limit) throws InterruptedException {
        Matcher number = NUMBER.matcher(words);
        Long asNumber = number.matches() ? Long.valueOf(number.group(1)) : null;
        Clauses clauses = new Clauses(words, NameQuery.of(words), words.strip(), asNumber, listing.agent());
        switch (listing.view()) {
            case TO_HANDLE -> clauses.and("c.state = 'OPEN'");
            case WAITING -> clauses.and("c.state = 'WAITING' and c.snoozed_until is null");
            case SNOOZED -> clauses.and("c.snoozed_until is not null");
            case RESOLVED -> clauses.and("c.state = 'RESOLVED'");
            case MINE -> clauses.and("c.state <> 'RESOLVED' and c.assignee_id = $5");
            case ALL -> {
                // Everywhere.
            }
        }
        clauses.filters(listing);
        String matches = MATCHES + enough(clauses.conditions()) + RANKED;
        after.ifPresent(key -> clauses.and("(ranked.rank, c.id) < (?::real, ?)", key.rank(), key.id()));
        String sql = matches + clauses.conditions() + " order by ranked.rank desc, c.id desc limit " + (limit + 1);
        List<Hit> hits = database.read(session -> session.query(sql, clauses.values())).stream().map(ConversationSearch::hit).toList();
        Page<Hit> page = Page.of(hits, limit, hit -> new Keyset(Optional.empty(), hit.rank(), hit.row().id()));
        return new Page<>(page.items().stream().map(Hit::row).toList(), page.next());
    }

    private static String enough(String conditions) {
        return """
                enough as materialized (
                    select count(*) > %d as filled from (
                        select distinct c.id from recent join conversation c on c.id = recent.id where %s) shown),
                """.formatted(SUFFICIENT, conditions);
    }

    private static Hit hit(Row row) {
        return new Hit(ConversationQueries.row(row), row.getFloat("rank"));
    }
}
