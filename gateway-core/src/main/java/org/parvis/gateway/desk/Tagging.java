package org.parvis.gateway.desk;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonArray;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;

/** Gives conversations their tags, and makes those that there are not yet. */
final class Tagging {

    /** Of the installation: a list that nobody can look over orders nothing. */
    static final int MOST_TAGS = 500;
    static final int MOST_OF_ONE = 20;
    static final int LONGEST_NAME = 40;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final UuidV7 ids;

    Tagging(UuidV7 ids) {
        this.ids = ids;
    }

    /** Under the conversation's lock. Answers the names before and after, if they differ. */
    Optional<JsonArray> change(Session session, UUID conversation, List<String> tag, List<UUID> untag) throws InterruptedException {
        if (tag.isEmpty() && untag.isEmpty()) {
            return Optional.empty();
        }
        List<String> before = names(session, conversation);
        session.execute("delete from conversation_tag where conversation_id = $1 and tag_id = any($2)", conversation,
                untag.toArray(UUID[]::new));
        for (String name : tag) {
            session.execute("""
                    insert into conversation_tag (conversation_id, tag_id, state, last_message_at)
                    select id, $2, state, last_message_at from conversation where id = $1 on conflict do nothing
                    """, conversation, named(session, name));
        }
        List<String> after = names(session, conversation);
        if (after.size() > MOST_OF_ONE) {
            throw Refusal.invalid("addTags", "too-many-tags", "A conversation has at most " + MOST_OF_ONE + " tags.");
        }
        session.execute("update conversation set tagged = $2 where id = $1", conversation, !after.isEmpty());
        return before.equals(after) ? Optional.empty() : Optional.of(new JsonArray().add(new JsonArray(before)).add(new JsonArray(after)));
    }

    private UUID named(Session session, String wished) throws InterruptedException {
        String name = Naming.clean("addTags", wished, LONGEST_NAME);
        Optional<UUID> known = known(session, key(name));
        return known.isPresent() ? known.get() : create(session, name);
    }

    /** Two agents who make the same one at once get the same one: the second waits for the first. */
    private UUID create(Session session, String name) throws InterruptedException {
        if (session.first("select 1 from tag offset %d limit 1".formatted(MOST_TAGS - 1)).isPresent()) {
            throw Refusal.conflict("tags-full", "There are " + MOST_TAGS + " tags already: use one of these.");
        }
        session.execute("insert into tag (id, name, key) values ($1, $2, $3) on conflict (key) do nothing", ids.next(), name, key(name));
        return known(session, key(name)).orElseThrow();
    }

    /** One that is being taken away is waited for, and then not known. */
    private static Optional<UUID> known(Session session, String key) throws InterruptedException {
        return session.first("select id from tag where key = $1 for key share", key).map(row -> Rows.uuid(row, "id"));
    }

    /** Without accents and case. */
    static String key(String name) {
        return MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static List<String> names(Session session, UUID conversation) throws InterruptedException {
        return session.query("""
                select name from conversation_tag join tag on tag.id = tag_id where conversation_id = $1 order by key limit %d
                """.formatted(MOST_OF_ONE + 1), conversation).stream().map(row -> Rows.text(row, "name")).toList();
    }
}
