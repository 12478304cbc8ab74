package org.parvis.gateway.http.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly (RFC 8259): UTF-8 alone, no name twice, nothing after the value, no deeper than {@link Limits#JSON_DEPTH}. */
public final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Limits.JSON_DEPTH).maxNumberLength(40)
                    .maxStringLength(Limits.JSON_BYTES).maxNameLength(200).build())
            .build();

    private JsonReader() {
    }

    /** Objects as {@link Map}, arrays as {@link List}, whole numbers as {@link Long}, other values as their Java counterparts. */
    public static @Nullable Object read(Buffer bytes) {
        // Decoded first: Jackson would otherwise guess UTF-16 or UTF-32 from the first bytes.
        String text = Paths.utf8(bytes);
        if (text.isBlank()) {
            throw Problem.named(400, "malformed-json", "A JSON object is expected, and there is no body.").exception();
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw Problem.named(400, "malformed-json", "There is something after the end of the JSON value.").exception();
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw Problem
                    .named(400, "json-too-deep",
                            "The JSON is nested deeper than " + Limits.JSON_DEPTH + " levels, or a part of it is too long.")
                    .exception();
        } catch (JsonParseException malformed) {
            throw Problem
                    .named(400, "malformed-json", "This is no well-formed JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr() + ".")
                    .exception();
        } catch (IOException impossible) {
            throw new IllegalStateException("Reading from memory failed", impossible);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No value begins with " + parser.currentToken());
        };
    }

    private static Object whole(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, BIG_DECIMAL, FLOAT, DOUBLE -> parser.getDoubleValue();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
