package org.parvis.gateway.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.contact.NameQuery;
import org.parvis.gateway.conversation.Excerpt.Part;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.search.SearchQuery;

/** Finds where the conversations of a page matched. Marking words means parsing their text again: it is done for what is shown alone. */
final class Excerpts {

    /** Characters of a message that are looked through for what to show. */
    private static final int LOOKED_THROUGH = 20_000;
    private static final String OPTIONS = "StartSel=%c,StopSel=%c,MinWords=12,MaxWords=30,ShortWord=2".formatted(Excerpt.BEGIN,
            Excerpt.END);

    private Excerpts() {
    }

    /**
     * The best message of each conversation, along message_conversation: "offset 0" keeps the planner from asking message_search for each of them, which for a frequent
     * word would be read as a whole each time. Words that only stand in the subject are shown there.
     */
    static Map<UUID, Excerpt> of(Session session, List<UUID> conversations, SearchQuery query) throws InterruptedException {
        if (conversations.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Excerpt> excerpts = new HashMap<>();
        for (Row row : session.query("""
                with asked as materialized (select %s as words)
                select hit.id as conversation_id, best.id,
                       ts_headline('parvis_fr', translate(left(best.body, %d), $5, ''), (select words from asked), $6) as body,
                       ts_headline('parvis_fr', translate(coalesce(best.subject, ''), $5, ''), (select words from asked), $6) as subject
                  from unnest($1::uuid[]) as hit (id)
                 cross join lateral (
                   select m.id, m.body, m.subject
                     from (select * from message where conversation_id = hit.id offset 0) m
                    where m.search @@ (select words from asked) and m.deleted_at is null
                    order by ts_rank(m.search, (select words from asked)) desc, m.id desc limit 1) best
                """.formatted(RankedSearch.WORDS.formatted("$2", "$3", "$4"), LOOKED_THROUGH), conversations.toArray(UUID[]::new),
                query.webNotation(),
                query.beginningsAsWords(), NameQuery.of(query.beginningsAsWords()), "" + Excerpt.BEGIN + Excerpt.END, OPTIONS)) {
            UUID message = Rows.uuid(row, "id");
            Excerpt.of(message, Part.TEXT, Rows.text(row, "body"))
                    .or(() -> Excerpt.of(message, Part.SUBJECT, Rows.text(row, "subject")))
                    .ifPresent(excerpt -> excerpts.put(Rows.uuid(row, "conversation_id"), excerpt));
        }
        return excerpts;
    }
}
