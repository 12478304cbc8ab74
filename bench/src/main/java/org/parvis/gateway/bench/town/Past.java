package org.parvis.gateway.bench.town;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Years of conversations of a busy service, four messages each on average, 97 in a hundred of them resolved; with contacts, handles, threads, network names, obligations,
 * deliveries and change log that agree with one another. Made by COPY, checked by PostgreSQL's own constraints, and by comparing a sample of what is
 * searched with what the gateway would have made.
 */
public final class Past {

    private static final int WORKERS = 2;
    private static final Duration SPAN = Duration.ofDays(5 * 365);
    private static final String SAMPLE = "select count(*) from (select * from message tablesample system (0.5) limit 20000) m"
            + " where search <> search_vector(coalesce(subject, ''), body, created_at)";

    private final Connections connections;
    private final int conversations;
    private final Consumer<String> say;

    private Past(Connections connections, int conversations, Consumer<String> say) {
        this.connections = connections;
        this.conversations = conversations;
        this.say = say;
    }

    /** Opens connections to the database that gets a past. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** Whether the database has its past whole. */
    public static boolean isMade(Connections connections, int conversations) throws SQLException {
        try (Connection connection = connections.open()) {
            return number(connection, "select count(*) from pg_tables where tablename = 'bench_past'") == 1
                    && number(connection, "select max(conversations) from bench_past") == conversations;
        }
    }

    /** Makes it in a migrated, empty database. Minutes for a million conversations. */
    public static void make(Connections connections, int conversations, Consumer<String> say) throws SQLException, InterruptedException {
        try (Connection connection = connections.open()) {
            new Past(connections, conversations, say).make(connection);
            Bare.run(connection, List.of("create table bench_past as select " + conversations + " as conversations"));
        }
    }

    private void make(Connection connection) throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        Vocabulary vocabulary = Vocabulary.load();
        People people = new People(vocabulary, conversations, 3);
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Service service = Service.open(connection, vocabulary.words("topic"), end.minus(SPAN));
        Lexicon lexicon = Lexicon.of(connection, vocabulary);
        Bare bare = Bare.strip(connection);
        List<FutureTask<Void>> workers = new ArrayList<>();
        for (int n = 0; n < WORKERS; n++) {
            int worker = n;
            Callable<Void> work = () -> {
                write(worker, new Chronicle(vocabulary, lexicon, people, service, new Chronicle.Span(conversations, end.minus(SPAN), end)));
                return null;
            };
            FutureTask<Void> task = new FutureTask<>(work);
            Thread.ofPlatform().name("past-" + n).start(task);
            workers.add(task);
        }
        for (FutureTask<Void> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException failure) {
                throw new SQLException("The past could not be written", failure.getCause());
            }
        }
        writePeople(people, end.minus(SPAN));
        say.accept("  rows are in after " + seconds(begun) + " s; now indexes and references");
        bare.dress(connection);
        say.accept("  indexes and references are made after " + seconds(begun) + " s");
        Bare.run(connection, List.of("select setval('conversation_number', " + (1_001 + conversations) + ")", "vacuum analyze"));
        long wrong = number(connection, SAMPLE)
                + number(connection, "select count(*) from ledger where received <> answered + handed_over + closed + open");
        if (wrong != 0) {
            throw new IllegalStateException("The past is not as the gateway would have written it: " + wrong + " differences in a sample");
        }
        say.accept("  " + number(connection, "select count(*) from conversation") + " conversations, "
                + number(connection, "select count(*) from message") + " messages after " + seconds(begun) + " s");
    }

    private void write(int worker, Chronicle chronicle) throws SQLException {
        try (Ledgers tables = Ledgers.open(connections)) {
            for (int number = worker; number < conversations; number += WORKERS) {
                chronicle.write(number, tables);
            }
            tables.end();
        }
    }

    private void writePeople(People people, Instant since) throws SQLException {
        try (Rows contacts = new Rows(connections.open(), "contact (id, display_name, language, created_at)");
                Rows handles = new Rows(connections.open(), "handle (kind, value, contact_id, display_name, stated, first_seen)")) {
            for (int number : people.all()) {
                People.Person person = people.person(number);
                contacts.add(person.row(since));
                handles.add("EMAIL", person.address(), person.contact(), person.name(), false, since);
                if (person.hasTelephone()) {
                    handles.add("PHONE", person.telephone(), person.contact(), person.name(), true, since);
                }
            }
            contacts.end();
            handles.end();
        }
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** An id as the gateway makes them, of a moment. */
    static UUID id(Instant at, long random) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000 | (random & 0xfff),
                (random * 0x9E3779B97F4A7C15L & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }
}
