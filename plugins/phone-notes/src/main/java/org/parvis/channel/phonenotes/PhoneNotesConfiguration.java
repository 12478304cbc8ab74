package org.parvis.channel.phonenotes;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import org.parvis.channel.Key;

/** One telephone service. */
public record PhoneNotesConfiguration(
        @Key(value = "default-region", doc = "ISO 3166-1 code of the country whose numbers are written without a prefix, such as FR.", fallback = "FR") String defaultRegion,
        @Key(value = "language", doc = "Of the script for calling back: french or english.", fallback = "french") Language language,
        @Key(value = "time-zone", doc = "In which dates of imported files are written, such as Europe/Paris.", fallback = "Europe/Paris") String timeZone,
        @Key(value = "calls-secret", doc = "What the telephone system signs its calls with: at least 16 characters. Without it, its signals are refused.", secret = true) Optional<String> callsSecret,
        @Key(value = "calls-window", doc = "How far the time stated in a signal may be from the gateway's own; an older signal is refused as a repetition.", fallback = "5m") Duration callsWindow,
        @Key(value = "operator", doc = "Who runs the telephone line, for the report on dependence.", fallback = "telephone operator") String operator,
        @Key(value = "jurisdiction", doc = "ISO 3166-1 code of the country whose law that operator answers to.", fallback = "FR") String jurisdiction) {

    static final int MINIMUM_SECRET = 16;
    static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    public PhoneNotesConfiguration {
        check(PhoneNumberUtil.getInstance().getSupportedRegions().contains(defaultRegion),
                "default-region: " + defaultRegion + " is not the code of a country, such as FR");
        check(callsSecret.isEmpty() || callsSecret.get().length() >= MINIMUM_SECRET,
                "calls-secret: at least " + MINIMUM_SECRET + " characters");
        check(callsWindow.isPositive() && callsWindow.compareTo(LONGEST_WINDOW) <= 0, "calls-window: up to one hour");
        check(!operator.isBlank(), "operator: must not be blank");
        check(jurisdiction.matches("[A-Z]{2}|\\?\\?"), "jurisdiction: two capital letters, such as FR, or ??");
        zone(timeZone);
    }

    ZoneId zone() {
        return zone(timeZone);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time-zone: " + name + " is not known; write one such as Europe/Paris", e);
        }
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PhoneNotesConfiguration[defaultRegion=" + defaultRegion + ", language=" + language + ", timeZone=" + timeZone
                + ", callsWindow=" + callsWindow
                + ", operator=" + operator + ", jurisdiction=" + jurisdiction + "]";
    }
}
