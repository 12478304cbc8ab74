package org.parvis.channel.mastodon;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;

import static org.assertj.core.api.Assertions.assertThat;

class WordingTest {

    private static final Handle AMINA = Handle.of(Handle.Kind.FEDIVERSE, "amina@ailleurs.test");

    @Test
    void thePersonIsMentionedFirst() {
        assertThat(Wording.of(AMINA, "C'est bon.", Visibility.PUBLIC)).isEqualTo("@amina@ailleurs.test C'est bon.");
    }

    @Test
    void aMentionThatStandsInTheTextIsNotRepeated() {
        assertThat(Wording.of(AMINA, "Merci @Amina@ailleurs.test !", Visibility.PUBLIC)).isEqualTo("Merci @Amina@ailleurs.test !");
        assertThat(Wording.of(AMINA, "@amina@ailleurs.test C'est bon.", Visibility.PRIVATE)).isEqualTo("@amina@ailleurs.test C'est bon.");
    }

    @Test
    void aLongerNameIsAnotherPerson() {
        assertThat(Wording.of(AMINA, "Voir @amina@ailleurs.test.example", Visibility.PUBLIC)).startsWith("@amina@ailleurs.test Voir");
    }

    @Test
    void nobodyElseIsMentionedInPrivate() {
        assertThat(Wording.of(AMINA, "Écrivez à @karim@ailleurs.test ou à voirie@saint-exemple.test, (@lea)", Visibility.PRIVATE))
                .isEqualTo("@amina@ailleurs.test Écrivez à @\u2060karim@ailleurs.test ou à voirie@saint-exemple.test, (@\u2060lea)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Voir .@prefecture@social.example | Voir .@\u2060prefecture@social.example",
            "Voir @@prefecture@social.example | Voir @@\u2060prefecture@social.example",
            "Voir …@prefecture | Voir …@\u2060prefecture",
            "Voir -@prefecture | Voir -@\u2060prefecture",
            "Voir https://social.example/@prefecture | Voir https://social.example/@prefecture",
            "Voir https://social.example/?q=@prefecture | Voir https://social.example/?q=@prefecture",
            "Voir l_@prefecture | Voir l_@prefecture"})
    void whateverTheNetworkTakesForAMentionIsNoneInPrivate(String text, String sent) {
        assertThat(Wording.of(AMINA, text, Visibility.PRIVATE)).isEqualTo("@amina@ailleurs.test " + sent);
    }

    @Test
    void aMentionThatTheNetworkDoesNotSeeIsNone() {
        assertThat(Wording.of(AMINA, "https://x.example/@amina@ailleurs.test", Visibility.PUBLIC)).startsWith("@amina@ailleurs.test https");
        assertThat(Wording.of(AMINA, ".@amina@ailleurs.test", Visibility.PUBLIC)).isEqualTo(".@amina@ailleurs.test");
    }

    @Test
    void othersMayBeMentionedInPublic() {
        assertThat(Wording.of(AMINA, "Voir @karim@ailleurs.test", Visibility.PUBLIC))
                .isEqualTo("@amina@ailleurs.test Voir @karim@ailleurs.test");
    }
}
