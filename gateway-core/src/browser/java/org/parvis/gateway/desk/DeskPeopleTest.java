package org.parvis.gateway.desk;

import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Who somebody is, what colleagues noted, and two contacts that become one: seen by the colleague too. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskPeopleTest {

    private static final String DO_MERGE = "Réunir les deux contacts";

    /** Nobody else in the town is called so. */
    private final String name = "Paule " + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "x Vasseur";

    @Test
    void twoContactsOfOnePersonAreMergedWithTheEvidenceAndSeparatedAgain(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long first = call(amina, "Lampadaire éteint");
            long second = call(amina, "Toujours dans le noir");
            beside(amina, first);
            beside(julien, first);
            assertThat(handles(julien)).hasCount(1);
            assertThat(amina.page().locator(".suggestions")).containsText("même nom");
            amina.isAccessible("a suggestion beside a conversation");

            suggestion(amina).click();
            assertThat(amina.page().locator("merge-dialog dialog")).isVisible();
            assertThat(amina.page().locator("merge-dialog dialog input[type=radio]").first()).isFocused();
            amina.isAccessible("the dialog that merges");
            amina.page().getByLabel("la personne l’a dit elle-même").check();
            amina.page().getByLabel("Précision").fill("Appelle de chez sa fille");
            amina.button(DO_MERGE).click();

            assertThat(amina.page().getByText("Les deux contacts sont réunis.")).isVisible();
            assertThat(handles(amina)).hasCount(2);
            assertThat(handles(julien)).hasCount(2);
            assertThat(julien.page().locator(".merges")).containsText("Appelle de chez sa fille");
            assertThat(julien.page().locator("person-conversations")).containsText("Toujours dans le noir");
            julien.open("/conversation/" + second);
            assertThat(julien.page().locator(".changes").first()).containsText("a réuni le contact de cette conversation");
            assertThat(handles(julien)).hasCount(2);

            amina.page().locator("notice-area").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Annuler")).click();
            assertThat(amina.page().getByText("Les deux contacts sont de nouveau séparés.")).isVisible();
            assertThat(handles(amina)).hasCount(1);
            assertThat(handles(julien)).hasCount(1);
        }
    }

    @Test
    void whoeverIsSecondIsToldThatTheContactsAreOneAlready(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long first = call(amina, "Haie trop haute");
            long second = call(amina, "La haie, encore");
            for (AgentBrowser agent : new AgentBrowser[]{amina, julien}) {
                beside(agent, agent == amina ? first : second);
                suggestion(agent).click();
                agent.page().getByLabel("même numéro de téléphone").check();
            }
            amina.button(DO_MERGE).click();
            assertThat(amina.page().getByText("Les deux contacts sont réunis.")).isVisible();

            julien.button(DO_MERGE).click();
            assertThat(julien.page().locator("merge-dialog dialog [role=alert]")).containsText("déjà réuni");
            julien.press("Escape");
            assertThat(handles(julien)).hasCount(2);
        }
    }

    @Test
    void aSuggestionThatIsWrongIsNotMadeAgainUnlessThatIsTakenBack(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long one = call(amina, "Nid de frelons");
            beside(julien, call(amina, "Autre nid"));
            beside(amina, one);
            assertThat(suggestion(julien)).isVisible();
            assertThat(suggestion(amina)).isVisible();

            amina.page().locator(".suggestions").getByText("Quelqu’un d’autre").click();
            assertThat(amina.page().locator(".suggestions")).hasCount(0);
            assertThat(julien.page().locator(".suggestions")).hasCount(0);
            assertThat(amina.page().locator("#merge-person")).isFocused();
            amina.isAccessible("a suggestion that was refused");
            amina.button("Annuler").click();
            assertThat(suggestion(julien)).isVisible();
        }
    }

    @Test
    void aNoteOfAColleagueIsNeverOverwrittenUnseen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long call = call(amina, "Carte de stationnement");
            for (AgentBrowser agent : new AgentBrowser[]{amina, julien}) {
                beside(agent, call);
                agent.button("Ajouter une note").click();
                assertThat(agent.page().locator("#person-note")).isFocused();
            }
            julien.type("Vient le mardi.");
            amina.type("Malentendante : écrire.");
            amina.press("Control+Enter");
            assertThat(amina.page().locator("#edit-note")).isFocused();

            julien.press("Control+Enter");
            assertThat(julien.page().locator("person-card [role=alert]")).containsText("a changé entre-temps");
            assertThat(julien.page().locator("person-card .words")).containsText("Malentendante");
            assertThat(julien.page().locator("#person-note")).hasValue("Vient le mardi.");
            julien.isAccessible("a note that a colleague changed");
            julien.page().locator("#person-note").fill("Malentendante : écrire. Vient le mardi.");
            julien.press("Control+Enter");

            assertThat(amina.page().locator("person-card .words")).hasText("Malentendante : écrire. Vient le mardi.");
            amina.page().locator("#person-language").selectOption("en");
            assertThat(julien.page().locator("#person-language")).hasValue("en");
        }
    }

    @Test
    void aNoteThatIsNotSavedYetOutlivesAReloadAndIsForgottenOnceItIs(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long call = call(amina, "Portail de l’école");
            beside(amina, call);
            amina.button("Ajouter une note").click();
            Locator note = amina.page().locator("#person-note");
            assertThat(note).isFocused();
            amina.type("Vient le mardi.");
            beside(amina, call(amina, "Autre affaire"));
            beside(amina, call);
            assertThat(note).hasValue("Vient le mardi.");

            note.press("Control+Enter");
            assertThat(amina.page().locator("person-card .words")).hasText("Vient le mardi.");
            beside(amina, call);
            assertThat(amina.page().locator("person-card .words")).hasText("Vient le mardi.");
            assertThat(note).hasCount(0);
            amina.button("Modifier la note").click();
            assertThat(note).isFocused();
            amina.type("Et le jeudi. ");
            amina.page().locator("person-card form").getByText("Annuler").click();
            beside(amina, call);
            assertThat(note).hasCount(0);
        }
    }

    @Test
    void thePageOfAPersonIsReachedByKeyAndTellsAllOfThem(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
                AgentBrowser narrow = town.agent("julien", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            long call = call(amina, "Nid de guêpes");
            beside(amina, call);
            amina.press("p");
            assertThat(amina.page()).hasURL(Pattern.compile("/person/"));
            assertThat(amina.page().locator("#person-heading")).isFocused();
            assertThat(amina.heading(name)).isVisible();
            amina.button("Modifier le nom").click();
            amina.page().locator("#person-name").fill("Mme Vasseur");
            amina.press("Enter");

            assertThat(amina.heading("Mme Vasseur")).isVisible();
            assertThat(amina.page().locator(".person-page .changes")).containsText("a donné le nom");
            assertThat(amina.page().locator("person-conversations a")).containsText("Nid de guêpes");
            amina.isAccessible("the page of a person in the dark");
            narrow.open("/person/" + amina.conversation(call).getJsonObject("contact").getString("id"));
            assertThat(narrow.heading("Mme Vasseur")).isVisible();
            narrow.fits();
            narrow.isAccessible("the page of a person on a phone");
            narrow.button("Réunir avec un autre contact").click();
            narrow.page().locator("#merge-search").fill("Alvarez");
            assertThat(narrow.page().locator("merge-dialog dialog .found li").first()).isVisible();
            narrow.fits();
            narrow.isAccessible("the search for another contact on a phone");
            narrow.press("Escape");

            amina.page().locator("#person-heading").focus();
            amina.press("Escape");
            assertThat(amina.page()).hasURL(Pattern.compile("/conversation/" + call + "$"));
        }
    }

    @Test
    void byWhatSomebodyMostlyWritesAndFromWhereIsBesideTheConversation(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            String caller = AgentBrowser.number();
            call(amina, caller, "Un banc");
            call(amina, caller, "Le banc, encore");
            long call = call(amina, caller, "Le banc, toujours");
            beside(amina, call);
            assertThat(amina.page().locator("person-card"))
                    .containsText(Pattern.compile("Écrit le plus souvent par .?Accueil téléphonique"));

            String person = amina.conversation(call).getJsonObject("contact").getString("id");
            String writer = amina.anyOpen("courriel").getJsonObject("contact").getString("id");
            amina.post("/api/v1/contacts/" + person + "/merges",
                    new JsonObject().put("otherId", writer).put("reason", "said-so"));
            beside(amina, call);
            for (String channel : new String[]{"Accueil téléphonique", "Courriel de la mairie"}) {
                assertThat(handles(amina).filter(new Locator.FilterOptions().setHasText(channel))).hasCount(1);
            }
        }
    }

    private long call(AgentBrowser agent, String topic) {
        return call(agent, AgentBrowser.number(), topic);
    }

    private long call(AgentBrowser agent, String caller, String topic) {
        return agent.post("/channels/telephone/notes", new JsonObject().put("caller", caller).put("name", name)
                .put("topic", topic).put("note", topic).put("outcome", "call-back")).getLong("conversation");
    }

    /** The conversation with the person beside it. */
    private static void beside(AgentBrowser agent, long conversation) {
        agent.open("/conversation/" + conversation);
        assertThat(agent.messages()).hasCount(1);
        assertThat(agent.page().locator(".context person-card section").first()).isVisible();
    }

    private static Locator suggestion(AgentBrowser agent) {
        return agent.page().locator(".suggestions button").first();
    }

    private static Locator handles(AgentBrowser agent) {
        return agent.page().locator("person-card .handles li");
    }
}
