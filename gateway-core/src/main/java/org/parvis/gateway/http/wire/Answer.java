package org.parvis.gateway.http.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a request is answered with. Names of headers are in lower case. */
public sealed interface Answer {

    int status();

    Map<String, String> headers();

    Answer with(Map<String, String> more);

    /** All at once. */
    record Whole(int status, Map<String, String> headers, Buffer body) implements Answer {

        public Whole {
            headers = Map.copyOf(headers);
        }

        @Override
        public Whole with(Map<String, String> more) {
            return new Whole(status, joined(headers, more), body);
        }

        public Whole with(String name, String value) {
            return with(Map.of(name, value));
        }
    }

    /**
     * Bit by bit, for as long as both sides like.
     *
     * @param begin called on the response's event loop once its head can be written; must not block
     */
    record Streamed(int status, Map<String, String> headers, Consumer<HttpServerResponse> begin) implements Answer {

        public Streamed {
            headers = Map.copyOf(headers);
        }

        @Override
        public Streamed with(Map<String, String> more) {
            return new Streamed(status, joined(headers, more), begin);
        }
    }

    static Whole bytes(int status, String mediaType, Buffer body) {
        return new Whole(status, Map.of("content-type", mediaType), body);
    }

    static Whole json(int status, JsonObject body) {
        return bytes(status, "application/json", body.toBuffer());
    }

    static Whole json(int status, JsonArray body) {
        return bytes(status, "application/json", body.toBuffer());
    }

    static Whole text(int status, String mediaType, String body) {
        return bytes(status, mediaType + "; charset=utf-8", Buffer.buffer(body));
    }

    static Whole noContent() {
        return new Whole(204, Map.of(), Buffer.buffer());
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
