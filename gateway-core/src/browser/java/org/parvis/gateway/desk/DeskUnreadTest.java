package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskUnreadTest {

    private static final Pattern UNREAD = Pattern.compile("^non lue, .*");
    private static final Pattern READ = Pattern.compile("^Accueil téléphonique, .*");

    @Test
    void whatIsOpenedIsReadInAllTabsOfItsAgentAndUnreadToTheOthers(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = julien.callToReturn("Pas encore lue");
            Page other = amina.page().context().newPage();
            other.navigate("/view/channel/telephone");
            Locator there = row(other, "Pas encore lue");
            assertThat(there).hasAttribute("aria-label", UNREAD);
            assertThat(there.locator(".name")).hasCSS("font-weight", "650");
            assertThat(other.locator(".connection")).hasText("En direct");

            amina.open("/conversation/" + number);

            assertThat(there).hasAttribute("aria-label", READ);
            assertThat(there.locator(".name")).hasCSS("font-weight", "400");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Pas encore lue")).hasAttribute("aria-label", UNREAD);
        }
    }

    @Test
    void whatComesSinceIsUnreadExceptWhereItIsSeen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = julien.callToReturn("Encore un appel");
            for (AgentBrowser agent : new AgentBrowser[]{amina, julien}) {
                agent.open("/view/channel/telephone");
                agent.row("Encore un appel").click();
                assertThat(agent.row("Encore un appel")).hasAttribute("aria-label", READ);
            }
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Encore un appel")).hasAttribute("aria-label", READ);
            assertThat(julien.page().locator(".connection")).hasText("En direct");

            julien.callAbout(number, "Un mot de plus");

            assertThat(julien.row("Encore un appel")).hasAttribute("aria-label", UNREAD);
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.row("Encore un appel")).hasAttribute("aria-label", READ);
        }
    }

    @Test
    void aKeyMarksAsUnreadWhatIsOpenOrHasTheFocus(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.callToReturn("À relire");
            amina.open("/view/channel/telephone");
            amina.row("À relire").click();
            assertThat(amina.heading("À relire")).isFocused();
            assertThat(amina.row("À relire")).hasAttribute("aria-label", READ);

            amina.press("l");
            assertThat(amina.page()).hasURL(Pattern.compile("/view/channel/telephone$"));
            assertThat(amina.row("À relire")).hasAttribute("aria-label", UNREAD);
            assertThat(amina.row("À relire")).isFocused();

            amina.press("l");
            assertThat(amina.row("À relire")).hasAttribute("aria-label", READ);
            amina.row("À relire").click();
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.row("À relire")).hasAttribute("aria-label", READ);
        }
    }

    private static Locator row(Page page, String words) {
        return page.locator("#list").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words));
    }
}
