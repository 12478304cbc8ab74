package org.parvis.gateway.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/** A telephone number while somebody types it. */
final class TypedNumber {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s.()/-]");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1,20}");

    private TypedNumber() {
    }

    /** The beginning of its E.164 form: {@code 06 12} is {@code +33612} where the country code is +33. Empty when it is no number. */
    static Optional<String> canonical(String typed, String countryCode) {
        String digits = SEPARATORS.matcher(typed).replaceAll("");
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
