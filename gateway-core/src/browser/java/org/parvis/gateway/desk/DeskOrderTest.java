package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Tags, priority, reasons, and who changed what: seen by the colleague too. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskOrderTest {

    @Test
    void aTagIsMadeFoundAndTakenOffByKeyboardAndSeenByTheColleague(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            opened(amina, "Tapage nocturne");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Tapage nocturne")).isVisible();

            amina.press("t");
            amina.type("Bruit la nuit");
            assertThat(amina.page().locator("#tag-list [role=option]").last()).containsText("Créer");
            amina.isAccessible("a tag that is not there yet");
            amina.press("Enter");
            assertThat(amina.page().locator("tag-dialog .tag")).containsText("Bruit la nuit");
            amina.isAccessible("a tag");
            amina.press("Escape");
            assertThat(julien.row("étiquettes\u00a0: Bruit la nuit")).isVisible();

            opened(amina, "Autre tapage");
            amina.press("t");
            amina.type("bruit n");
            assertThat(amina.page().locator("#tag-list [role=option]").first()).containsText("Bruit la nuit");
            amina.press("Enter");
            assertThat(amina.page().locator("tag-dialog .tag")).containsText("Bruit la nuit");
            amina.press("Escape");

            amina.page().locator(".thread-header a.tag").click();
            assertThat(amina.page()).hasURL(Pattern.compile("/view/tag/"));
            assertThat(amina.row("Tapage nocturne")).isVisible();
            assertThat(amina.row("Autre tapage")).isVisible();
            amina.isAccessible("the conversations of a tag");
            amina.row("Autre tapage").click();
            assertThat(amina.messages().first()).isVisible();
            amina.press("t");
            amina.press("Backspace");
            assertThat(amina.page().locator("tag-dialog .tag")).hasCount(0);
        }
    }

    @Test
    void whatIsUrgentComesFirstForEverybody(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            opened(amina, "Fuite d’eau");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Fuite d’eau")).isVisible();
            amina.press("!");
            assertThat(amina.page().getByText("Conversation marquée comme urgente.")).isVisible();

            assertThat(julien.page().locator("#list a.row").first()).hasAttribute("aria-label", Pattern.compile("Fuite d’eau.*Urgent"));
            julien.isAccessible("an urgent conversation");
            amina.button("Autres actions").click();
            amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Ne plus marquer comme urgente")).click();
            assertThat(julien.row("Fuite d’eau")).not().hasAttribute("aria-label", Pattern.compile("Urgent"));
        }
    }

    @Test
    void aReasonIsChosenAndWordsAreAdded(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = opened(amina, "Déjà demandé");
            amina.press("m");
            assertThat(amina.page().locator("#reason")).isFocused();
            amina.button("Doublon").click();
            assertThat(amina.button("Doublon")).hasAttribute("aria-pressed", "true");
            amina.isAccessible("a reason is chosen");
            amina.type("Voir l’appel de lundi");
            amina.press("Enter");

            assertThat(amina.page().getByText("Conversation résolue.")).isVisible();
            Assertions.assertThat(amina.conversation(number).getString("state")).isEqualTo("resolved");
            assertThat(amina.page().locator(".changes").last()).containsText("Doublon, ");
            assertThat(amina.page().locator(".changes").last()).containsText("Voir l’appel de lundi");
        }
    }

    @Test
    void whoChangedWhatStandsInTheThreadAndIsFoldedWhenItIsLong(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844));
                AgentBrowser julien = town.agent("julien")) {
            long number = opened(amina, "Histoire d’un appel");
            julien.open("/conversation/" + number);
            assertThat(julien.messages()).hasCount(1);
            amina.press("a");
            Locator changes = julien.page().locator("ul.changes > li");
            assertThat(changes).hasCount(1);
            assertThat(changes).containsText("a pris la conversation");
            amina.press("!");
            amina.press("h");

            assertThat(julien.page().locator("details.changes > summary")).containsText("3 changements");
            julien.isAccessible("folded changes");
            julien.page().locator("details.changes > summary").click();
            assertThat(changes).hasCount(3);
            assertThat(changes.last()).containsText("en attente");
            assertThat(amina.page().locator("details.changes > summary")).isVisible();
            amina.fits();
            amina.isAccessible("changes on a phone");
        }
    }

    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        agent.open("/conversation/" + number);
        assertThat(agent.messages()).hasCount(1);
        return number;
    }
}
