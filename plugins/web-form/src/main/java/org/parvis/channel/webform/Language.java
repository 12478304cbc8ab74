package org.parvis.channel.webform;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.ResourceBundle;

import org.parvis.channel.Request;

/** The languages of the pages, with their words. */
enum Language {
    FRENCH("fr", "Français"), ENGLISH("en", "English");

    /** An Accept-Language header longer than this is not read. */
    static final int MAXIMUM_HEADER = 500;

    private static final String WORDS = Language.class.getPackageName() + ".words";

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /** BCP 47. */
    String code() {
        return code;
    }

    /** What its speakers call it. */
    String ownName() {
        return ownName;
    }

    Locale locale() {
        return switch (this) {
            case FRENCH -> Locale.FRANCE;
            case ENGLISH -> Locale.UK;
        };
    }

    Language other() {
        return switch (this) {
            case FRENCH -> ENGLISH;
            case ENGLISH -> FRENCH;
        };
    }

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

    static Optional<Language> named(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** What the person chose, else what their browser prefers, else {@code otherwise}. */
    static Language of(Request request, Language otherwise) {
        return chosen(request)
                .or(() -> request.header("accept-language").flatMap(Language::preferred)).orElse(otherwise);
    }

    static Optional<Language> chosen(Request request) {
        return request.query("lang").or(() -> request.form("lang")).flatMap(Language::named);
    }

    /** RFC 9110, section 12.5.4. */
    private static Optional<Language> preferred(String header) {
        if (header.length() > MAXIMUM_HEADER) {
            return Optional.empty();
        }
        List<LanguageRange> ranges;
        try {
            ranges = LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            // A header that nobody can read states no preference
            return Optional.empty();
        }
        return ranges.stream().filter(range -> range.getWeight() > 0)
                .flatMap(range -> named(range.getRange().split("-", 2)[0]).stream()).findFirst();
    }
}
