package org.parvis.gateway.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.database.DatabaseAddress;

/**
 * Messages taken in whole (deduplicated, threaded, with contact, obligation, change log and search) by the inbox itself, one a call, against the same
 * letters in a plain table; then how long a commit takes at half that pace.
 */
final class IntakeBenchmark implements Benchmark {

    /** Calls that wait at once: what a few busy forms and mailboxes make. */
    private static final int CALLERS = 256;

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        Settings settings = ground.settings();
        DatabaseAddress address = ground.fresh("bench_intake");
        List<Letter> letters = Letters.of("intake", settings.messages(), 1);
        results.say(
                "  " + letters.size() + " letters of " + letters.stream().mapToInt(letter -> letter.text().length()).sum() / letters.size()
                        + " characters on average");

        double copied = Peers.copy(address, letters);
        ground.settle();
        AtomicInteger next = new AtomicInteger();
        Peers.inserts(address, letters, next, settings.warmUp());
        double inserted = Peers.inserts(address, letters, next, settings.time()).perSecond();
        ground.settle();

        try (OpenInbox open = OpenInbox.on(address)) {
            Load.Work commit = number -> open.commit(letters.get(number));
            next.set(0);
            Load.steady(CALLERS, Thread.ofVirtual().factory(), next, letters.size(), settings.warmUp(), commit);
            Load.Outcome burst = Load.steady(CALLERS, Thread.ofVirtual().factory(), next, letters.size(), settings.time(), commit);
            int taken = Math.min(next.get(), letters.size());
            results.add(Figure.of("COPY, the message alone", copied, "messages/s"));
            results.add(Figure.of("messages taken in, " + CALLERS + " calls at once", burst.perSecond(), "messages/s")
                    .beside(Peers.CLIENTS + " clients inserting the message alone", inserted).goal(new Goal.RatioAtLeast(1.0)));
            results.add(Figure.of("… commit latency p50 then", burst.millis(50), "ms"));

            List<Letter> more = Letters.of("paced", (int) (burst.perSecond() * (settings.time().toSeconds() + 1)), 2);
            ground.settle();
            Load.Outcome half = Load.arriving(burst.perSecond() / 2, settings.time(),
                    number -> open.commit(more.get(number)));
            results.add(Figure.of("commit latency p50 at half that pace", half.millis(50), "ms"));
            results.add(Figure.of("commit latency p99 at half that pace", half.millis(99), "ms").goal(new Goal.AtMost(30)));
            check(address, taken + half.done(), results);
        }
    }

    private static void check(DatabaseAddress address, long acknowledged, Results results) throws SQLException {
        try (Connection connection = Sql.open(address)) {
            long rows = Sql.number(connection, "select count(*) from message");
            if (rows != acknowledged) {
                results.broken(acknowledged + " messages were acknowledged, " + rows + " are in the record");
            }
            long unbalanced = Sql.number(connection,
                    "select count(*) from ledger where received <> answered + handed_over + closed + open");
            if (unbalanced != 0 || Sql.number(connection, "select received from ledger") != rows) {
                results.broken("the ledger does not balance");
            }
        }
    }
}
