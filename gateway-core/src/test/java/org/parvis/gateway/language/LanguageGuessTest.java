package org.parvis.gateway.language;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageGuessTest {

    @Test
    void sentencesTellTheirLanguage() {
        assertThat(LanguageGuess.of(List.of("Bonjour, le lampadaire de ma rue est éteint depuis lundi."))).contains("fr");
        assertThat(LanguageGuess.of(List.of("Hello, the street light in front of my house is broken."))).contains("en");
        assertThat(LanguageGuess.of(List.of("MERCI", "Où est la mairie ?"))).contains("fr");
    }

    @Test
    void whatSaysTooLittleOrBothIsNoLanguage() {
        assertThat(LanguageGuess.of(List.of())).isEmpty();
        assertThat(LanguageGuess.of(List.of("Merci"))).isEmpty();
        assertThat(LanguageGuess.of(List.of("Guten Tag, wann öffnet das Rathaus am Samstag?"))).isEmpty();
        assertThat(LanguageGuess.of(List.of("Bonjour, je suis la dame de la rue", "Hello, the light is not in my street"))).isEmpty();
    }
}
