package org.parvis.channel;

/** Checks shared by the contract's values. */
final class Bounds {

    private Bounds() {
    }

    static void text(String what, String value, int maximum) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (value.length() > maximum) {
            throw new IllegalArgumentException(what + " has at most " + maximum + " characters, not " + value.length());
        }
        if (value.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw new IllegalArgumentException(what + " must be well-formed text without U+0000");
        }
    }
}
