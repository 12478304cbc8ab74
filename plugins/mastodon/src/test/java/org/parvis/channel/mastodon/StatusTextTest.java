package org.parvis.channel.mastodon;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class StatusTextTest {

    @Test
    void paragraphsAndBreaksBecomeLines() {
        assertThat(StatusText.of("<p>Bonjour,<br>le lampadaire 17<br/>est éteint.</p><p>Merci &amp; bonne journée</p>"))
                .isEqualTo("Bonjour,\nle lampadaire 17\nest éteint.\n\nMerci & bonne journée");
    }

    @Test
    void aShortenedLinkStandsWhole() {
        String html = "<p>Voir <a href=\"https://saint-exemple.example/voirie/rue-haute\"><span class=\"invisible\">https://</span>"
                + "<span class=\"ellipsis\">saint-exemple.example/voirie</span><span class=\"invisible\">/rue-haute</span></a></p>";
        assertThat(StatusText.of(html)).isEqualTo("Voir https://saint-exemple.example/voirie/rue-haute");
    }

    @Test
    void aLinkUnderOtherWordsShowsItsAddress() {
        assertThat(StatusText.of("<a href=\"https://piege.example/\">impots.example</a>"))
                .isEqualTo("impots.example <https://piege.example/>");
    }

    @Test
    void scriptsAreNoText() {
        assertThat(StatusText.of("<p>Bonjour<script>alert(1)</script><style>p{}</style></p>")).isEqualTo("Bonjour");
    }

    @Test
    void listsKeepTheirItems() {
        assertThat(StatusText.of("<p>Il manque :</p><ul><li>un banc</li><li>une poubelle</li></ul>"))
                .isEqualTo("Il manque :\n\n- un banc\n- une poubelle");
    }

    @Test
    void deepNestingEndsInTime() {
        String bomb = "<div>".repeat(100_000) + "éteint" + "</div>".repeat(100_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(StatusText.of(bomb)).contains("éteint"));
    }

    @Test
    void ourNameOverAndOverEndsInTime() {
        String calls = "@desk ".repeat(200_000) + "éteint";
        assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> assertThat(StatusText.withoutLeadingMention(calls, "desk", "saint-exemple.test")).isEqualTo("éteint"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "@desk le lampadaire | le lampadaire",
            "@desk@saint-exemple.test le lampadaire | le lampadaire",
            "@DESK @Desk@Saint-Exemple.test bonjour | bonjour",
            "@desk@autre.test bonjour | @desk@autre.test bonjour",
            "@desktop bonjour | @desktop bonjour",
            "bonjour @desk | bonjour @desk",
            "@amina@ailleurs.test @desk vu ? | @amina@ailleurs.test @desk vu ?",
            "@desk | @desk"})
    void onlyOurOwnLeadingMentionIsLeftOut(String text, String shown) {
        assertThat(StatusText.withoutLeadingMention(text, "desk", "saint-exemple.test")).isEqualTo(shown);
    }
}
