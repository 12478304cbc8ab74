package org.parvis.channel.phonenotes;

import java.util.Locale;
import java.util.ResourceBundle;

/** Of what agents read. */
public enum Language {
    FRENCH, ENGLISH;

    private static final String WORDS = Language.class.getPackageName() + ".words";

    /** The words in this language. Without a fall-back: words that only the other language has are a mistake, not a choice. */
    ResourceBundle words() {
        return ResourceBundle.getBundle(WORDS, Locale.of(code()), Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The words for a key, with {@code {0}}, {@code {1}} ... replaced by the values. */
    String say(String key, Object... values) {
        String text = words().getString(key);
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
