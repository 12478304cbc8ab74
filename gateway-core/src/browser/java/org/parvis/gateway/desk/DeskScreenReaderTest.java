package org.parvis.gateway.desk;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The first two paths of `docs/desk.md` as a screen reader has them: roles, names, what live regions say, and the keyboard. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskScreenReaderTest {

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
