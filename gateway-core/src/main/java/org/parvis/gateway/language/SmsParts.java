package org.parvis.gateway.language;

import java.util.function.IntUnaryOperator;

/** In how many parts a text goes out as one SMS (3GPP TS 23.038 and 23.040). */
final class SmsParts {

    /** The GSM 7 bit default alphabet, and its extension table: what is escaped takes two septets. */
    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private SmsParts() {
    }

    static int of(String text) {
        if (text.codePoints().allMatch(point -> septets(point) > 0)) {
            return parts(text, SmsParts::septets, 160, 153);
        }
        return parts(text, Character::charCount, 70, 67);
    }

    private static int septets(int point) {
        if (ALPHABET.indexOf(point) >= 0) {
            return 1;
        }
        return EXTENSION.indexOf(point) >= 0 ? 2 : 0;
    }

    /** What takes two places is never split between parts, so that a part may end one short. */
    private static int parts(String text, IntUnaryOperator places, int alone, int each) {
        int[] points = text.codePoints().map(places).toArray();
        int total = 0;
        int parts = 0;
        int left = 0;
        for (int taken : points) {
            total += taken;
            if (taken > left) {
                parts++;
                left = each;
            }
            left -= taken;
        }
        return total <= alone ? Math.min(total, 1) : parts;
    }
}
