package org.parvis.channel.testkit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Key;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {

    record Tower(@Key(value = "loft", doc = "The name of the loft.") String loft,
            @Key(value = "height", doc = "In metres.") int height,
            @Key(value = "rest", doc = "Between two peals.") Duration rest,
            @Key(value = "motto", doc = "On the wall.") Optional<String> motto,
            @Key(value = "birds", doc = "Who lives there.") List<String> birds,
            @Key(value = "bells", doc = "What rings.") List<Bell> bells) {

        Tower {
            check(!loft.isBlank(), "loft must not be blank");
            check(height >= 1, "height: at least 1");
            check(motto.isEmpty() || motto.get().length() <= 100, "motto has at most 100 characters");
            check(new HashSet<>(birds).size() == birds.size(), "birds are there once each");
            check(bells.size() <= 3, "A tower with more bells falls down");
        }
    }

    record Bell(@Key(value = "tone", doc = "How it rings.") String tone) {

        Bell {
            check(!tone.isEmpty(), "tone is one of the scale");
        }
    }

    @Test
    void whatARecordRefusesIsFoundInItsGroupsTooOfWhichThereIsNone() throws Exception {
        Tower tower = new Tower("loft", 12, Duration.ofSeconds(1), Optional.empty(), List.of(), List.of());

        assertThat(Refusals.of(tower)).containsExactly("", "bells.tone", "birds", "height", "loft", "motto");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
