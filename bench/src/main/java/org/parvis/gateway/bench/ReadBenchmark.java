package org.parvis.gateway.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.HdrHistogram.Histogram;

import org.parvis.gateway.bench.town.Past;
import org.parvis.gateway.database.DatabaseAddress;

/** What agents wait for: a list, a conversation, a search; over HTTP, in a service with years behind it and in one that has just begun. */
final class ReadBenchmark implements Benchmark {

    private static final int SMALL = 10_000;
    private static final int CONNECTIONS = 16;
    private static final int WARMERS = 4;
    /** In a second: what some hundred agents ask for at a busy moment. */
    private static final double READS = 50;
    private static final double SEARCHES = 8;
    private static final String CHANNELS = """
              - id: telephone
                type: phone-notes
                label: Accueil téléphonique
            """;
    private static final String FIRST = "list of 50 to handle";
    private static final String CONVERSATIONS = "/api/v1/conversations";
    private static final Map<String, List<String>> SEARCHED = new LinkedHashMap<>();

    static {
        SEARCHED.put("a rare word", List.of("dolmen", "hérisson", "girouette", "python", "alambic", "montgolfière", "menhir"));
        SEARCHED.put("common words", List.of("rue", "service", "dossier", "mairie réponse", "enfants"));
        SEARCHED.put("a phrase", List.of("\"passage piéton\"", "\"menu de la cantine\"", "\"dépôt sauvage\"", "\"carte d'identité\""));
        SEARCHED.put("nothing that is there", List.of("xylophone", "thermodynamique", "ornithorynque quantique"));
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        int large = ground.settings().conversations();
        Map<String, Load.Outcome> few = measure(ground, results, SMALL);
        Map<String, Load.Outcome> many = measure(ground, results, large);
        many.forEach((what, outcome) -> {
            boolean search = what.startsWith("search");
            results.add(Figure.of(what + " p50, " + Goal.number(large) + " conversations", outcome.millis(50), "ms"));
            Figure tail = Figure.of(what + " p99, " + Goal.number(large) + " conversations", outcome.millis(99), "ms");
            Load.Outcome before = few.get(what);
            results.add(search || before == null
                    ? tail.goal(new Goal.AtMost(100))
                    : tail.beside("p99, " + Goal.number(SMALL) + " conversations", before.millis(99)).goal(new Goal.AtMost(10),
                            new Goal.RatioAtMost(1.5)));
        });
        tellMachine(ground.settings(), results, Objects.requireNonNull(many.get(FIRST)));
    }

    /** The tail below which nothing of that length can get here. */
    private static void tellMachine(Settings settings, Results results, Load.Outcome list) throws Exception {
        Duration length = Duration.ofNanos(list.latencies().getValueAtPercentile(50));
        Load.Outcome computing = Computing.alone(length, READS, settings.time().multipliedBy(2));
        String what = "%.1f ms of arithmetic at the pace of lists, nothing else running".formatted(length.toNanos() / 1e6);
        results.add(Figure.of(what + ", p50", computing.millis(50), "ms"));
        results.add(Figure.of(what + ", p99", computing.millis(99), "ms"));
    }

    private static Map<String, Load.Outcome> measure(Ground ground, Results results, int conversations) throws Exception {
        DatabaseAddress address = past(ground, results, conversations);
        ground.settle();
        List<String> ids = ids(address);
        String token = Accounts.token(address);
        Map<String, Load.Outcome> outcomes = new LinkedHashMap<>();
        try (GatewayProcess gateway = GatewayProcess.start(ground.settings(), address, CHANNELS);
                Browser browser = Browser.of(gateway.address(), CONNECTIONS, token)) {
            Settings settings = ground.settings();
            Map<String, Load.Work> reads = new LinkedHashMap<>();
            reads.put(FIRST, number -> expect(browser, CONVERSATIONS + "?limit=50"));
            reads.put("list of 50 resolved", number -> expect(browser, CONVERSATIONS + "?limit=50&view=resolved"));
            reads.put("list of 50, all states", number -> expect(browser, CONVERSATIONS + "?limit=50&view=all"));
            reads.put("opening a conversation", number -> {
                String one = CONVERSATIONS + "/" + ids.get(number % ids.size());
                expect(browser, one);
                expect(browser, one + "/messages?limit=50");
            });
            warmUp(settings, List.copyOf(reads.values()));
            for (Map.Entry<String, Load.Work> read : reads.entrySet()) {
                Load.arriving(READS, settings.warmUp(), read.getValue());
                outcomes.put(read.getKey(), Load.arriving(READS, settings.time(), read.getValue()));
            }
            for (Map.Entry<String, List<String>> search : SEARCHED.entrySet()) {
                Load.Work work = number -> expect(browser,
                        CONVERSATIONS + "?limit=50&q="
                                + URLEncoder.encode(search.getValue().get(number % search.getValue().size()), StandardCharsets.UTF_8));
                Load.arriving(SEARCHES, settings.warmUp(), work);
                outcomes.put("search for " + search.getKey(), Load.arriving(SEARCHES, settings.time().multipliedBy(2), work));
            }
        }
        outcomes.forEach((what, outcome) -> tell(results, conversations, what, outcome.latencies()));
        return outcomes;
    }

    /** So that the gateway that is measured first is no colder than the second. */
    private static void warmUp(Settings settings, List<Load.Work> reads) throws Exception {
        Load.steady(WARMERS, Thread.ofVirtual().factory(), new AtomicInteger(), Integer.MAX_VALUE, settings.time(),
                number -> reads.get(number % reads.size()).perform(number));
    }

    /** Made once, and used again by later runs. */
    private static DatabaseAddress past(Ground ground, Results results, int conversations) throws SQLException, InterruptedException {
        String name = "bench_past_" + conversations;
        DatabaseAddress kept = ground.kept(name);
        if (Past.isMade(() -> Sql.open(kept), conversations)) {
            return kept;
        }
        DatabaseAddress fresh = ground.fresh(name);
        Past.make(() -> Sql.open(fresh), conversations, results::say);
        return fresh;
    }

    private static void tell(Results results, int conversations, String what, Histogram latencies) {
        results.say("  %,d conversations: %s: p50 %.2f, p90 %.2f, p99 %.2f, most %.2f ms, %d times".formatted(conversations, what,
                latencies.getValueAtPercentile(50) / 1e6, latencies.getValueAtPercentile(90) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getMaxValue() / 1e6, latencies.getTotalCount()));
    }

    /** Half of what is opened is recent, half is anything: agents look back. */
    private static List<String> ids(DatabaseAddress address) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = Sql.open(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id from (
                            (select id from conversation where state = 'OPEN' order by last_message_at desc limit 2000)
                            union all
                            (select id from conversation tablesample bernoulli (least(100, 200000.0 / (select max(number) from conversation))) limit 2000)) chosen
                         order by md5(id::text)
                        """)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static void expect(Browser browser, String path) throws InterruptedException {
        Browser.Page page = browser.get(path);
        if (page.status() != 200) {
            throw new IllegalStateException(path + " was answered with " + page.status());
        }
    }
}
