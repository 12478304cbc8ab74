package org.parvis.gateway.access;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Evenings, nights and weekends on the clocks of Paris. */
class HoursTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Hours EVENINGS = Hours.parse("mon-fri 18:00-08:00; sat-sun 00:00-24:00; sun 20:00-08:00");

    @ParameterizedTest
    @CsvSource({"2026-11-26T17:59:59, false", "2026-11-26T18:00, true", "2026-11-27T07:59:59, true", "2026-11-27T08:00, false",
            "2026-11-27T23:00, true", "2026-11-28T07:00, true", "2026-11-28T12:00, true", "2026-11-29T23:59, true",
            "2026-11-30T07:59, true",
            "2026-11-30T08:00, false", "2026-11-30T12:00, false"})
    void itIsOpenInTheEveningAtNightAndAtTheWeekend(String local, boolean open) {
        assertThat(EVENINGS.areOpen(at(local), PARIS)).isEqualTo(open);
    }

    @Test
    void theNextOpeningIsTonightOrNow() {
        assertThat(EVENINGS.nextOpening(at("2026-11-26T09:00"), PARIS)).isEqualTo(at("2026-11-26T18:00"));
        assertThat(EVENINGS.nextOpening(at("2026-11-28T09:00"), PARIS)).isEqualTo(at("2026-11-28T09:00"));
        assertThat(Hours.parse("lun 9h-10h").nextOpening(at("2026-11-30T10:00"), PARIS)).isEqualTo(at("2026-12-07T09:00"));
    }

    @Test
    void openingsThatFollowOneAnotherCloseTogether() {
        assertThat(EVENINGS.closing(at("2026-11-27T20:00"), PARIS)).contains(at("2026-11-30T08:00"));
        assertThat(EVENINGS.closing(at("2026-11-27T12:00"), PARIS)).isEmpty();
        assertThat(Hours.parse("mon-sun 00:00-24:00").closing(at("2026-11-27T12:00"), PARIS)).isEmpty();
    }

    /** On 2026-10-25 at three it is two once more; on 2027-03-28 at two it is three. */
    @Test
    void nightsAreLongerOrShorterWhereClocksAreTurned() {
        Hours night = Hours.parse("sat 22:00-06:00");

        assertThat(Duration.between(at("2026-10-24T22:00"), night.closing(at("2026-10-24T23:00"), PARIS).orElseThrow())).hasHours(9);
        assertThat(Duration.between(at("2027-03-27T22:00"), night.closing(at("2027-03-27T23:00"), PARIS).orElseThrow())).hasHours(7);
    }

    @Test
    void anHourThatComesTwiceIsOpenTwiceAndOneThatDoesNotComeIsPassedOver() {
        Hours twice = Hours.parse("sun 02:00-02:30");
        ZonedDateTime first = ZonedDateTime.of(2026, 10, 25, 2, 15, 0, 0, PARIS).withEarlierOffsetAtOverlap();

        assertThat(twice.areOpen(first.toInstant(), PARIS)).isTrue();
        assertThat(twice.areOpen(first.withLaterOffsetAtOverlap().toInstant(), PARIS)).isTrue();
        assertThat(Hours.parse("sun 01:00-03:00").closing(at("2027-03-28T01:30"), PARIS)).contains(at("2027-03-28T03:00"));
    }

    @Test
    void theyAreReadInBothLanguagesAndWrittenInOne() {
        assertThat(Hours.parse("lundi-vendredi 18h-8h ; sam–dim 0h00–24h00\n mer 12:30-13:45"))
                .hasToString("mon-fri 18:00-08:00; sat-sun 00:00-24:00; wed 12:30-13:45");
    }

    @ParameterizedTest
    @CsvSource({"''", "at night", "mon", "mon 18", "mon-fri 25:00-26:00", "mon 18:00-08:60", "xyz 08:00-09:00"})
    void whatCannotBeMeantIsRefusedWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> Hours.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("Hours (look like mon-fri|have 1 to).*");
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("schedules") Hours hours) {
        assertThat(Hours.parse(hours.toString())).isEqualTo(hours);
    }

    @Property
    void whenItOpensNextIsOpenAndNothingBefore(@ForAll("schedules") Hours hours, @ForAll("moments") Instant now) {
        Instant next = hours.nextOpening(now, PARIS);

        // An opening that lies in the hour that is left out does not take place.
        if (!next.equals(now) && hours.areOpen(next, PARIS)) {
            assertThat(hours.areOpen(next.minusMillis(1), PARIS)).isFalse();
        }
        assertThat(hours.areOpen(now, PARIS)).isEqualTo(next.equals(now));
        assertThat(next).isBefore(now.plus(Duration.ofDays(8)));
    }

    @Property
    void itIsOpenUntilItCloses(@ForAll("schedules") Hours hours, @ForAll("moments") Instant now) {
        Optional<Instant> closing = hours.closing(now, PARIS);

        closing.ifPresent(end -> {
            assertThat(hours.areOpen(end.minusMillis(1), PARIS)).isTrue();
            assertThat(hours.areOpen(end, PARIS)).isFalse();
        });
        assertThat(closing.isPresent() || !hours.areOpen(now, PARIS) || hours.areOpen(now.plus(Duration.ofDays(6)), PARIS)).isTrue();
    }

    @Provide
    Arbitrary<Hours> schedules() {
        Arbitrary<LocalTime> times = Arbitraries.integers().between(0, 47).map(half -> LocalTime.MIN.plusMinutes(30L * half));
        Arbitrary<DayOfWeek> days = Arbitraries.of(DayOfWeek.class);
        return Combinators.combine(days, days, times, times).as(Hours.Opening::new).list().ofMinSize(1).ofMaxSize(4).map(Hours::new);
    }

    /** Around the two nights in which clocks are turned, and any other. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> beginnings = Arbitraries.of(List.of(at("2026-10-23T00:00"), at("2027-03-26T00:00"), at("2026-06-01T00:00")));
        return Combinators.combine(beginnings, Arbitraries.longs().between(0, 7 * 24 * 60))
                .as((from, minutes) -> from.plus(Duration.ofMinutes(minutes)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS).toInstant();
    }
}
