package org.parvis.gateway.bench;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.database.DatabaseAddress;

/** Ten times as many senders as are served at once, none of whom waits: what is answered, what it costs, and whether anything that was answered is lost. */
final class OverloadBenchmark implements Benchmark {

    private static final int SENDERS = 2_500;
    private static final int OPENERS = 200;
    private static final int LETTERS = 20_000;
    /** The heap that the launcher gives a gateway. */
    private static final double HEAP_MEGABYTES = 1_024;
    /** What a gateway has for work when its configuration says nothing else, and those of the heart and of the health pages. */
    private static final int CONNECTIONS = 16 + 2 * 2;
    private static final long LOOK_MILLIS = 500;

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        DatabaseAddress address = ground.fresh("bench_overload");
        List<Letter> letters = Letters.of("overload", LETTERS, 8);
        try (GatewayProcess gateway = GatewayProcess.start(ground.settings(), address, Forms.channels());
                Connection connection = Sql.open(address)) {
            List<String> bodies;
            try (Browser browser = Browser.of(gateway.address(), OPENERS, "")) {
                bodies = Forms.open(browser, letters, OPENERS);
            }
            Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
            Map<Integer, Boolean> kept = new ConcurrentHashMap<>();
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong mostHeap = new AtomicLong();
            AtomicLong mostConnections = new AtomicLong();
            Thread watch = Thread.ofPlatform().start(() -> watch(gateway, address, over, mostHeap, mostConnections));
            Load.Outcome outcome;
            try (Browser browser = Browser.of(gateway.address(), SENDERS, "")) {
                // Whoever is refused sends the same again at once.
                outcome = Load.steady(SENDERS, Thread.ofVirtual().factory(), new AtomicInteger(), Integer.MAX_VALUE,
                        ground.settings().time(),
                        number -> {
                            int letter = number % bodies.size();
                            int status = browser.post(Forms.path(letter), bodies.get(letter)).status();
                            answers.computeIfAbsent(status, fresh -> new AtomicLong()).incrementAndGet();
                            if (status == 303) {
                                kept.put(letter, true);
                            }
                        });
            }
            over.set(true);
            watch.join();
            results.say("  " + SENDERS + " senders, " + outcome.done() + " answers: " + answers);
            results.add(Figure.of("answers under tenfold load", outcome.perSecond(), "answers/s"));
            results.add(Figure.of("… p99 of an answer", outcome.millis(99), "ms"));
            results.add(Figure.of("… most heap in use", mostHeap.get() / 1024.0, "MB").goal(new Goal.AtMost(HEAP_MEGABYTES)));
            results.add(Figure.of("… most database connections", (double) mostConnections.get(), "connections")
                    .goal(new Goal.AtMost(CONNECTIONS)));
            judge(connection, answers, kept.size(), results);
        }
    }

    private static void judge(Connection connection, Map<Integer, AtomicLong> answers, int kept, Results results) throws Exception {
        answers.keySet().stream().filter(status -> status != 303 && status != 503 && status != 429)
                .forEach(status -> results.broken("Somebody was answered with " + status));
        long rows = Sql.number(connection, "select count(*) from message");
        results.add(Figure.of("… messages acknowledged", kept, "messages").beside("in the record", (double) rows));
        if (rows < kept) {
            results.broken(kept + " messages were acknowledged, only " + rows + " are in the record");
        }
    }

    private static void watch(GatewayProcess gateway, DatabaseAddress address, AtomicBoolean over, AtomicLong mostHeap,
            AtomicLong mostConnections) {
        try (Connection connection = Sql.open(address)) {
            while (!over.get()) {
                mostHeap.accumulateAndGet(gateway.usedKilobytes(), Math::max);
                mostConnections.accumulateAndGet(Sql.number(connection,
                        "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'parvis'"),
                        Math::max);
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (Exception failure) {
            throw new IllegalStateException("The gateway could not be watched", failure);
        }
    }
}
