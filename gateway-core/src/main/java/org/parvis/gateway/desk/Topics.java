package org.parvis.gateway.desk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * The list of topics, and which words mean them (docs/adr/0012). No change touches a conversation: each keeps the word that was said, and the list is asked what it means.
 * Blocking; each change is one transaction. Who may change them is for the caller to know.
 */
public final class Topics {

    /** Together: desks hold them all, to offer them. */
    public static final int MAXIMUM = 500;
    /** Of one topic, its name apart. */
    public static final int MOST_WORDS = 100;
    /** Of a word, in characters. */
    public static final int LONGEST = 100;

    private static final String COLUMNS = """
            id, name, version,
            array(select w.word from topic_word w where w.topic_id = topic.id and w.key <> word_key(topic.name) order by w.key limit %d) as words
            """.formatted(MOST_WORDS);

    private final Transactions transactions;
    private final Database database;
    private final UuidV7 ids;
    private final Runnable afterCommit;

    /** @param afterCommit called after each change, on the caller's thread: must not block */
    public Topics(Database database, UuidV7 ids, Runnable afterCommit) {
        this(database, database, ids, afterCommit);
    }

    private Topics(Transactions transactions, Database database, UuidV7 ids, Runnable afterCommit) {
        this.transactions = transactions;
        this.database = database;
        this.ids = ids;
        this.afterCommit = afterCommit;
    }

    /** The same, whose changes join a transaction that is under way. */
    public Topics within(Session underWay) {
        return new Topics(Transactions.of(underWay), database, ids, afterCommit);
    }

    /** All of them, by name. */
    public List<Topic> all() throws InterruptedException {
        return database.read(session -> session.query("select " + COLUMNS + " from topic order by name collate \"fr-x-icu\", id limit $1",
                MAXIMUM)).stream().map(Topics::read).toList();
    }

    /**
     * @param words other words for it
     * @throws Refusal {@code word-taken} when a word means another topic, {@code too-many-topics} when there is no room for one more
     */
    public Topic create(Optional<UUID> agent, String name, List<String> words) throws InterruptedException {
        Set<String> all = clean(name, words);
        return commit(session -> {
            if (Rows.number(session.first("select count(*) as there from topic").orElseThrow(), "there") >= MAXIMUM) {
                throw Refusal.conflict("too-many-topics",
                        "There are " + MAXIMUM + " topics, which is the most: change one of them instead.");
            }
            UUID id = ids.next();
            session.execute("insert into topic (id, name) values ($1, $2)", id, all.iterator().next());
            give(session, id, all);
            Topic topic = had(session, id);
            tell(session, agent, Kind.TOPIC_CREATED, topic, new Difference().fresh("name", Optional.of(topic.name()))
                    .fresh("words", some(topic.words())));
            return topic;
        });
    }

    /**
     * Changes it as a whole. A name that it had is a word for it only where it is among the words.
     *
     * @param version as it was read
     * @throws Refusal {@code changed-meanwhile} when somebody else was faster, and as of {@link #create}
     */
    public Topic change(UUID agent, UUID id, long version, String name, List<String> words) throws InterruptedException {
        Set<String> all = clean(name, words);
        return commit(session -> {
            Topic before = had(session, id);
            if (before.version() != version) {
                throw Refusal.conflict("changed-meanwhile", "Somebody else has changed this topic meanwhile: read it again.");
            }
            session.execute("delete from topic_word where topic_id = $1", id);
            session.execute("update topic set name = $2, version = version + 1 where id = $1", id, all.iterator().next());
            give(session, id, all);
            Topic topic = had(session, id);
            tell(session, Optional.of(agent), Kind.TOPIC_CHANGED, topic, new Difference()
                    .of("name", Optional.of(before.name()), Optional.of(topic.name()))
                    .of("words", some(before.words()), some(topic.words())));
            return topic;
        });
    }

