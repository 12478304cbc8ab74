package org.parvis.gateway.desk;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How agents and teams are named in a note. */
class MentionNamesTest {

    @Test
    void aNameBeginsWhereAWordDoesAndEndsBeforeWhatEndsASentence() {
        assertThat(names("@amina peux-tu voir ? (@Julien.Roche), merci @karim. @sophie-anne!"))
                .containsExactly("amina", "Julien.Roche", "karim", "sophie-anne");
        assertThat(names("Voir\n@amina…")).containsExactly("amina");
    }

    @Test
    void anAddressNamesNobodyButAnAccountMayBeOne() {
        assertThat(names("amina@ville.example ; https://social.example/@amina ; 12@amina ; @@amina")).isEmpty();
        assertThat(names("@amina@ville.example")).containsExactly("amina@ville.example");
    }

    @Test
    void aTeamIsNamedInOneFormAndReadInMany() {
        assertThat(MentionNames.ofTeam("État civil")).isEqualTo("équipe-état-civil");
        assertThat(MentionNames.ofTeam(" Voirie & réseaux (nord) ")).isEqualTo("équipe-voirie-réseaux-nord");
        assertThat(List.of("équipe-état-civil", "Equipe-Etat-Civil", "team-état-civil", "e\u0301quipe-e\u0301tat-civil"))
                .allMatch(name -> MentionNames.teamKey(name).equals("etat-civil"));
        assertThat(MentionNames.teamKey("amina")).isEmpty();
    }

    @Test
    void placesAreThoseOfTheText() {
        String text = "😀 Bonjour @amina, et @équipe-voirie. Fin";

        assertThat(MentionNames.in(text).stream().map(name -> text.substring(name.start(), name.end())))
                .containsExactly("@amina", "@équipe-voirie");
    }

    private static List<String> names(String text) {
        return MentionNames.in(text).stream().map(MentionNames.Written::name).toList();
    }
}
