package org.parvis.gateway.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something in a story happened, so that a demo begun on any day has a recent past. {@code 3d 09:40}: on the third working day before
 * today, at twenty to ten; {@code 2h 15m} or {@code 40m}: as long ago.
 *
 * <p>What is told in hours lies at most {@value #MOST_HOURS} of them back and what is told in days ends by {@value #LAST_HOUR} o'clock, so that the
 * first always comes after the second.
 */
final class Moment {

    static final ZoneId TOWN = ZoneId.of("Europe/Paris");
    static final int MOST_DAYS = 6;
    static final int MOST_HOURS = 5;
    static final int LAST_HOUR = 18;
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private static final Pattern DAYS = Pattern.compile("(\\d)d (\\d\\d:\\d\\d)");
    private static final Pattern AGO = Pattern.compile("(?:(\\d)h)? ?(?:(\\d{1,2})m)?");

    private Moment() {
    }

    static Instant of(String written, Instant now) {
        Matcher days = DAYS.matcher(written);
        if (days.matches()) {
            return daysBefore(Integer.parseInt(days.group(1)), LocalTime.parse(days.group(2)), now, written);
        }
        Matcher ago = AGO.matcher(written);
        if (written.isBlank() || !ago.matches()) {
            throw new IllegalStateException("A moment is written 3d 09:40, 2h 15m or 40m, not " + written);
        }
        Duration distance = Duration.ofHours(number(ago, 1)).plusMinutes(number(ago, 2));
        if (distance.compareTo(Duration.ofHours(MOST_HOURS)) > 0) {
            throw new IllegalStateException("At most " + MOST_HOURS + " hours ago, not " + written);
        }
        return now.minus(distance);
    }

    /** Nine o'clock, some days ahead: when agents come back to what they have put off. */
    static Instant morning(int daysAhead, Instant now) {
        return now.atZone(TOWN).toLocalDate().plusDays(daysAhead).atTime(MORNING).atZone(TOWN).toInstant();
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Instant daysBefore(int days, LocalTime time, Instant now, String written) {
        if (days < 1 || days > MOST_DAYS || time.getHour() >= LAST_HOUR) {
            throw new IllegalStateException("From 1 to " + MOST_DAYS + " days ago, and before " + LAST_HOUR + ":00, not " + written);
        }
        LocalDate date = now.atZone(TOWN).toLocalDate();
        for (int left = days; left > 0;) {
            date = date.minusDays(1);
            if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return date.atTime(time).atZone(TOWN).toInstant();
    }
}
