package org.parvis.gateway.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as they are typed: {@code 2026-03-01}, {@code 2026-03} and {@code 2026} for the first of them, {@code 01/03/2026}, or so many days: {@code 7d}, {@code 7j}. */
final class Dates {

    static final List<String> EXAMPLES = List.of("2026-03-01", "2026-03", "7d");

    private static final Pattern ISO = Pattern.compile("([12][0-9]{3})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?");
    private static final Pattern FRENCH = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})/([12][0-9]{3})");
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,4})[dDjJ]");

    private Dates() {
    }

    /** Empty when it is no date. */
    static Optional<Filter> filter(boolean before, String typed, ZoneId zone) {
        Matcher days = DAYS.matcher(typed);
        if (days.matches()) {
            return Optional.of(new Filter.Age(before, Integer.parseInt(days.group(1))));
        }
        return day(typed).map(day -> new Filter.Moment(before, day.atStartOfDay(zone).toInstant()));
    }

    private static Optional<LocalDate> day(String typed) {
        Matcher iso = ISO.matcher(typed);
        if (iso.matches()) {
            return date(iso.group(1), Optional.ofNullable(iso.group(2)).orElse("1"), Optional.ofNullable(iso.group(3)).orElse("1"));
        }
        Matcher french = FRENCH.matcher(typed);
        return french.matches() ? date(french.group(3), french.group(2), french.group(1)) : Optional.empty();
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException never) {
            return Optional.empty();
        }
    }
}
