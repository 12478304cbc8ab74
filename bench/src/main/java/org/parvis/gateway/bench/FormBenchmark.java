package org.parvis.gateway.bench;

import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.database.DatabaseAddress;

/** Public forms over HTTP, from the sender's last byte to the answer that says that it is kept, against the inbox alone and against HTTP alone. */
final class FormBenchmark implements Benchmark {

    /** Fewer than one form answers at once, so that nobody is refused. */
    private static final int CALLERS = 60;
    /** More letters than can be taken in meanwhile. */
    private static final int MOST_A_SECOND = 5_000;

    @Override
    public String name() {
        return "form";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        Settings settings = ground.settings();
        double inbox = inbox(ground);
        double echo = echo(settings);

        DatabaseAddress address = ground.fresh("bench_form");
        int count = (int) Math.min(settings.messages(), MOST_A_SECOND * (settings.time().toSeconds() + settings.warmUp().toSeconds() + 1));
        List<Letter> letters = Letters.of("form", count, 4);
        try (GatewayProcess gateway = GatewayProcess.start(settings, address, Forms.channels());
                Browser browser = Browser.of(gateway.address(), CALLERS, "")) {
            List<String> bodies = Forms.open(browser, letters, CALLERS);
            ground.settle();
            AtomicInteger next = new AtomicInteger();
            Load.Work send = number -> {
                int status = browser.post(Forms.path(number), bodies.get(number)).status();
                if (status != 303) {
                    throw new IllegalStateException("A form was answered with " + status);
                }
            };
            Load.Outcome warmUp = Load.steady(CALLERS, Thread.ofVirtual().factory(), next, count, settings.warmUp(), send);
            Load.Outcome sent = Load.steady(CALLERS, Thread.ofVirtual().factory(), next, count, settings.time(), send);
            results.add(Figure.of("forms sent and kept, " + CALLERS + " senders at once", sent.perSecond(), "messages/s")
                    .beside("inbox alone", inbox).goal(new Goal.RatioAtLeast(0.7)));
            results.add(Figure.of("the same", sent.perSecond(), "messages/s").beside("raw HTTP echo of the same bytes", echo));
            results.add(Figure.of("… answer p50 then", sent.millis(50), "ms"));
            results.add(Figure.of("… answer p99 then", sent.millis(99), "ms"));
            try (Connection connection = Sql.open(address)) {
                long rows = Sql.number(connection, "select count(*) from message");
                if (rows != warmUp.done() + sent.done()) {
                    results.broken(warmUp.done() + sent.done() + " forms were answered, " + rows + " are in the record");
                }
            }
        }
    }

    /** The same letters handed to the inbox directly, in the same minute. */
    private static double inbox(Ground ground) throws Exception {
        Settings settings = ground.settings();
        DatabaseAddress address = ground.fresh("bench_form_inbox");
        List<Letter> letters = Letters.of("inbox", settings.messages(), 4);
        try (OpenInbox open = OpenInbox.on(address)) {
            AtomicInteger next = new AtomicInteger();
            Load.Work commit = number -> open.commit(letters.get(number));
            Load.steady(CALLERS, Thread.ofVirtual().factory(), next, letters.size(), settings.warmUp(), commit);
            return Load.steady(CALLERS, Thread.ofVirtual().factory(), next, letters.size(), settings.time(), commit).perSecond();
        }
    }

    private static double echo(Settings settings) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body().onSuccess(body -> request.response().end(body)))
                .listen().toCompletionStage().toCompletableFuture().join();
        String body = "message=" + "x".repeat(600);
        try (Browser browser = Browser.of(URI.create("http://127.0.0.1:" + server.actualPort()), CALLERS, "")) {
            AtomicInteger next = new AtomicInteger();
            Load.Work send = number -> browser.post("/", body);
            Load.steady(CALLERS, Thread.ofVirtual().factory(), next, Integer.MAX_VALUE, settings.warmUp(), send);
            return Load.steady(CALLERS, Thread.ofVirtual().factory(), next, Integer.MAX_VALUE, Duration.ofSeconds(5), send).perSecond();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
