package org.parvis.gateway.access;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.parvis.gateway.access.AgentFile.Mistake;
import org.parvis.gateway.access.AgentFile.Problem;
import org.parvis.gateway.access.AgentFile.Row;

import static org.assertj.core.api.Assertions.assertThat;

class AgentFileTest {

    private static final String HEADING = "account,name,role,language,teams,extension\n";

    @Test
    void aRowHasWhatItsColumnsSayInAnyOrder() {
        AgentFile file = read("name,extension,teams,account\n\"Marin, Léa\",4012,Accueil | Voirie,Lea.Marin\n");
        assertThat(file.mistakes()).isEmpty();
        assertThat(file.rows()).containsExactly(
                new Row(2, "lea.marin", "Marin, Léa", Role.AGENT, "fr", List.of("Accueil", "Voirie"), Optional.of("4012"),
                        Optional.empty()));
    }

    @Test
    void anAgencyHasTeamsAndHoursAsTheyAreWritten() {
        AgentFile file = read(
                "account,name,role,teams,hours\nsoir,Bureau du soir,Prestataire,Soirs,\"lun-ven 18h-8h; sam-dim 0h-24h\"\nexp,Exploitation,exploitant,,\n");
        assertThat(file.mistakes()).isEmpty();
        assertThat(file.rows()).extracting(Row::role).containsExactly(Role.AGENCY, Role.OPERATOR);
        assertThat(file.rows().getFirst().hours()).map(Hours::toString).contains("mon-fri 18:00-08:00; sat-sun 00:00-24:00");
    }

    @Test
    void hoursThatCannotBeMeantAndAnAgencyWithoutATeamAreMistakes() {
        AgentFile file = read(
                "account,name,role,teams,hours\na,A,agency,,mon 9:00-10:00\nb,B,agency,Soirs,at night\nc,C,agent,,mon 9:00-10:00\n");
        assertThat(file.mistakes()).extracting(Mistake::problem).containsExactly(Problem.AGENCY_WITHOUT_TEAM, Problem.BAD_HOURS,
                Problem.HOURS_OF_NO_AGENCY);
    }

    @Test
    void aFrenchSpreadsheetIsUnderstoodAsItIsExported() {
        String text = "Identifiant;Nom;Rôle;Langue;Équipes\r\nlea;Léa Marin;Responsable;Français;État civil\r\n\r\nzoe;Zoé;;;\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            AgentFile file = AgentFile.read(text.getBytes(charset));
            assertThat(file.mistakes()).as(charset.name()).isEmpty();
            assertThat(file.rows()).as(charset.name()).extracting(Row::name).containsExactly("Léa Marin", "Zoé");
            assertThat(file.rows().getFirst().role()).isEqualTo(Role.LEAD);
            assertThat(file.rows().getFirst().teams()).containsExactly("État civil");
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        assertThat(read("\uFEFFaccount,name\nlea,Léa\n").mistakes()).isEmpty();
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        AgentFile file = read(HEADING + """
                lea,Léa,chief,fr,,
                ,Nobody,,,,
                LEA,Léa again,,de,,
                é,Accent,,,,123456789012345678901
                fine,Fine,,,,
                """);
        assertThat(file.rows()).extracting(Row::account).containsExactly("fine");
        assertThat(file.mistakes()).containsExactly(new Mistake(2, "role", Problem.BAD_ROLE, "chief"),
                new Mistake(3, "account", Problem.VALUE_MISSING, ""),
                new Mistake(4, "account", Problem.ACCOUNT_TWICE, "lea"), new Mistake(4, "language", Problem.BAD_LANGUAGE, "de"),
                new Mistake(5, "account", Problem.BAD_ACCOUNT, "é"),
                new Mistake(5, "extension", Problem.BAD_EXTENSION, "123456789012345678901"));
    }

    @Test
    void aRowWithABadExtensionAloneIsThereWithoutIt() {
        AgentFile file = read(HEADING + "lea,Léa,,,,poste 12\nzoe,Zoé,,,,poste 12\nmax,Max,,,,12\n");
        assertThat(file.rows()).extracting(Row::account).containsExactly("lea", "zoe", "max");
        assertThat(file.rows().stream().map(row -> row.extension().orElse(""))).containsExactly("", "", "12");
        assertThat(file.mistakes()).containsExactly(new Mistake(2, "extension", Problem.BAD_EXTENSION, "poste 12"),
                new Mistake(3, "extension", Problem.BAD_EXTENSION, "poste 12"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"account,name,age|UNKNOWN_COLUMN", "account,name,compte|COLUMN_TWICE", "account|COLUMN_MISSING",
            "account,name|NO_ROWS"})
    void aHeadingThatCannotBeFollowedIsRefused(String heading, Problem problem) {
        AgentFile file = read(heading + (problem == Problem.NO_ROWS ? "" : "\nlea,Léa,1\n"));
        assertThat(file.rows()).isEmpty();
        assertThat(file.mistakes()).extracting(Mistake::problem).containsExactly(problem);
    }

    @Test
    void whatIsNoCsvOrTooMuchOfItIsRefused() {
        assertThat(read(HEADING + "lea,\"Léa\n").mistakes()).extracting(Mistake::problem).containsExactly(Problem.UNREADABLE);
        assertThat(read("").mistakes()).extracting(Mistake::problem).containsExactly(Problem.NO_ROWS);
        assertThat(AgentFile.read(new byte[AgentFile.MAXIMUM_BYTES + 1]).mistakes()).extracting(Mistake::problem)
                .containsExactly(Problem.TOO_LONG);
        String many = IntStream.rangeClosed(0, AgentFile.MAXIMUM_ROWS).mapToObj(number -> "agent" + number + ",Agent")
                .collect(Collectors.joining("\n"));
        assertThat(read("account,name\n" + many).mistakes())
                .containsExactly(new Mistake(AgentFile.MAXIMUM_ROWS + 2, "", Problem.TOO_LONG, "200 lines"));
    }

    private static AgentFile read(String text) {
        return AgentFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
