package org.parvis.gateway.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/** A telephone number while somebody types it. */
final class TypedNumber {

    /** Of the trunk prefix that is left out after a country code: {@code +33 (0)6}. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?<=^(\\+|00)[0-9]{1,3})\\(0?\\)?");
    /** Numbers are copied with the spaces that do not break a line, too. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\h.()/-]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\h]");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1,20}");

    private TypedNumber() {
    }

    /** The beginning of its E.164 form: {@code 06 12} is {@code +33612} where the country code is +33. Empty when it is no number. */
    static Optional<String> canonical(String typed, String countryCode) {
        String written = LEFT_OUT.matcher(SPACES.matcher(typed).replaceAll("")).replaceFirst("");
        String digits = SEPARATORS.matcher(written).replaceAll("");
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        if (digits.startsWith("+")) {
            return Optional.of(digits);
        }
        if (digits.startsWith("00")) {
            return Optional.of("+" + digits.substring(2));
        }
        return Optional.of(countryCode + (digits.startsWith("0") ? digits.substring(1) : digits));
    }
}