    /**
     * Takes it off the list. What meant it means the other topic from now on, or nothing: conversations keep their word. One that is not there is no mistake.
     *
     * @throws Refusal {@code too-many-words} when the other would have more than it can
     */
    public void remove(UUID agent, UUID id, Optional<UUID> into) throws InterruptedException {
        commit(session -> {
            Optional<Topic> gone = session.first("select " + COLUMNS + " from topic where id = $1", id).map(Topics::read);
            if (gone.isEmpty()) {
                return gone;
            }
            Difference difference = new Difference().of("name", Optional.of(gone.get().name()), Optional.empty())
                    .of("words", some(gone.get().words()), Optional.empty());
            if (into.isPresent()) {
                Topic other = other(session, id, into.get());
                session.execute("update topic_word set topic_id = $2 where topic_id = $1", id, other.id());
                session.execute("update topic set version = version + 1 where id = $1", other.id());
                difference.fresh("into", Optional.of(other.name()));
                if (other.words().size() + gone.get().words().size() + 1 > MOST_WORDS) {
                    throw tooManyWords();
                }
            }
            session.execute("delete from topic where id = $1", id);
            tell(session, Optional.of(agent), Kind.TOPIC_REMOVED, gone.get(), difference);
            return gone;
        });
    }

    private static Topic other(Session session, UUID id, UUID into) throws InterruptedException {
        if (id.equals(into)) {
            throw Refusal.invalid("into", "same", "A topic cannot go into itself.");
        }
        return had(session, into);
    }

    private static Topic had(Session session, UUID id) throws InterruptedException {
        return session.first("select " + COLUMNS + " from topic where id = $1", id).map(Topics::read)
                .orElseThrow(() -> Refusal.notFound("topic"));
    }

    private static void give(Session session, UUID id, Set<String> words) throws InterruptedException {
        String[] all = words.toArray(String[]::new);
        Optional<Row> taken = session.first("""
                select topic_word.word, topic.name from topic_word join topic on topic.id = topic_word.topic_id
                 where topic_word.key in (select word_key(word) from unnest($1::text[]) as word)
                """, (Object) all);
        if (taken.isPresent()) {
            throw new Refusal(Refusal.Reason.CONFLICT, "word-taken",
                    "“" + Rows.text(taken.get(), "word") + "” means the topic “" + Rows.text(taken.get(), "name") + "”.",
                    Optional.of("words"));
        }
        session.execute("""
                insert into topic_word (key, word, topic_id)
                select distinct on (word_key(word)) word_key(word), word, $2 from unnest($1::text[]) with ordinality as said (word, place)
                 order by word_key(word), place
                """, all, id);
    }

    /** The name first, then the words. */
    private static Set<String> clean(String name, List<String> words) {
        Set<String> all = new LinkedHashSet<>();
        all.add(Naming.clean("name", name, LONGEST));
        for (String word : words) {
            all.add(Naming.clean("words", word, LONGEST));
        }
        if (all.size() > MOST_WORDS + 1) {
            throw tooManyWords();
        }
        return all;
    }

    private static Refusal tooManyWords() {
        return Refusal.invalid("words", "too-many-words", "A topic has at most " + MOST_WORDS + " other words.");
    }

    private static Optional<List<String>> some(List<String> words) {
        return Optional.of(words).filter(list -> !list.isEmpty());
    }

    private static void tell(Session session, Optional<UUID> agent, Kind kind, Topic topic, Difference difference)
            throws InterruptedException {
        Entry entry = Entry.of(kind).detail(difference.in(new JsonObject().put("id", topic.id().toString()).put("name", topic.name())));
        EventLog.append(session, agent.map(entry::agent).orElse(entry));
    }

    private static Topic read(Row row) {
        return new Topic(Rows.uuid(row, "id"), Rows.text(row, "name"), new ArrayList<>(List.of(row.getArrayOfStrings("words"))),
                Rows.number(row, "version"));
    }

    /** Changes come one after another, which are few: two keepers cannot both find a word free. */
    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.execute("lock table topic in share row exclusive mode");
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
