package org.parvis.channel.phonenotes;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How an outcome is written, in requests and in files that people made. */
final class OutcomeWords {

    private static final Map<String, Note.Outcome> WORDS = Map.ofEntries(Map.entry("answered", Note.Outcome.ANSWERED),
            Map.entry("repondu", Note.Outcome.ANSWERED),
            Map.entry("traite", Note.Outcome.ANSWERED), Map.entry("call-back", Note.Outcome.CALL_BACK),
            Map.entry("call back", Note.Outcome.CALL_BACK),
            Map.entry("a rappeler", Note.Outcome.CALL_BACK), Map.entry("rappeler", Note.Outcome.CALL_BACK),
            Map.entry("rappel", Note.Outcome.CALL_BACK),
            Map.entry("passed-on", Note.Outcome.PASSED_ON), Map.entry("passed on", Note.Outcome.PASSED_ON),
            Map.entry("transmis", Note.Outcome.PASSED_ON));

    private OutcomeWords() {
    }

    static Optional<Note.Outcome> find(String written) {
        return Optional.ofNullable(WORDS.get(plain(written)));
    }

    /** In lower case, without accents, with single spaces. */
    static String plain(String written) {
        return Normalizer.normalize(written.strip(), Normalizer.Form.NFD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_]+", " ");
    }
}
