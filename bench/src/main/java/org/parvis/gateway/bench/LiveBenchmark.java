package org.parvis.gateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.buffer.Buffer;
import org.HdrHistogram.Histogram;

import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.database.DatabaseAddress;

/**
 * How soon desks see what came in, and what an open desk costs. A change's time counts from its writing within the transaction, so the commit itself is in it. Streams
 * of HTTP/1.1, each with a connection of its own: the dearest way.
 */
final class LiveBenchmark implements Benchmark {

    private static final int MESSAGES_PER_SECOND = 200;
    private static final int STREAMS = 500;
    private static final int MANY_STREAMS = 5_000;
    private static final int CONNECTIONS = 64;
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Which gateway is written to, and which one desks look at: one and the same, or the other of two. */
    private record Nodes(GatewayProcess writing, GatewayProcess watched, String browser) {
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        DatabaseAddress address = ground.fresh("bench_live");
        try (GatewayProcess gateway = GatewayProcess.start(ground.settings(), address, Forms.channels())) {
            String token = Accounts.token(address);
            latency(ground.settings(), new Nodes(gateway, gateway, "a browser"), token, results);
        }
        try (TwoNodes nodes = TwoNodes.start(ground.settings(), address, Forms.channels())) {
            latency(ground.settings(), new Nodes(nodes.first(), nodes.second(), "a browser of another node"), Accounts.token(address),
                    results);
        }
        try (GatewayProcess gateway = GatewayProcess.start(ground.settings(), address, Forms.channels())) {
            heap(gateway, Accounts.token(address), results);
        }
    }

    private static void latency(Settings settings, Nodes nodes, String token, Results results) throws Exception {
        Histogram delays = Load.histogram();
        AtomicBoolean measuring = new AtomicBoolean();
        AtomicLong received = new AtomicLong();
        int count = (int) (MESSAGES_PER_SECOND * (settings.warmUp().toSeconds() + settings.time().toSeconds() + 2) * 1.2);
        List<Letter> letters = Letters.of("live", count, 5);
        try (Browser citizens = Browser.of(nodes.writing().address(), CONNECTIONS, "");
                Browser desks = Browser.of(nodes.watched().address(), STREAMS, token)) {
            for (int stream = 0; stream < STREAMS; stream++) {
                Reader reader = new Reader(delays, measuring, received);
                desks.stream("/api/v1/events", reader::take);
            }
            List<String> bodies = Forms.open(citizens, letters, CONNECTIONS);
            AtomicLong sent = new AtomicLong();
            Load.Work send = number -> {
                int one = (int) sent.getAndIncrement();
                if (citizens.post(Forms.path(one), bodies.get(one)).status() != 303) {
                    throw new IllegalStateException("A form was not taken");
                }
            };
            Load.arriving(MESSAGES_PER_SECOND, settings.warmUp(), send);
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            received.set(0);
            measuring.set(true);
            Load.Outcome taken = Load.arriving(MESSAGES_PER_SECOND, settings.time(), send);
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            results.add(Figure.of("change in " + nodes.browser() + ", p50, " + STREAMS + " streams, " + MESSAGES_PER_SECOND + " messages/s",
                    delays.getValueAtPercentile(50) / 1e6, "ms"));
            results.add(Figure.of("change in " + nodes.browser() + ", p99", delays.getValueAtPercentile(99) / 1e6, "ms")
                    .goal(new Goal.AtMost(250)));
            long expected = taken.done() * STREAMS;
            if (received.get() != expected) {
                results.broken(expected + " messages should have been told to streams, " + received.get() + " were");
            }
        }
    }

    private static void heap(GatewayProcess gateway, String token, Results results) throws IOException, InterruptedException {
        try (Browser desks = Browser.of(gateway.address(), MANY_STREAMS + 1, token)) {
            desks.get("/api/v1/session");
            long before = gateway.liveKilobytes();
            AtomicLong told = new AtomicLong();
            for (int stream = 0; stream < MANY_STREAMS; stream++) {
                AtomicBoolean first = new AtomicBoolean();
                desks.stream("/api/v1/events", bytes -> {
                    if (first.compareAndSet(false, true)) {
                        told.incrementAndGet();
                    }
                });
            }
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            long after = gateway.liveKilobytes();
            results.add(Figure.of("streams open on one node", (double) told.get(), "streams").goal(new Goal.AtLeast(MANY_STREAMS)));
            results.add(Figure.of("heap of one stream", (after - before) / (double) MANY_STREAMS, "kB").goal(new Goal.AtMost(20)));
            results.add(Figure.of("resident memory with them", gateway.residentMegabytes(), "MB"));
        }
    }

    /** Reads one stream, and notes how late each message's arrival is told. For one event loop. */
    private static final class Reader {

        private static final byte[] KIND = "\"message.received\",\"at\":\"".getBytes(StandardCharsets.US_ASCII);
        private static final byte END = '"';

        private final Histogram delays;
        private final AtomicBoolean measuring;
        private final AtomicLong received;
        private int matched;
        private final StringBuilder moment = new StringBuilder();

        Reader(Histogram delays, AtomicBoolean measuring, AtomicLong received) {
            this.delays = delays;
            this.measuring = measuring;
            this.received = received;
        }

        void take(Buffer bytes) {
            Instant now = Instant.now();
            for (int n = 0; n < bytes.length(); n++) {
                byte each = bytes.getByte(n);
                if (matched < KIND.length) {
                    matched = each == KIND[matched] ? matched + 1 : each == KIND[0] ? 1 : 0;
                } else if (each == END) {
                    note(now);
                } else {
                    moment.append((char) each);
                }
            }
        }

        private void note(Instant now) {
            if (measuring.get()) {
                delays.recordValue(Math.max(0, ChronoUnit.NANOS.between(Instant.parse(moment), now)));
                received.incrementAndGet();
            }
            moment.setLength(0);
            matched = 0;
        }
    }
}
