package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.search.Filter;
import org.parvis.gateway.search.Folding;
import org.parvis.gateway.search.Operator;
import org.parvis.gateway.search.SearchFault;

/** Looks up what a search names: by the whole name, else by the beginning of a word of it. There are few of each kind. */
final class SearchNames {

    private static final int MOST = 5_000;

    private final Session session;
    private final Reader reader;

    SearchNames(Session session, Reader reader) {
        this.session = session;
        this.reader = reader;
    }

    /** Something with the names that it goes by, the one that people know last. */
    private record Known<T>(T id, List<String> names) {

        boolean is(String name) {
            return names.stream().anyMatch(own -> Folding.of(own).equals(name));
        }

        boolean hasWord(String beginning) {
            return names.stream().map(Folding::of).anyMatch(own -> own.startsWith(beginning) || own.contains(" " + beginning));
        }
    }

    List<String> channels(Filter.Named filter) throws InterruptedException {
        return found(filter, known("select id, label from channel order by label collate \"fr-x-icu\" limit $1",
                row -> new Known<>(Rows.text(row, "id"), List.of(Rows.text(row, "id"), Rows.text(row, "label")))));
    }

    List<UUID> teams(Filter.Named filter) throws InterruptedException {
        return found(filter, known("select id, name from team order by name collate \"fr-x-icu\" limit $1",
                row -> new Known<>(Rows.uuid(row, "id"), List.of(Rows.text(row, "name")))));
    }

    List<UUID> tags(Filter.Named filter) throws InterruptedException {
        return found(filter, known("select id, name from tag order by key limit $1",
                row -> new Known<>(Rows.uuid(row, "id"), List.of(Rows.text(row, "name")))));
    }

    /** The keys of the words that mean it. A word that is in no list is found where conversations have it. */
    List<String> topicKeys(Filter.Named filter) throws InterruptedException {
        List<Known<List<String>>> topics = known("""
                select topic.name, array_agg(w.key) as keys, array_agg(w.word) as words
                  from topic join topic_word w on w.topic_id = topic.id group by topic.id order by topic.name collate "fr-x-icu" limit $1
                """, row -> new Known<>(List.of(row.getArrayOfStrings("keys")),
                Stream.concat(Stream.of(row.getArrayOfStrings("words")), Stream.of(Rows.text(row, "name"))).toList()));
        return found(filter, topics, () -> session
                .first("select word_key($1) as key where exists (select from conversation where topic is not null and word_key(topic) = word_key($1))",
                        filter.value())
                .map(row -> List.of(Rows.text(row, "key"))).stream().toList()).stream().flatMap(List::stream).toList();
    }

    boolean isNobody(Filter.Named filter) {
        return Operator.NOBODY.contains(Folding.of(filter.value()));
    }

    List<UUID> agents(Filter.Named filter) throws InterruptedException {
        if (Operator.ME.contains(Folding.of(filter.value()))) {
            return List.of(reader.agent());
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(MOST));
        String within = reader.scope().isLimited()
                ? " where exists (select from agent_team member where member.agent_id = agent.id" + reader.scope().and("member", values)
                        + ")"
                : "";
        return found(filter,
                session.query("select id, account, display_name from agent" + within + " order by display_name limit $1", values.toArray())
                        .stream()
                        .map(row -> new Known<>(Rows.uuid(row, "id"), List.of(Rows.text(row, "account"), Rows.text(row, "display_name"))))
                        .toList());
    }

    private <T> List<Known<T>> known(String sql, Function<Row, Known<T>> each) throws InterruptedException {
        return session.query(sql, MOST).stream().map(each).toList();
    }

    /** What else a name may mean. */
    private interface Otherwise<T> {

        List<T> look() throws InterruptedException;
    }

    private static <T> List<T> found(Filter.Named filter, List<Known<T>> known) throws InterruptedException {
        return found(filter, known, List::of);
    }

    private static <T> List<T> found(Filter.Named filter, List<Known<T>> known, Otherwise<T> otherwise) throws InterruptedException {
        String name = Folding.of(filter.value());
        List<T> exact = known.stream().filter(one -> one.is(name)).map(Known::id).toList();
        List<T> other = exact.isEmpty() ? otherwise.look() : exact;
        List<T> found = other.isEmpty() ? known.stream().filter(one -> one.hasWord(name)).map(Known::id).toList() : other;
        if (found.isEmpty()) {
            Stream<String> others = filter.operator() == Operator.ASSIGNED
                    ? Stream.of(Operator.ME.getFirst(), Operator.NOBODY.getFirst())
                    : Stream.empty();
            throw new SearchFault(SearchFault.Reason.VALUE, filter.term(),
                    Stream.concat(others, known.stream().map(one -> one.names().getLast())).toList());
        }
        return found;
    }
}
