package org.parvis.channel.phonenotes;

import java.util.Locale;
import java.util.Set;

/** What telephone systems and people write where a caller shows no number. */
final class Hidden {

    /** RFC 3323, section 4.1.1.3 names {@code anonymous}; the others are seen on displays. */
    private static final Set<String> WORDS = Set.of("anonymous", "anonyme", "hidden", "masqué", "masque", "numéro masqué", "private",
            "privé", "unknown", "inconnu",
            "restricted", "unavailable", "-", "?");

    private Hidden() {
    }

    static boolean is(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT);
        return word.isEmpty() || WORDS.contains(word);
    }
}
