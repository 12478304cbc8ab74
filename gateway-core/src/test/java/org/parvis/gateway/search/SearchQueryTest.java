package org.parvis.gateway.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.gateway.search.SearchFault.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may be typed, in both languages, and what is said of what may not. */
class SearchQueryTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void wordsPhrasesAndWhatIsExcludedAreToldApart() {
        SearchQuery query = parse("  lampadaire \"rue du\u00a0Port\" -doublon -\"rien à signaler\" #1023 ");

        assertThat(query.words()).containsExactly("lampadaire", "\"rue du\u00a0Port\"", "#1023");
        assertThat(query.excluded()).containsExactly("doublon", "\"rien à signaler\"");
        assertThat(query.plain()).isEqualTo("lampadaire rue du\u00a0Port #1023");
        assertThat(query.webNotation()).isEqualTo("lampadaire \"rue du\u00a0Port\" #1023 -doublon -\"rien à signaler\"");
        assertThat(query.filters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"« rue du Port »", "“rue du Port”", "\"rue du Port\"", "\"rue du Port", "„rue du Port“"})
    void quotesAreThoseOfAnyKeyboardAndMayStillBeOpen(String typed) {
        assertThat(parse(typed).words()).containsExactly("\"rue du Port\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Re: acte", "https://parvis.example/rue", "12:30", "3:rue", ":", "-", "\"\"", "\"canal: est ouvert\"",
            "a\"b\"c"})
    void whatOnlyLooksLikeAnOperatorIsAWord(String typed) {
        assertThat(parse(typed).filters()).isEmpty();
    }

    @Test
    void operatorsHaveTheirNamesInBothLanguagesWhateverAccentsAndCase() {
        List<Filter> english = parse(
                "from:amina channel:mairie team:\"État civil\" assigned:me tag:bruit state:waiting is:unanswered has:file")
                .filters();
        List<Filter> french = parse(
                "De:amina CANAL:mairie équipe:« État civil » attribué:me étiquette:bruit état:En-Attente est:sans-réponse avec:fichier")
                .filters();

        assertThat(english.stream().map(SearchQueryTest::withoutTerm)).hasSize(8)
                .containsExactlyElementsOf(french.stream().map(SearchQueryTest::withoutTerm).toList());
        assertThat(english).contains(new Filter.Person("amina"), new Filter.Having(Property.WAITING),
                new Filter.Having(Property.UNANSWERED));
    }

    @Test
    void aStarStandsForTheRestOfAWordThatIsLongEnough() {
        SearchQuery query = parse("rue lampad* éc* * -ab*");

        assertThat(query.beginnings()).containsExactly("lampad");
        assertThat(query.words()).containsExactly("rue", "éc");
        assertThat(query.excluded()).containsExactly("ab");
        assertThat(query.plain()).isEqualTo("rue lampad éc");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01,2026-02-28T23:00:00Z", "2026-07,2026-06-30T22:00:00Z", "2025,2024-12-31T23:00:00Z",
            "14/07/2026,2026-07-13T22:00:00Z",
            "2026-3-1,2026-02-28T23:00:00Z"})
    void daysBeginWhereTheAgentIs(String typed, Instant at) {
        assertThat(parse("before:" + typed + " après:" + typed).filters())
                .containsExactly(new Filter.Moment(true, at), new Filter.Moment(false, at));
    }

    @Test
    void anAgeIsInDays() {
        assertThat(parse("avant:30j after:7d").filters()).containsExactly(new Filter.Age(true, 30), new Filter.Age(false, 7));
    }

    @ParameterizedTest
    @CsvSource({"chanel:mairie,OPERATOR,chanel:", "lampe is:open,VALUE,is:open", "état:bof,VALUE,état:bof", "from:,NO_VALUE,from:",
            "channel:\"\",NO_VALUE,'channel:\"\"'", "-tag:bruit,NOT_EXCLUDED,-tag:bruit", "before:hier,DATE,before:hier",
            "before:2026-02-30,DATE,before:2026-02-30", "after:2026-13,DATE,after:2026-13",
            "-bruit -\"la nuit\",ONLY_EXCLUDED,'-\"la nuit\"'"})
    void aTermThatCannotBeMeantIsNamed(String typed, Reason reason, String term) {
        assertThatThrownBy(() -> parse(typed)).isInstanceOfSatisfying(SearchFault.class, fault -> {
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.term()).isEqualTo(term);
            assertThat(fault.detail()).startsWith(term);
        });
    }

    @Test
    void whatIsAllowedIsSaid() {
        assertThatThrownBy(() -> parse("is:open")).isInstanceOfSatisfying(SearchFault.class,
                fault -> assertThat(fault.allowed()).containsExactly("unanswered", "urgent", "snoozed", "with-expert"));
        assertThatThrownBy(() -> parse("von:amina")).isInstanceOfSatisfying(SearchFault.class,
                fault -> assertThat(fault.allowed()).startsWith("from", "channel").hasSize(Operator.values().length));
    }

    @Test
    void termsAreAtMostTwenty() {
        assertThat(parse("a ".repeat(SearchQuery.MAXIMUM_TERMS)).words()).hasSize(SearchQuery.MAXIMUM_TERMS);
        assertThatThrownBy(() -> parse("a ".repeat(SearchQuery.MAXIMUM_TERMS + 1))).isInstanceOfSatisfying(SearchFault.class,
                fault -> assertThat(fault.reason()).isEqualTo(Reason.TOO_MANY_TERMS));
    }

    @Test
    void theTableIsTheDesksToo() throws IOException {
        JsonObject table = table();
        JsonObject operators = table.getJsonObject("operators");
        assertThat(operators.fieldNames()).containsExactlyElementsOf(Arrays.stream(Operator.values()).map(Operator::word).toList());
        for (Operator operator : Operator.values()) {
            assertThat(operator.names()).isEqualTo(operators.getJsonArray(operator.word()).getList());
        }
        JsonObject values = table.getJsonObject("values");
        for (Property property : Property.values()) {
            JsonArray names = values.getJsonObject(property.operator().word()).getJsonArray(property.names().getFirst());
            assertThat(property.names()).isEqualTo(names.getList());
        }
        assertThat(values.getJsonObject("assigned")).isEqualTo(
                new JsonObject().put("me", new JsonArray(Operator.ME)).put("nobody", new JsonArray(Operator.NOBODY)));
    }

    private static Filter withoutTerm(Filter filter) {
        return filter instanceof Filter.Named named ? new Filter.Named(named.operator(), named.value(), "") : filter;
    }

    private static SearchQuery parse(String typed) {
        return SearchQuery.parse(typed, PARIS);
    }

    private static JsonObject table() throws IOException {
        try (InputStream file = Objects.requireNonNull(SearchQueryTest.class.getResourceAsStream("/search-words.json"))) {
            return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
