package org.parvis.gateway.conversation;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.parvis.gateway.conversation.Excerpt.Part;
import org.parvis.gateway.conversation.Excerpt.Range;

import static org.assertj.core.api.Assertions.assertThat;

/** What is marked in a text becomes its ranges. */
class ExcerptTest {

    private static final UUID MESSAGE = new UUID(0, 1);

    @Test
    void whatIsMarkedIsKnownByItsPlaceInOneLineOfText() {
        Excerpt excerpt = Excerpt.of(MESSAGE, Part.TEXT, "\n Le  \uE000réverbère\uE001\n\nde la <b>\uE000ruelle\uE001 😀 \uE000x\uE001 ")
                .orElseThrow();

        assertThat(excerpt.text()).isEqualTo("Le réverbère de la <b>ruelle 😀 x");
        assertThat(excerpt.matches()).extracting(range -> excerpt.text().substring(range.start(), range.end()))
                .containsExactly("réverbère", "ruelle", "x");
    }

    @Test
    void whatIsMarkedBadlyIsLeftOut() {
        assertThat(Excerpt.of(MESSAGE, Part.TEXT, "rien")).isEmpty();
        assertThat(Excerpt.of(MESSAGE, Part.TEXT, "\uE001rien\uE000\uE001 du \uE000tout")).isEmpty();
        assertThat(Excerpt.of(MESSAGE, Part.SUBJECT, "\uE000oui\uE001\uE001"))
                .contains(new Excerpt(MESSAGE, Part.SUBJECT, "oui", List.of(new Range(0, 3))));
    }
}
