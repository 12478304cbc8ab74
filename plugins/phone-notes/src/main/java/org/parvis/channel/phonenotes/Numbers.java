package org.parvis.channel.phonenotes;

import java.util.Optional;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Telephone numbers as people write them, and in the one form in which they can be compared: E.164. */
final class Numbers {

    /** Longer than any number with its spaces, brackets and extension. */
    static final int MAXIMUM_LENGTH = 60;
    /** ITU-T E.164, section 6.1: digits after the plus sign. */
    private static final int MAXIMUM_DIGITS = 15;
    /** ITU-T E.123 recommends 00; North America dials 011. */
    private static final String INTERNATIONAL_PREFIX = "00";
    private static final String NORTH_AMERICAN_PREFIX = "011";
    private static final int NORTH_AMERICA = 1;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final String region;

    Numbers(String region) {
        this.region = region;
    }

    /** In E.164; empty when it is no whole number. */
    Optional<String> normalise(String written) {
        return parse(written).filter(library::isPossibleNumber).map(number -> library.format(number, PhoneNumberFormat.E164))
                .filter(number -> number.length() <= MAXIMUM_DIGITS + 1);
    }

    /** As people of the region read it: nationally for their own country, internationally for others. */
    String forPeople(String e164) {
        return parse(e164).map(number -> library.format(number,
                number.getCountryCode() == library.getCountryCodeForRegion(region)
                        ? PhoneNumberFormat.NATIONAL
                        : PhoneNumberFormat.INTERNATIONAL))
                .orElse(e164);
    }

    /** What the E.164 number begins with when only its beginning is typed yet, as far as one can tell; empty when there is no digit. */
    Optional<String> prefix(String written) {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(written);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        String prefix = written.strip().startsWith("+") ? digits : international(digits);
        return Optional.of("+" + prefix.substring(0, Math.min(prefix.length(), MAXIMUM_DIGITS)));
    }

    private String international(String digits) {
        int country = library.getCountryCodeForRegion(region);
        String abroad = country == NORTH_AMERICA ? NORTH_AMERICAN_PREFIX : INTERNATIONAL_PREFIX;
        if (digits.startsWith(abroad)) {
            return digits.substring(abroad.length());
        }
        String trunk = library.getNddPrefixForRegion(region, true);
        boolean trunkDialled = trunk != null && !trunk.isEmpty() && digits.startsWith(trunk);
        return country + (trunkDialled ? digits.substring(trunk.length()) : digits);
    }

    private Optional<PhoneNumber> parse(String written) {
        if (written.length() > MAXIMUM_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(library.parse(written, region));
        } catch (NumberParseException e) {
            // Absence says it all: the caller knows where the number stood
            return Optional.empty();
        }
    }
}
