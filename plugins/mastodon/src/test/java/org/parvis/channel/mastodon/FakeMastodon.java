package org.parvis.channel.mastodon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Network;

/**
 * A server of the Mastodon client API in memory, with the account {@code desk@saint-exemple.test}. By default it is as unhelpful as servers are: it ignores
 * {@code Idempotency-Key}, leaves private statuses out of an account's list, and has no stream.
 */
final class FakeMastodon implements Network.Incoming, Network.Losing {

    static final String TOKEN = "dG9rZW4-of-the-desk";
    static final String DOMAIN = "saint-exemple.test";
    static final Handle CITIZEN = Handle.of(Handle.Kind.FEDIVERSE, "amina@ailleurs.test");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern FIRST_MENTION = Pattern.compile("@([\\w.]+@[\\w.]+)");

    /** In place of a status: no answer, and one that does not end. */
    private static final int LOSE = 0;
    static final int TRICKLE = 1;

    /** One answer in place of the true one. */
    record Canned(int status, Map<String, String> headers, String body) {
    }

    /** What was posted. */
    record Posted(String id, Map<String, List<String>> fields, Map<String, List<String>> headers) {
        Optional<String> field(String name) {
            return fields.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    record Shown(String id, String type, String raw) {
    }

    private final List<Shown> notifications = new ArrayList<>();
    private final Map<String, ObjectNode> statuses = new LinkedHashMap<>();
    private final List<Posted> posted = new ArrayList<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Deque<Canned>> canned = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private HttpServer server;
    private int last = 100;
    private boolean losing;

    /** With {@code min_id} the page next to it is given, as Mastodon does; or the newest, as snac does. */
    boolean nextPageFirst = true;
    boolean knowsIdempotencyKeys;
    final FakeStream stream = new FakeStream();
    int pageSize = 40;

    FakeMastodon() {
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer listen(int where) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
            started.setExecutor(executor);
            started.createContext("/", this::handle);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    // What a test arranges

    @Override
    public void write(Letter letter) {
        mention(letter.visibility() == Visibility.PUBLIC ? "public" : "direct",
                "<p>" + mentionOfDesk() + " " + escape(letter.text()) + "</p>");
    }

    static String mentionOfDesk() {
        return "<span class=\"h-card\"><a href=\"https://saint-exemple.test/@desk\" class=\"u-url mention\">@<span>desk</span></a></span>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** @return the status, to be changed by the test */
    synchronized ObjectNode mention(String visibility, String html) {
        ObjectNode status = status(account("42", "amina@ailleurs.test", "Amina"), visibility, html);
        notify("mention", status);
        return status;
    }

    synchronized ObjectNode status(ObjectNode account, String visibility, String html) {
        String id = Integer.toString(++last);
        ObjectNode status = MAPPER.createObjectNode().put("id", id).put("created_at", Instant.now().toString())
                .put("visibility", visibility)
                .put("content", html).put("spoiler_text", "").putNull("in_reply_to_id").putNull("edited_at");
        status.set("account", account);
        status.putArray("media_attachments");
        statuses.put(id, status);
        return status;
    }

    static ObjectNode account(String id, String acct, String name) {
        return MAPPER.createObjectNode().put("id", id).put("acct", acct).put("display_name", name).put("bot", false).put("url",
                "https://ailleurs.test/@amina");
    }

    synchronized String notify(String type, ObjectNode status) {
        String id = Integer.toString(++last);
        notifications.add(new Shown(id, type, ""));
        notified.put(id, status);
        return id;
    }

    private final Map<String, ObjectNode> notified = new HashMap<>();

    /** A notification word for word as given. */
    synchronized void raw(String id, String json) {
        notifications.add(new Shown(id, "mention", json));
    }

    synchronized int nextId() {
        return ++last;
    }

    synchronized void delete(ObjectNode status) {
        statuses.remove(status.path("id").asText());
        notifications.removeIf(one -> status.equals(notified.get(one.id())));
    }

    synchronized void edit(ObjectNode status, String html, String at) {
        status.put("content", html).put("edited_at", at);
    }

    synchronized void dismissAll() {
        notifications.clear();
    }

    /** The next request of which method and path begin so is answered with this. */
    synchronized void answerNext(String methodAndPath, Canned answer) {
        canned.computeIfAbsent(methodAndPath, key -> new ArrayDeque<>()).add(answer);
    }

    synchronized void file(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    synchronized List<Posted> posted() {
        return List.copyOf(posted);
    }

    /** Method, path and query of each. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized List<Sent> sent() {
        return posted.stream().map(one -> {
            String text = one.field("status").orElse("");
            Matcher mention = FIRST_MENTION.matcher(text);
            return new Sent(Handle.of(Handle.Kind.FEDIVERSE, mention.find() ? mention.group(1) : "nobody"),
                    one.field("visibility").filter("direct"::equals).isPresent() ? Visibility.PRIVATE : Visibility.PUBLIC, text);
        }).toList();
    }

    @Override
    public synchronized void loseNextAnswer() {
        losing = true;
    }

    @Override
    public void cut() {
        server.stop(0);
    }

    @Override
    public void restore() {
        server = listen(port);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    // The server

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/api/v1/streaming/user") && stream.offered) {
            stream.serve(exchange);
            return;
        }
        Canned answer = answer(exchange, call, path, body);
        if (answer.status() == LOSE) {
            exchange.close();
            return;
        }
        if (answer.status() == TRICKLE) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        byte[] bytes = answer.headers().containsKey("Content-Type") && files.containsKey(path)
                ? files.get(path)
                : answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static boolean authorised(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private synchronized Canned answer(HttpExchange exchange, String call, String path, byte[] body) {
        String query = exchange.getRequestURI().getRawQuery();
        requests.add(call + (query == null ? "" : "?" + query));
        for (var one : canned.entrySet()) {
            if (call.startsWith(one.getKey()) && !one.getValue().isEmpty()) {
                return one.getValue().poll();
            }
        }
        if (files.containsKey(path)) {
            return new Canned(200, Map.of("Content-Type", "image/png"), "");
        }
        if (!authorised(exchange)) {
            return new Canned(401, Map.of(), "{\"error\":\"The access token is invalid\"}");
        }
        Map<String, List<String>> parameters = Form.parameters(query == null ? "" : query);
        return switch (call) {
            case "GET /api/v2/instance" -> json("{\"domain\":\"" + DOMAIN
                    + "\",\"configuration\":{\"urls\":{"
                    + stream.stated(port)
                    + "},\"statuses\":{\"max_characters\":700,\"characters_reserved_per_url\":23,"
                    + "\"max_media_attachments\":4},\"media_attachments\":{\"image_size_limit\":1000000,\"supported_mime_types\":[\"image/png\"]}}}");
            case "GET /api/v1/accounts/verify_credentials" -> json(account("1", "desk", "Mairie de Saint-Exemple").toString());
            case "GET /api/v1/notifications" -> json(page(parameters));
            case "GET /api/v1/accounts/1/statuses" ->
                json(list(status -> ours(status) && !status.path("visibility").asText().equals("direct")));
            case "GET /api/v1/timelines/home" -> json("[]");
            case "POST /api/v1/statuses" -> post(exchange, Form.parameters(new String(body, StandardCharsets.UTF_8)));
            case "POST /api/v2/media" -> json("{\"id\":\"" + upload(body) + "\",\"type\":\"image\"}");
            default -> ofStatus(path);
        };
    }

    private String upload(byte[] body) {
        String id = "m" + ++last;
        files.put(id, body);
        return id;
    }

    synchronized byte[] uploaded(String id) {
        return files.getOrDefault(id, new byte[0]);
    }

    private Canned ofStatus(String path) {
        Matcher matcher = Pattern.compile("/api/v1/statuses/([^/]+)(/context)?").matcher(path);
        ObjectNode status = matcher.matches() ? statuses.get(matcher.group(1)) : null;
        if (status == null) {
            return new Canned(404, Map.of(), "{\"error\":\"Record not found\"}");
        }
        if (matcher.group(2) == null) {
            return json(status.toString());
        }
        String id = status.path("id").asText();
        ArrayNode ancestors = MAPPER.createArrayNode();
        for (ObjectNode up = statuses.get(status.path("in_reply_to_id").asText()); up != null; up = statuses
                .get(up.path("in_reply_to_id").asText())) {
            ancestors.insert(0, up);
        }
        return json(
                "{\"ancestors\":" + ancestors + ",\"descendants\":" + list(one -> one.path("in_reply_to_id").asText().equals(id)) + "}");
    }

    private static boolean ours(ObjectNode status) {
        return status.path("account").path("id").asText().equals("1");
    }

    private String list(java.util.function.Predicate<ObjectNode> which) {
        return statuses.values().stream().filter(which).toList().reversed().toString();
    }

    private String page(Map<String, List<String>> parameters) {
        long above = number(parameters, "min_id", 0);
        long below = number(parameters, "max_id", Long.MAX_VALUE);
        int limit = Math.min(pageSize, (int) number(parameters, "limit", 40));
        var between = new ArrayList<>(
                notifications.stream().filter(one -> Long.parseLong(one.id()) > above && Long.parseLong(one.id()) < below)
                        .sorted(Comparator.comparingLong(one -> -Long.parseLong(one.id()))).toList());
        int from = nextPageFirst && above > 0 ? Math.max(0, between.size() - limit) : 0;
        return "[" + String.join(",", between.subList(from, Math.min(between.size(), from + limit)).stream().map(this::show).toList())
                + "]";
    }

    private String show(Shown one) {
        ObjectNode status = notified.get(one.id());
        if (status == null) {
            return one.raw();
        }
        ObjectNode json = MAPPER.createObjectNode().put("id", one.id()).put("type", one.type()).put("created_at",
                status.path("created_at").asText());
        json.set("account", status.path("account"));
        json.set("status", status);
        return json.toString();
    }

    private static long number(Map<String, List<String>> parameters, String name, long absent) {
        return parameters.containsKey(name) ? Long.parseLong(first(parameters, name)) : absent;
    }

    private Canned post(HttpExchange exchange, Map<String, List<String>> fields) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String id = knowsIdempotencyKeys ? keys.get(key) : null;
        if (id == null) {
            String html = "<p>" + escape(first(fields, "status")) + "</p>";
            ObjectNode status = status(account("1", "desk", "Mairie"), first(fields, "visibility"), html);
            if (fields.containsKey("in_reply_to_id")) {
                status.put("in_reply_to_id", first(fields, "in_reply_to_id"));
            }
            id = status.path("id").asText();
            keys.put(key, id);
            posted.add(new Posted(id, fields, Map.copyOf(exchange.getRequestHeaders())));
        }
        boolean lost = losing;
        losing = false;
        return lost ? new Canned(LOSE, Map.of(), "") : json(String.valueOf(statuses.get(id)));
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    private static Canned json(String body) {
        return new Canned(200, Map.of("Content-Type", "application/json"), body);
    }
}
