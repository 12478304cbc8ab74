package org.parvis.channel.phonenotes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.parvis.channel.Bytes;

/** JSON (RFC 8259), read strictly. */
final class Json {

    /** Bodies here are flat; a little room costs nothing. */
    private static final int MAXIMUM_DEPTH = 8;
    private static final int MAXIMUM_NUMBER = 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).maxNumberLength(MAXIMUM_NUMBER).build())
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {
    }

    /** The body is not what it should be; the message says why, to an agent or to a machine's keeper. */
    static final class Unreadable extends Exception {
        private final String why;

        Unreadable(String why, Throwable cause) {
            super(why, cause);
            this.why = why;
        }

        Unreadable(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    static ObjectNode object(Bytes body, Language language) throws Unreadable {
        try {
            JsonNode node = MAPPER.readTree(utf8(body, language));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new Unreadable(language.say("problem.object"));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            throw new Unreadable(language.say("problem.json", at.getLineNr(), at.getColumnNr()), e);
        }
    }

    private static String utf8(Bytes body, Language language) throws Unreadable {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.toArray())).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(language.say("problem.utf8"), e);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
