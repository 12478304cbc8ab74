package org.parvis.gateway.inbox;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

import static org.assertj.core.api.Assertions.assertThat;

class CleansingTest {

    @Property
    void whatComesOutCanBeKeptAndIsAsLongAsWhatWentIn(@ForAll @CharRange(from = '\u0000', to = '\uFFFF') String text)
            throws CharacterCodingException {
        String clean = Cleansing.clean(text);

        assertThat(clean).hasSameSizeAs(text).doesNotContain("\u0000");
        // A strict encoder refuses lone surrogates.
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(clean));
        assertThat(Cleansing.clean(clean)).isEqualTo(clean);
    }

    @Property
    void whatCanBeKeptStaysAsItIs(@ForAll @CharRange(from = '\u0001', to = '\uD7FF') String text) {
        assertThat(Cleansing.clean(text + "🏛️")).isEqualTo(text + "🏛️");
    }
}
