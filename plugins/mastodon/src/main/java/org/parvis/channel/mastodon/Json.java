package org.parvis.channel.mastodon;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.parvis.channel.Bytes;

/** JSON from a server that may say anything: bounded, and a member of another type counts as absent. */
final class Json {

    private static final int DEEPEST = 60;
    private static final int LONGEST_STRING = 2_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(LONGEST_STRING).build())
            .build());

    private Json() {
    }

    static JsonNode parse(Bytes bytes) throws IOException {
        return MAPPER.readTree(bytes.stream());
    }

    static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    static Bytes bytes(JsonNode node) throws IOException {
        return Bytes.wrap(MAPPER.writeValueAsBytes(node));
    }

    static String quoted(String text) {
        return MAPPER.getNodeFactory().textNode(text).toString();
    }

    /** A string, or a number as some servers write ids. */
    static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() || value.isIntegralNumber() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** As {@link #text}, unless blank. */
    static Optional<String> words(JsonNode node, String name) {
        return text(node, name).filter(value -> !value.isBlank());
    }

    static boolean flag(JsonNode node, String name) {
        return node.path(name).isBoolean() && node.path(name).asBoolean();
    }

    static Optional<Long> number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.asLong()) : Optional.empty();
    }

    static Optional<Instant> instant(JsonNode node, String name) {
        return text(node, name).flatMap(Json::instant);
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static List<JsonNode> list(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false).toList() : List.of();
    }
}
