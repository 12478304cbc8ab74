package org.parvis.gateway.access;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * When somebody is let in, week after week, on the clocks of the town. Written as {@code mon-fri 18:00-08:00; sat-sun 00:00-24:00}: an end that is not after its beginning
 * is on the next day. Where clocks are turned back, an hour that comes twice counts twice; where they are turned on, one that does not come is passed over.
 */
public record Hours(List<Opening> openings) {

    public static final int MOST_OPENINGS = 20;

    private static final LocalTime MIDNIGHT = LocalTime.MIN;
    private static final int DAYS = 7;
    /** Longer than any opening, and than the week that has them all. */
    private static final int LOOKED_AHEAD = DAYS + 2;
    private static final Pattern OPENING = Pattern
            .compile("(\\p{L}+)\\.?(?:\\h*[-–]\\h*(\\p{L}+)\\.?)?\\h+(\\d{1,2})[:hH](\\d{2})?\\h*[-–]\\h*(\\d{1,2})[:hH](\\d{2})?");
    private static final Map<String, DayOfWeek> DAY_NAMES = Map.ofEntries(Map.entry("mon", DayOfWeek.MONDAY),
            Map.entry("tue", DayOfWeek.TUESDAY),
            Map.entry("wed", DayOfWeek.WEDNESDAY), Map.entry("thu", DayOfWeek.THURSDAY), Map.entry("fri", DayOfWeek.FRIDAY),
            Map.entry("sat", DayOfWeek.SATURDAY), Map.entry("sun", DayOfWeek.SUNDAY), Map.entry("lun", DayOfWeek.MONDAY),
            Map.entry("mar", DayOfWeek.TUESDAY), Map.entry("mer", DayOfWeek.WEDNESDAY), Map.entry("jeu", DayOfWeek.THURSDAY),
            Map.entry("ven", DayOfWeek.FRIDAY), Map.entry("sam", DayOfWeek.SATURDAY), Map.entry("dim", DayOfWeek.SUNDAY));

    /**
     * The same times on some days in a row.
     *
     * @param first of the days
     * @param last  of the days; before the first: over the end of the week
     * @param to    not after {@code from}: on the next day
     */
    public record Opening(DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime to) {

        boolean beginsOn(DayOfWeek day) {
            return Math.floorMod(day.getValue() - first.getValue(), DAYS) <= Math.floorMod(last.getValue() - first.getValue(), DAYS);
        }

        @Override
        public String toString() {
            String days = first == last ? word(first) : word(first) + "-" + word(last);
            return days + " " + from + "-" + (to.equals(MIDNIGHT) ? "24:00" : to);
        }

        private static String word(DayOfWeek day) {
            return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
        }
    }

    /** @param end not within */
    private record Span(Instant begin, Instant end) {

        static Span of(Opening opening, LocalDate date, ZoneId zone) {
            LocalDate end = opening.to().isAfter(opening.from()) ? date : date.plusDays(1);
            return new Span(ZonedDateTime.of(date, opening.from(), zone).withEarlierOffsetAtOverlap().toInstant(),
                    ZonedDateTime.of(end, opening.to(), zone).withLaterOffsetAtOverlap().toInstant());
        }

        boolean holds(Instant moment) {
            return !moment.isBefore(begin) && moment.isBefore(end);
        }
    }

    public Hours {
        openings = List.copyOf(openings);
        if (openings.isEmpty() || openings.size() > MOST_OPENINGS) {
            throw new IllegalArgumentException("Hours have 1 to " + MOST_OPENINGS + " openings");
        }
    }

    /** @throws IllegalArgumentException with a sentence that says what would be right */
    public static Hours parse(String text) {
        return new Hours(
                Arrays.stream(text.split("[;\\n]")).map(String::strip).filter(part -> !part.isEmpty()).map(Hours::opening).toList());
    }

    private static Opening opening(String text) {
        Matcher parts = OPENING.matcher(text);
        if (!parts.matches()) {
            throw unreadable(text);
        }
        DayOfWeek first = day(parts.group(1), text);
        return new Opening(first, parts.group(2) == null ? first : day(parts.group(2), text), time(parts.group(3), parts.group(4), text),
                time(parts.group(5), parts.group(6), text));
    }

    /** By its first three letters, in English or French. */
    private static DayOfWeek day(String word, String text) {
        String beginning = word.toLowerCase(Locale.ROOT).substring(0, Math.min(word.length(), 3));
        return Optional.ofNullable(DAY_NAMES.get(beginning)).orElseThrow(() -> unreadable(text));
    }

    private static LocalTime time(String hour, @Nullable String minute, String text) {
        int minutes = minute == null ? 0 : Integer.parseInt(minute);
        try {
            return Integer.parseInt(hour) == 24 && minutes == 0 ? MIDNIGHT : LocalTime.of(Integer.parseInt(hour), minutes);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(unreadable(text).getMessage(), none);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "Hours look like mon-fri 18:00-08:00; sat-sun 00:00-24:00, with at most " + MOST_OPENINGS + " parts: not " + text);
    }

    public boolean areOpen(Instant now, ZoneId zone) {
        return spans(now, zone).stream().anyMatch(span -> span.holds(now));
    }

    /** When somebody is let in next: now, where it is open. */
    public Instant nextOpening(Instant now, ZoneId zone) {
        return areOpen(now, zone)
                ? now
                : spans(now, zone).stream().map(Span::begin).filter(now::isBefore).min(Comparator.naturalOrder())
                        .orElseThrow(() -> new IllegalStateException("Every week has every opening"));
    }

    /** When this ends, openings that follow without a gap included; empty where it never does, or is not open. */
    public Optional<Instant> closing(Instant now, ZoneId zone) {
        Instant reached = now;
        while (reached.isBefore(now.plusSeconds(86_400L * DAYS))) {
            Instant from = reached;
            Optional<Instant> end = spans(from, zone).stream().filter(span -> span.holds(from)).map(Span::end)
                    .max(Comparator.naturalOrder());
            if (end.isEmpty()) {
                return reached.equals(now) ? Optional.empty() : Optional.of(reached);
            }
            reached = end.get();
        }
        return Optional.empty();
    }

    /** Those that may hold the moment, and those of the week after it. */
    private List<Span> spans(Instant now, ZoneId zone) {
        LocalDate yesterday = now.atZone(zone).toLocalDate().minusDays(1);
        return yesterday.datesUntil(yesterday.plusDays(LOOKED_AHEAD + 1L)).flatMap(date -> openings.stream()
                .filter(opening -> opening.beginsOn(date.getDayOfWeek())).map(opening -> Span.of(opening, date, zone))).toList();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return openings.stream().map(Opening::toString).collect(Collectors.joining("; "));
    }
}
