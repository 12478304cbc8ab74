package org.parvis.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Capabilities;
import org.parvis.gateway.language.TextLength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoryTest {

    private static final Instant SUNDAY_NIGHT = Instant.parse("2026-11-22T23:05:00Z");
    /** What a status of five hundred leaves beside the mention of whom it answers. */
    private static final int SOCIAL_LIMIT = 468;

    private final List<Story> stories = Story.all(Citizen.all(), SUNDAY_NIGHT);

    @Test
    void thereAreSomeSixty() {
        assertThat(stories).hasSizeBetween(60, 80);
    }

    @Test
    void everyAnswerIsOneThatItsChannelCouldHaveCarried() {
        Capabilities.TextLimit limit = Capabilities.TextLimit.graphemes(SOCIAL_LIMIT);

        assertThat(replies("mastodon"))
                .allSatisfy(reply -> assertThat(TextLength.of(reply.text("replies"), limit)).isLessThanOrEqualTo(SOCIAL_LIMIT));
        assertThat(Stream.of("formulaire", "telephone").flatMap(channel -> replies(channel).stream()))
                .noneMatch(reply -> reply.has("files"));
        assertThat(replies("telephone")).allMatch(reply -> reply.text("outcome").equals("by-person"));
    }

    @Test
    void theTownIsMadeUp() {
        assertThat(Citizen.all().values()).allSatisfy(citizen -> {
            assertThat(citizen.email().stream()).allMatch(address -> address.endsWith(".example"));
            assertThat(citizen.social().stream()).allMatch(account -> account.endsWith(".example"));
            assertThat(citizen.phone().stream()).allMatch(number -> number.matches("\\+33(19900|63998)\\d{4}"));
        });
    }

    @Test
    void frenchIsSetAsFrench() {
        Pattern careless = Pattern.compile("[\\p{L}»] [?!;:](\\s|$)|«[ \\p{L}]|[ \\p{L}]»|\\p{L}'\\p{L}|\\.\\.\\.");

        assertThat(stories.stream().flatMap(story -> story.steps().stream())
                .flatMap(step -> Stream.of("says", "replies", "notes", "reason").flatMap(key -> step.leaf().optional(key).stream())))
                .noneMatch(words -> careless.matcher(words).find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T23:05:00Z", "2026-11-23T05:00:00Z", "2026-03-29T00:30:00Z", "2026-10-25T00:30:00Z",
            "2026-01-01T11:00:00Z"})
    void theyCanBeToldOnAnyDay(String now) {
        Instant then = Instant.parse(now);

        assertThat(Story.all(Citizen.all(), then)).allSatisfy(story -> assertThat(story.steps())
                .allSatisfy(step -> assertThat(step.at()).isBetween(then.minus(Duration.ofDays(11)), then)));
    }

    @Test
    void momentsAreCountedInWorkingDaysOrInHours() {
        assertThat(Moment.of("1d 09:40", SUNDAY_NIGHT)).isEqualTo("2026-11-20T08:40:00Z");
        assertThat(Moment.of("6d 17:00", SUNDAY_NIGHT)).isEqualTo("2026-11-13T16:00:00Z");
        assertThat(Moment.of("2h 15m", SUNDAY_NIGHT)).isEqualTo("2026-11-22T20:50:00Z");
        assertThat(Moment.of("40m", SUNDAY_NIGHT)).isEqualTo("2026-11-22T22:25:00Z");
        assertThatThrownBy(() -> Moment.of("yesterday", SUNDAY_NIGHT)).hasMessageContaining("3d 09:40");
        assertThatThrownBy(() -> Moment.of("1d 19:00", SUNDAY_NIGHT)).hasMessageContaining("18:00");
        assertThatThrownBy(() -> Moment.of("9h", SUNDAY_NIGHT)).hasMessageContaining("5 hours");
    }

    private List<Leaf> replies(String channel) {
        return stories.stream().filter(story -> story.channel().equals(channel)).flatMap(story -> story.steps().stream())
                .map(Story.Step::leaf)
                .filter(leaf -> leaf.has("replies")).toList();
    }
}
