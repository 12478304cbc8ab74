package org.parvis.channel.phonenotes;

/** Of what agents read. */
public enum Language {
    FRENCH, ENGLISH;

    /** The words for a key, with {@code {0}}, {@code {1}} ... replaced by the values. */
    String say(String key, Object... values) {
        String text = Words.of(this, key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i].toString());
        }
        return text;
    }

    /** BCP 47. */
    String code() {
        return switch (this) {
            case FRENCH -> "fr";
            case ENGLISH -> "en";
        };
    }

    static Language ofCode(String code) {
        return code.startsWith("en") ? ENGLISH : FRENCH;
    }
}
