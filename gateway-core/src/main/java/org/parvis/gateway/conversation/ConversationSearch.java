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
    private static final Pattern NUMBER = Pattern.compile("\\s*#?([0-9]{1,15})\\s*");

    /**
     * The match first and by itself (materialized, along message_search): left to choose, the planner walks the date index for a rare word, for seconds.
     * A number or a name that matches weighs more than words; ts_rank stays below 1.
     */
    private static final String SQL = """
            with asked as (select search_query($1) as words),
            found as materialized (
                select m.conversation_id as id, ts_rank(m.search, asked.words) as rank
                  from message m, asked where m.search @@ asked.words limit %d),
            people as materialized (
                (select p.id from contact p where name_vector(p.display_name) @@ to_tsquery('parvis_name', $2) limit %d)
                union
                (select h.contact_id from handle h where h.kind in ('EMAIL', 'PHONE', 'FEDIVERSE') and h.value = lower($3) limit %d)),
            named as materialized (
                select c.id, 2::real as rank from people join conversation c on c.contact_id = people.id
                 order by c.last_message_at desc limit %d),
            numbered as materialized (select c.id, 9::real as rank from conversation c where c.number = $4),
            ranked as materialized (
                select id, max(rank)::real as rank from (table found union all table named union all table numbered) every group by id)
            """.formatted(MAXIMUM_RANKED, MAXIMUM_NAMED, MAXIMUM_NAMED, MAXIMUM_NAMED) + "select " + ConversationQueries.COLUMNS + """
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
        Clauses clauses = new Clauses(words, NameQuery.of(words), words.strip(), asNumber);
        switch (listing.view()) {
            case TO_HANDLE -> clauses.and("c.state = 'OPEN'");
            case WAITING -> clauses.and("c.state = 'WAITING'");
            case RESOLVED -> clauses.and("c.state = 'RESOLVED'");
            case MINE -> clauses.and("c.state <> 'RESOLVED' and c.assignee_id = ?", listing.agent());
            case ALL -> {
                // Everywhere.
            }
        }
        clauses.filters(listing);
        after.ifPresent(key -> clauses.and("(ranked.rank, c.id) < (?::real, ?)", key.rank(), key.id()));
        String sql = SQL + clauses.conditions() + " order by ranked.rank desc, c.id desc limit " + (limit + 1);
        List<Hit> hits = database.read(session -> session.query(sql, clauses.values())).stream().map(ConversationSearch::hit).toList();
        Page<Hit> page = Page.of(hits, limit, hit -> new Keyset(Optional.empty(), hit.rank(), hit.row().id()));
        return new Page<>(page.items().stream().map(Hit::row).toList(), page.next());
    }

    private static Hit hit(Row row) {
        return new Hit(ConversationQueries.row(row), row.getFloat("rank"));
    }
}
