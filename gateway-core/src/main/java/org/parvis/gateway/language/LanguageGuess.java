package org.parvis.gateway.language;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** In which of the desk's languages somebody writes, by the small words that each sentence needs. A guess, and to be called one. */
public final class LanguageGuess {

    private static final Set<String> FRENCH = Set.of("le", "la", "les", "des", "du", "une", "un", "et", "est", "je", "vous", "nous", "pour",
            "dans",
            "que", "qui", "ne", "pas", "mon", "ma", "mes", "votre", "bonjour", "merci", "avec", "sur", "au", "aux", "ce", "cette", "il",
            "elle",
            "depuis", "mais", "où", "été", "sont", "avez", "suis");
    private static final Set<String> ENGLISH = Set.of("the", "and", "is", "are", "was", "of", "to", "in", "my", "your", "you", "we", "have",
            "has",
            "for", "with", "that", "this", "it", "not", "hello", "please", "thank", "thanks", "since", "but", "would", "can", "could",
            "been",
            "there", "they", "from", "at", "what", "where", "when", "do", "will");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");
    private static final int FEWEST = 3;

    private LanguageGuess() {
    }

    /** An ISO 639 code; empty where too little speaks for one of them. */
    public static Optional<String> of(Collection<String> texts) {
        int french = 0;
        int english = 0;
        for (String text : texts) {
            for (String word : BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)) {
                french += FRENCH.contains(word) ? 1 : 0;
                english += ENGLISH.contains(word) ? 1 : 0;
            }
        }
        if (french >= FEWEST && french >= 2 * english) {
            return Optional.of("fr");
        }
        return english >= FEWEST && english >= 2 * french ? Optional.of("en") : Optional.empty();
    }
}
