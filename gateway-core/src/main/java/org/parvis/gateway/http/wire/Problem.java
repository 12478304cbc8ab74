package org.parvis.gateway.http.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What is wrong with a request, or with us: a problem document (RFC 9457).
 *
 * @param name    the stable name after {@code /problems/}; absent when the status says all
 * @param errors  one for each bad field
 * @param faster  of {@code answered-meanwhile}: the colleague's
 * @param headers that belong to the status, such as {@code allow} or {@code retry-after}
 */
public record Problem(int status, Optional<String> name, String detail, List<BadField> errors, Optional<JsonObject> faster,
        Map<String, String> headers) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** More errors than this are not told: the sender has enough to mend. */
    static final int MAXIMUM_ERRORS = 50;

    public Problem {
        errors = errors.stream().limit(MAXIMUM_ERRORS).toList();
        headers = Map.copyOf(headers);
    }

    public Problem(int status, Optional<String> name, String detail, List<BadField> errors, Map<String, String> headers) {
        this(status, name, detail, errors, Optional.empty(), headers);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, Optional.empty(), detail, List.of(), Map.of());
    }

    public static Problem named(int status, String name, String detail) {
        return new Problem(status, Optional.of(name), detail, List.of(), Map.of());
    }

    public static Problem invalid(List<BadField> errors) {
        String fields = String.join(", ", errors.stream().map(BadField::field).distinct().limit(MAXIMUM_ERRORS).toList());
        return new Problem(400, Optional.of("invalid"), "Please correct: " + fields, errors, Map.of());
    }

    public static Problem invalid(String field, String detail) {
        return invalid(List.of(new BadField(field, detail)));
    }

    public static Problem notFound() {
        return of(404, "There is nothing here.");
    }

    /** @param seconds when to come back */
    public static Problem busy(String detail, long seconds) {
        return of(503, detail).with("retry-after", Long.toString(seconds));
    }

    public Problem with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Problem(status, name, detail, errors, faster, more);
    }

    public Problem answered(JsonObject theirs) {
        return new Problem(status, name, detail, errors, Optional.of(theirs), headers);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    public Answer answer() {
        JsonObject document = new JsonObject()
                .put("type", name.map(known -> "/problems/" + known).orElse("about:blank"))
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail);
        if (!errors.isEmpty()) {
            document.put("errors", new JsonArray(errors.stream().map(BadField::json).toList()));
        }
        faster.ifPresent(theirs -> document.put("answer", theirs));
        return Answer.bytes(status, MEDIA_TYPE, document.toBuffer()).with(headers);
    }

    /**
     * @param field   where it is, such as {@code attachmentIds[2]}; {@code body} for the whole
     * @param term    the part of the field's text that is wrong, where it is not the whole
     * @param allowed what would be right in its place, where that can be listed
     * @param words   the detail in the words of a plugin, {@code fr} and {@code en}
     */
    public record BadField(String field, String detail, Optional<String> term, List<String> allowed, Optional<JsonObject> words) {

        public BadField(String field, String detail, Optional<String> term, List<String> allowed) {
            this(field, detail, term, allowed, Optional.empty());
        }

        public BadField(String field, String detail) {
            this(field, detail, Optional.empty(), List.of());
        }

        private JsonObject json() {
            JsonObject shape = new JsonObject().put("field", field).put("detail", detail);
            term.ifPresent(wrong -> shape.put("term", wrong));
            words.ifPresent(both -> shape.put("words", both));
            return allowed.isEmpty() ? shape : shape.put("allowed", new JsonArray(allowed));
        }
    }
}
