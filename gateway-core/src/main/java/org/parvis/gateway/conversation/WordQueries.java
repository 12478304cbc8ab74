package org.parvis.gateway.conversation;

import java.util.List;
import java.util.UUID;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session.Statement;

/** Tags, and how much topics and tags are used. Blocking. */
public final class WordQueries {

    /** Of the words that are in no list. */
    private static final int MOST_UNLISTED = 50;
    /** Conversations, the latest to arrive: whoever keeps the list looks at what is said now, and years of them cost too much. */
    private static final int LOOKED_AT = 10_000;

    private final Database database;

    public WordQueries(Database database) {
        this.database = database;
    }

    /** @param conversations at most {@link ViewCount#MAXIMUM} */
    public record Use(UUID id, long conversations) {
    }

    /** @param word as one of the conversations has it */
    public record Unlisted(String word, long conversations) {
    }

    /**
     * @param unlisted what the latest conversations have for a topic and the list does not know, the most frequent first, of the same the latest
     */
    public record Uses(List<Use> topics, List<Use> tags, List<Unlisted> unlisted) {

        public Uses {
            topics = List.copyOf(topics);
            tags = List.copyOf(tags);
            unlisted = List.copyOf(unlisted);
        }
    }

    /** All of them: they are few, and agents choose among them. */
    public List<TagView> tags() throws InterruptedException {
        return database.read(session -> session.query("select id, name from tag order by key limit 1000")).stream()
                .map(row -> new TagView(Rows.uuid(row, "id"), Rows.text(row, "name"))).toList();
    }

    /** Each count reads at most {@link ViewCount#MAXIMUM} entries of an index. What was merged into another conversation counts nowhere. */
    public Uses uses() throws InterruptedException {
        return database.read(session -> {
            var answers = session.pipeline(List.of(
                    new Statement("""
                            select topic.id, (select count(*) from (
                                select 1 from topic_word w
                                  join conversation c on c.topic is not null and word_key(c.topic) = w.key and c.merged_into is null
                                 where w.topic_id = topic.id limit %d) counted) as conversations
                              from topic limit 1000
                            """.formatted(ViewCount.MAXIMUM)),
                    new Statement("""
                            select tag.id, (select count(*) from (
                                select 1 from conversation_tag its join conversation c on c.id = its.conversation_id and c.merged_into is null
                                 where its.tag_id = tag.id limit %d) counted) as conversations
                              from tag limit 1000
                            """.formatted(ViewCount.MAXIMUM)),
                    new Statement("""
                            select min(topic) as word, count(*) as conversations
                              from (select topic, merged_into, created_at from conversation order by id desc limit %d) latest
                             where topic is not null and merged_into is null
                               and not exists (select from topic_word w where w.key = word_key(topic))
                             group by word_key(topic)
                             order by count(*) desc, max(created_at) desc, min(topic) limit %d
                            """.formatted(LOOKED_AT, MOST_UNLISTED))));
            return new Uses(
                    answers.get(0).stream().map(row -> new Use(Rows.uuid(row, "id"), Rows.number(row, "conversations"))).toList(),
                    answers.get(1).stream().map(row -> new Use(Rows.uuid(row, "id"), Rows.number(row, "conversations"))).toList(),
                    answers.get(2).stream().map(row -> new Unlisted(Rows.text(row, "word"), Rows.number(row, "conversations"))).toList());
        });
    }
}
