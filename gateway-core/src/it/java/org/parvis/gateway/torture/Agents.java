package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Desks: each hears one node's stream of changes and goes on where it was whenever it breaks; some of what arrives is answered. */
final class Agents {

    private static final long COME_BACK_MILLIS = 200;
    /** Of so many messages of a channel one is answered; the social network bears few posts a minute. */
    private static final Map<String, Integer> ONE_IN = Map.of("courriel", 3, "formulaire", 3, "social", 40, Citizens.UNRULY, 3);

    private final Web web;
    private final Movers movers;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Desk> desks = new ArrayList<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicInteger replies = new AtomicInteger();
    /** By number, whether the reply was acknowledged; those refused for good are left out. */
    private final Map<Integer, UUID> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> oddities = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Agents(Web web, Movers movers, String token) {
        this.web = web;
        this.movers = movers;
        this.token = token;
    }

    static String mark(int number) {
        return "r" + number + "r";
    }

    /** What one desk has heard of, and how often. */
    static final class Desk {

        private final URI node;
        private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
        private final Set<String> colleagues = ConcurrentHashMap.newKeySet();
        private final AtomicInteger resets = new AtomicInteger();
        private volatile Optional<String> lastId = Optional.empty();

        Desk(URI node) {
            this.node = node;
        }

        /** By message, how often it was told. */
        Map<String, AtomicInteger> received() {
            return received;
        }

        /** The conversations in which somebody was seen. */
        Set<String> colleagues() {
            return colleagues;
        }

        URI node() {
            return node;
        }

        int resets() {
            return resets.get();
        }
    }

    /** Returns when every desk has heard something, so that whatever is sent from now on must be heard by all. */
    void start(List<URI> nodes) throws InterruptedException {
        for (URI node : nodes) {
            Desk desk = new Desk(node);
            desks.add(desk);
            threads.add(Thread.ofVirtual().name("desk-" + node.getPort()).start(() -> hear(desk)));
        }
        while (desks.stream().anyMatch(desk -> desk.lastId.isEmpty())) {
            TimeUnit.MILLISECONDS.sleep(COME_BACK_MILLIS);
        }
    }

    List<Desk> desks() {
        return List.copyOf(desks);
    }

    Map<Integer, UUID> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    Set<String> oddities() {
        return Set.copyOf(oddities);
    }

    void stop() throws InterruptedException {
        stopping = true;
        writers.shutdown();
        writers.awaitTermination(1, TimeUnit.MINUTES);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Writes no further answer; returns when those begun are acknowledged. */
    void stopAnswering() throws InterruptedException {
        stopping = true;
        writers.shutdown();
        writers.awaitTermination(2, TimeUnit.MINUTES);
    }

    private void hear(Desk desk) {
        try {
            while (true) {
                try {
                    String after = desk.lastId.map(id -> "?after=" + id).orElse("");
                    HttpResponse<Stream<String>> stream = client.send(HttpRequest.newBuilder(desk.node.resolve("/api/v1/events" + after))
                            .header("authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofLines());
                    if (stream.statusCode() == 200) {
                        read(desk, stream.body());
                    }
                } catch (IOException | UncheckedIOException broken) {
                    // The desk comes back and goes on after the last id.
                }
                TimeUnit.MILLISECONDS.sleep(COME_BACK_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Desk desk, Stream<String> lines) {
        String[] event = new String[3];
        lines.forEach(line -> {
            if (line.isEmpty()) {
                // Who reads and who writes has no id and is nobody's business here.
                if (event[1] != null) {
                    desk.lastId = Optional.of(event[1]);
                }
                if ("reset".equals(event[0])) {
                    desk.resets.incrementAndGet();
                } else if ("change".equals(event[0]) && event[2] != null) {
                    changed(desk, new JsonObject(event[2]));
                }
                if ("presence".equals(event[0]) && event[2] != null) {
                    seen(desk, new JsonObject(event[2]));
                }
                event[0] = null;
                event[1] = null;
                event[2] = null;
                return;
            }
            String[] field = line.split(": ?", 2);
            switch (field[0]) {
                case "event" -> event[0] = field[1];
                case "id" -> event[1] = field[1];
                case "data" -> event[2] = field[1];
                default -> {
                    // A comment, or how long to wait before coming back.
                }
            }
        });
    }

    private static void seen(Desk desk, JsonObject presence) {
        desk.colleagues.add(presence.getString("conversationId", ""));
        presence.getJsonArray("everybody", new JsonArray())
                .forEach(sign -> desk.colleagues.add(((JsonObject) sign).getString("conversationId")));
    }

    private void changed(Desk desk, JsonObject change) {
        if (!change.getString("kind").equals("message.received")) {
            return;
        }
        String message = change.getString("messageId");
        desk.received.computeIfAbsent(message, first -> new AtomicInteger()).incrementAndGet();
        if (change.getString("channelId").equals("courriel") && !stopping && heard.add(message)) {
            movers.heard(change.getString("conversationId"), message);
        }
        Integer oneIn = ONE_IN.get(change.getString("channelId"));
        if (oneIn != null && Math.floorMod(message.hashCode(), oneIn) == 0 && !stopping && answered.add(message)) {
            writers.execute(() -> answer(change.getString("conversationId")));
        }
    }

    /** Where a conversation goes on that was merged into another; itself, when that was taken back meanwhile. */
    private String goesOnIn(String conversation) throws IOException, InterruptedException {
        JsonObject row = new JsonObject(web.ask("/api/v1/conversations/" + conversation).body());
        return row.getJsonObject("mergedInto", new JsonObject()).getString("id", conversation);
    }

    private void answer(String heardIn) {
        String conversation = heardIn;
        int number = replies.incrementAndGet();
        String json = new JsonObject().put("text", "Nous nous en occupons, " + mark(number) + ".").encode();
        try {
            while (true) {
                try {
                    HttpResponse<String> answer = web.post("/api/v1/conversations/" + conversation + "/replies", json,
                            "reply-" + number + "-" + conversation);
                    if (answer.statusCode() == 201) {
                        acknowledged.put(number, UUID.fromString(new JsonObject(answer.body()).getString("id")));
                        return;
                    }
                    if (answer.statusCode() == 409 && answer.body().contains("/problems/conversation-merged")) {
                        // Nothing was sent: the desk shows the other one, and the answer is given there.
                        conversation = goesOnIn(conversation);
                        continue;
                    }
                    if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                        oddities.add("reply " + answer.statusCode() + ": " + answer.body());
                        return;
                    }
                } catch (IOException again) {
                    // Sent again under the same key.
                }
                TimeUnit.MILLISECONDS.sleep(COME_BACK_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
