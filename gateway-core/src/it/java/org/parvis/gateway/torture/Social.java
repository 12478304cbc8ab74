package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stand-in for a server with the Mastodon client API, with a real one's bad habits: it delivers again what was seen, in any order, and at times does what it was
 * asked without ever answering. It honours Idempotency-Key, as Mastodon documents it.
 */
final class Social implements AutoCloseable {

    private static final int PAGE = 40;
    private static final int LARGEST_BODY = 1_000_000;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Random random;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());
    private final ConcurrentSkipListMap<Long, JsonObject> mentions = new ConcurrentSkipListMap<>();
    private final Map<String, String> byKey = new ConcurrentHashMap<>();
    private final List<String> posts = Collections.synchronizedList(new ArrayList<>());
    /** Does what it is asked, and says nothing. */
    private volatile boolean mute;

    private Social(HttpServer server, long seed) {
        this.server = server;
        this.random = new Random(seed);
    }

    static Social start(long seed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Social social = new Social(server, seed);
        server.setExecutor(social.executor);
        server.createContext("/", social::handle);
        server.start();
        return social;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void mute(boolean value) {
        mute = value;
    }

    /** Everything that was published, in order; what was asked for twice under one key stands once. */
    List<String> posts() {
        synchronized (posts) {
            return List.copyOf(posts);
        }
    }

    void mention(String words) {
        long id = ids.incrementAndGet();
        JsonObject author = account(Long.toString(100 + id % 50), "citoyen" + id % 50 + "@citoyens.example");
        JsonObject status = new JsonObject().put("id", Long.toString(id)).put("created_at", Instant.now().toString())
                .put("content", "<p>" + words + "</p>").put("visibility", "public").put("account", author)
                .put("media_attachments", new JsonArray()).put("mentions", new JsonArray());
        mentions.put(id,
                new JsonObject().put("id", Long.toString(id)).put("type", "mention").put("created_at", status.getString("created_at"))
                        .put("account", author).put("status", status));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange; InputStream body = exchange.getRequestBody()) {
            String words = new String(body.readNBytes(LARGEST_BODY), UTF_8);
            String path = exchange.getRequestURI().getPath();
            String answer = switch (path) {
                case "/api/v1/instance", "/api/v2/instance" -> instance().encode();
                case "/api/v1/accounts/verify_credentials" -> account("1", "mairie").encode();
                case "/api/v1/notifications" -> notifications(exchange.getRequestURI()).encode();
                case "/api/v1/statuses" -> publish(exchange, words).encode();
                default -> path.endsWith("/statuses") || path.contains("/timelines/") ? "[]" : "";
            };
            boolean published = path.equals("/api/v1/statuses");
            if (published && mute) {
                // The connection ends without a word: whether it was published is for the caller to find out.
                return;
            }
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonObject publish(HttpExchange exchange, String body) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String words = words(body);
        String id = byKey.computeIfAbsent(key == null ? "none " + ids.incrementAndGet() : key, fresh -> {
            posts.add(words);
            return Long.toString(ids.incrementAndGet());
        });
        return new JsonObject().put("id", id).put("uri", "https://social.example/" + id);
    }

    private static String words(String body) {
        if (body.startsWith("{")) {
            return new JsonObject(body).getString("status", "");
        }
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
        return form.getOrDefault("status", "");
    }

    /** With min_id the oldest page above it; now and then what was delivered before comes with it, and the order is anybody's guess. */
    private JsonArray notifications(URI request) {
        Map<String, String> query = new HashMap<>();
        for (String pair : String.valueOf(request.getRawQuery()).split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        long above = Long.parseLong(query.getOrDefault("min_id", "0"));
        long below = Long.parseLong(query.getOrDefault("max_id", Long.toString(Long.MAX_VALUE)));
        int limit = Integer.parseInt(query.getOrDefault("limit", "" + PAGE));
        List<JsonObject> page = new ArrayList<>(mentions.subMap(above, false, below, false).values().stream().limit(limit).toList());
        if (random.nextInt(4) == 0) {
            page.addAll(mentions.headMap(above, true).descendingMap().values().stream().limit(10).toList());
        }
        Collections.shuffle(page, random);
        return new JsonArray(page);
    }

    private static JsonObject instance() {
        return new JsonObject().put("domain", "social.example").put("configuration",
                new JsonObject().put("statuses", new JsonObject().put("max_characters", 500).put("characters_reserved_per_url", 23)
                        .put("max_media_attachments", 4)));
    }

    private static JsonObject account(String id, String name) {
        return new JsonObject().put("id", id).put("acct", name).put("username", name.replaceFirst("@.*", "")).put("display_name", name)
                .put("bot", false).put("url", "https://social.example/@" + name);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
