package org.parvis.gateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stand-in, for the demo only, for a server of the Mastodon client API (docs.joinmastodon.org/methods): just as much of it as lets the
 * channel be ready, take answers, and be mentioned by {@code POST /demo/mention} with the words as the body, which answers with the mention's
 * {@code id}. {@code PUT /demo/mention/<id>} changes its words as its author would, {@code DELETE} withdraws it. It federates with nobody
 * and keeps nothing.
 */
final class MastodonStandIn implements AutoCloseable {

    static final String DOMAIN = "social.saint-exemple.example";

    /** The least recent beyond this are forgotten. */
    private static final int MOST_MENTIONS = 40;
    private static final String STATUSES = "/api/v1/statuses/";
    private static final int LARGEST_MENTION = 2_000;
    private static final String MENTIONS = "/demo/mention/";
    private static final int LARGEST_BODY = 40_000_000;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    /** The latest first. None is ever changed in place: it may be on its way to a client. */
    private final List<JsonObject> mentions = new ArrayList<>();
    private final Set<String> withdrawn = new HashSet<>();
    /** Names rise across restarts, as those of a real server do. */
    private long lastId;

    private MastodonStandIn(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    static MastodonStandIn start(int port, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        MastodonStandIn standIn = new MastodonStandIn(server, clock);
        server.setExecutor(standIn.executor);
        server.createContext("/", standIn::handle);
        server.start();
        return standIn;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange; InputStream body = exchange.getRequestBody()) {
            byte[] read = body.readNBytes(LARGEST_BODY);
            if (body.read() >= 0) {
                answer(exchange, 413, new JsonObject().put("error", "At most " + LARGEST_BODY + " bytes").encode());
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String words = new String(read, UTF_8);
            switch (exchange.getRequestMethod()) {
                case "POST" -> post(exchange, path, words);
                case "PUT" -> change(exchange, named(path), words.strip());
                case "DELETE" -> withdraw(exchange, named(path));
                default -> get(exchange, path);
            }
        }
    }

    /** The mention that an address names; one that does not exist where it names none. */
    private static String named(String path) {
        return path.startsWith(MENTIONS) ? path.substring(MENTIONS.length()) : "";
    }

    private void post(HttpExchange exchange, String path, String body) throws IOException {
        switch (path) {
            case "/demo/mention" -> mention(exchange, body.strip());
            case "/api/v1/statuses", "/api/v1/media", "/api/v2/media" ->
                answer(exchange, 200, new JsonObject().put("id", nextId()).encode());
            default -> notFound(exchange);
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/api/v1/instance", "/api/v2/instance" -> answer(exchange, 200, instance().encode());
            case "/api/v1/accounts/verify_credentials" -> answer(exchange, 200, account("1", "mairie", "Ville de Saint-Exemple").encode());
            case "/api/v1/notifications" -> answer(exchange, 200, notifications().encode());
            case "/api/v1/timelines/home", "/api/v1/accounts/1/statuses" -> answer(exchange, 200, "[]");
            default -> status(exchange, path);
        }
    }

    /** A mention that was forgotten here still exists for those who have seen it; there is no stream. */
    private void status(HttpExchange exchange, String path) throws IOException {
        if (!path.startsWith(STATUSES) || isWithdrawn(path.substring(STATUSES.length()))) {
            notFound(exchange);
            return;
        }
        answer(exchange, 200, path.endsWith("/context") ? "{\"ancestors\":[],\"descendants\":[]}" : "{}");
    }

    private void mention(HttpExchange exchange, String words) throws IOException {
        if (refused(exchange, words)) {
            return;
        }
        String id = nextId();
        String at = Instant.now(clock).toString();
        JsonObject author = account("2", "lea@citoyens.example", "Léa Marchetti");
        JsonObject status = new JsonObject().put("id", id).put("created_at", at).put("content", html(words)).put("visibility", "public")
                .put("account", author).put("media_attachments", new JsonArray()).put("mentions", new JsonArray());
        synchronized (mentions) {
            mentions.addFirst(new JsonObject().put("id", id).put("type", "mention").put("created_at", at).put("account", author)
                    .put("status", status));
            if (mentions.size() > MOST_MENTIONS - 1) {
                mentions.removeLast();
            }
        }
        answer(exchange, 200, status.encode());
    }

    private void change(HttpExchange exchange, String id, String words) throws IOException {
        if (refused(exchange, words)) {
            return;
        }
        synchronized (mentions) {
            mentions.replaceAll(one -> one.getString("id").equals(id) ? worded(one, words) : one);
        }
        answer(exchange, 200, "{}");
    }

    private JsonObject worded(JsonObject mention, String words) {
        JsonObject status = mention.getJsonObject("status").copy().put("content", html(words)).put("edited_at",
                Instant.now(clock).toString());
        return mention.copy().put("status", status);
    }

    /** As on a real server, the notification goes with its status. */
    private void withdraw(HttpExchange exchange, String id) throws IOException {
        synchronized (mentions) {
            if (mentions.removeIf(one -> one.getString("id").equals(id))) {
                withdrawn.add(id);
            }
        }
        answer(exchange, 200, "{}");
    }

    private boolean isWithdrawn(String id) {
        synchronized (mentions) {
            return withdrawn.contains(id);
        }
    }

    private static boolean refused(HttpExchange exchange, String words) throws IOException {
        if (!words.isEmpty() && words.length() <= LARGEST_MENTION) {
            return false;
        }
        answer(exchange, 422, new JsonObject().put("error", "The body is the mention: 1 to " + LARGEST_MENTION + " characters").encode());
        return true;
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        answer(exchange, 404, "{\"error\":\"Record not found\"}");
    }

    private static String html(String words) {
        return "<p>" + words.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") + "</p>";
    }

    private JsonArray notifications() {
        synchronized (mentions) {
            JsonArray all = new JsonArray();
            mentions.forEach(all::add);
            return all;
        }
    }

    private String nextId() {
        synchronized (mentions) {
            lastId = Math.max(lastId + 1, clock.millis());
            return Long.toString(lastId);
        }
    }

    private static JsonObject instance() {
        return new JsonObject().put("domain", DOMAIN).put("configuration", new JsonObject()
                .put("statuses",
                        new JsonObject().put("max_characters", 500).put("characters_reserved_per_url", 23).put("max_media_attachments", 4))
                .put("media_attachments", new JsonObject().put("image_size_limit", 10_000_000)
                        .put("supported_mime_types",
                                new JsonArray().add("image/png").add("image/jpeg").add("image/gif").add("image/webp"))));
    }

    private static JsonObject account(String id, String acct, String name) {
        return new JsonObject().put("id", id).put("acct", acct).put("username", acct.replaceFirst("@.*", "")).put("display_name", name)
                .put("bot", false)
                .put("url", "https://" + DOMAIN + "/@" + acct);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
