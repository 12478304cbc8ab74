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
    }
}
