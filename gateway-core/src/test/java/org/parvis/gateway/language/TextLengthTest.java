package org.parvis.gateway.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.parvis.channel.Capabilities.TextLimit;

import static org.assertj.core.api.Assertions.assertThat;

class TextLengthTest {

    /** The desk's limit.js is held to the same vectors. */
    @TestFactory
    Stream<DynamicTest> countsAsTheDeskDoes() throws IOException {
        try (InputStream file = TextLengthTest.class.getResourceAsStream("/limit-vectors.json")) {
            JsonObject vectors = new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return vectors.getJsonArray("vectors").stream().map(JsonObject.class::cast)
                    .map(vector -> DynamicTest.dynamicTest(vector.getString("name"),
                            () -> assertThat(TextLength.of(vector.getString("text"), limit(vector.getJsonObject("limit"))))
                                    .isEqualTo(vector.getInteger("length"))));
        }
    }

    private static TextLimit limit(JsonObject limit) {
        return new TextLimit(limit.getInteger("maximum"),
                TextLimit.Unit.valueOf(limit.getString("unit").replace('-', '_').toUpperCase(Locale.ROOT)),
                limit.getInteger("urlLength", 0), limit.getBoolean("mentionsCountLocalPart", false));
    }
}
