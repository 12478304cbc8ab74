package org.parvis.channel.mastodon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;

/** The event stream as Mastodon's own streaming server writes it. */
final class FakeStream {

    private final List<HttpExchange> open = new ArrayList<>();

    boolean offered;
    /** The host that has the stream, as the server states it; its own when empty. */
    String host = "";

    /** Of the instance's {@code urls}. */
    String stated(int port) {
        return host.isEmpty() ? "" : "\"streaming\":\"ws://" + host + ":" + port + "\"";
    }

    /** How many have been opened. */
    synchronized int count() {
        return open.size();
    }

    synchronized void serve(HttpExchange exchange) throws IOException {
        boolean here = host.isEmpty() || exchange.getRequestHeaders().getFirst("Host").startsWith(host + ":");
        if (!here || !FakeMastodon.authorised(exchange)) {
            exchange.sendResponseHeaders(here ? 401 : 404, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        write(exchange, ":)\n");
        open.add(exchange);
    }

    /** A heartbeat is a line without an empty one after it. */
    void ring(String event) throws IOException {
        write(":thump\nevent: " + event + "\n");
        write("data: {\"id\":\"1\"}\n\n");
    }

    /** Word for word into every stream. */
    synchronized void write(String text) throws IOException {
        for (HttpExchange stream : open) {
            write(stream, text);
        }
    }

    private static void write(HttpExchange stream, String text) throws IOException {
        stream.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        stream.getResponseBody().flush();
    }

    synchronized void end() {
        open.forEach(HttpExchange::close);
    }
}
