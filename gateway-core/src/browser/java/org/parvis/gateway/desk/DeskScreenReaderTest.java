package org.parvis.gateway.desk;

import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The paths of `docs/desk.md` as a screen reader has them: roles, names, what live regions say, and the keyboard. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskScreenReaderTest {

    /** The bar, the views and the list stand between the search box and its results; more would be a wall. */
    private static final int STOPS = 40;

    @Test
    void someoneLogsInTakesAConversationAnswersAndGoesBack(Town town) {
        try (AgentBrowser thomas = town.agent("thomas"); AgentBrowser amina = town.browser()) {
            long number = thomas.callToReturn("Au clavier");
            amina.open("/login");
            focused(amina, AriaRole.TEXTBOX, "Identifiant");
            amina.type("amina");
            amina.press("Tab");
            assertThat(amina.page().getByLabel("Mot de passe")).isFocused();
            amina.type(Town.PASSWORD);
            amina.press("Enter");
            assertThat(amina.heading("À traiter")).isVisible();
            hasAPlace(amina);

            arrives(amina, number, "Au clavier");
            amina.press("a");
            heard(amina, "La conversation est à vous.");
            hasAPlace(amina);
            amina.press("r");
            focused(amina, AriaRole.TEXTBOX, "Réponse");
            amina.type("C’est prêt.");
            amina.press("Control+Enter");
            heard(amina, "À dire par téléphone");
            hasAPlace(amina);
            assertThat(amina.page().getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText("C’est prêt."))
                    .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(3)).first()).isVisible();
            amina.press("u");
            hasAPlace(amina);
        }
    }

    @Test
    void aNoteMentionsAColleagueAConversationIsHandedOverAndFoundAgain(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            String topic = "Parcours " + UUID.randomUUID();
            long number = amina.callToReturn(topic);
            amina.open("/");
            arrives(amina, number, topic);
            amina.press("n");
            focused(amina, AriaRole.TEXTBOX, "Note interne");
            amina.press("@");
            focused(amina, AriaRole.COMBOBOX, "Trouver un collègue ou une équipe");
            amina.type("lefort");
            assertThat(amina.page().getByRole(AriaRole.LISTBOX).getByRole(AriaRole.OPTION)).hasCount(1);
            amina.press("Enter");
            focused(amina, AriaRole.TEXTBOX, "Note interne");
            amina.type("qu’en dis-tu ?");
            amina.press("Control+Enter");
            heard(amina, "Note enregistrée.");
            hasAPlace(amina);
            amina.press("Escape");
            hasAPlace(amina);

            amina.press("f");
            assertThat(amina.page().getByLabel("À un collègue ou une équipe")).isFocused();
            amina.type("guérin");
            assertThat(amina.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.OPTION)).hasCount(1);
            amina.press("Enter");
            assertThat(amina.page().getByLabel("Pourquoi")).isFocused();
            amina.type("Il connaît le dossier.");
            amina.press("Control+Enter");
            heard(amina, "Conversation transmise\u00a0: Thomas Guérin.");
            hasAPlace(amina);

            amina.press("/");
            assertThat(amina.page().getByRole(AriaRole.SEARCH).getByRole(AriaRole.COMBOBOX)).isFocused();
            amina.type(topic);
            amina.press("Enter");
            heard(amina, "1 conversation trouvée");
            hasAPlace(amina);
            Locator found = amina.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(topic)).first();
            int stops = 0;
            while (!isFocused(found)) {
                Assertions.assertThat(++stops).isLessThanOrEqualTo(STOPS);
                amina.press("Tab");
            }
            amina.press("Enter");
            focused(amina, AriaRole.HEADING, topic);
        }
    }

    /** By its number from wherever the agent is: the focus is on the subject then. */
    private static void arrives(AgentBrowser agent, long number, String subject) {
        agent.press("Control+k");
        assertThat(agent.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX)).isFocused();
        agent.type(Long.toString(number));
        agent.press("Enter");
        focused(agent, AriaRole.HEADING, subject);
    }

    private static void focused(AgentBrowser agent, AriaRole role, String name) {
        assertThat(agent.page().getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))).isFocused();
    }

    private static boolean isFocused(Locator element) {
        return (boolean) element.evaluate("(element) => element === document.activeElement");
    }

    /** In a live region that stood there before. */
    private static void heard(AgentBrowser agent, String words) {
        Locator said = agent.page().getByRole(AriaRole.LOG).or(agent.page().getByRole(AriaRole.STATUS));
        assertThat(said.filter(new Locator.FilterOptions().setHasText(words)).first()).isAttached();
    }

    /** The focus is somewhere that a screen reader can say. */
    private static void hasAPlace(AgentBrowser agent) {
        agent.page().waitForFunction("() => document.activeElement !== document.body && document.activeElement.checkVisibility()");
    }
}
