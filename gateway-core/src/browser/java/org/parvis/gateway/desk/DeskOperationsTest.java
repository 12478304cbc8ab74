package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What operators see and do; the demo's past holds answers that failed and one of which nobody knows. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskOperationsTest {

    @Test
    void aLeadFindsNodesChannelsAndQueuesInTheMenu(Town town) {
        try (AgentBrowser sophie = town.agent("sophie")) {
            sophie.open("/");
            sophie.page().locator("button.me").click();
            sophie.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Exploitation")).click();

            assertThat(sophie.page()).hasURL(Pattern.compile("/operations$"));
            Locator nodes = table(sophie, "Nœuds").getByRole(AriaRole.ROW);
            assertThat(nodes).hasCount(2);
            assertThat(nodes.last()).containsText("vous répond");
            assertThat(nodes.last()).containsText("à jour");
            Locator channels = table(sophie, "Canaux").getByRole(AriaRole.ROW);
            assertThat(channels.filter(new Locator.FilterOptions().setHasText("Mastodon @mairie"))).containsText("depuis");
            assertThat(table(sophie, "Canaux").getByText("Personne")).hasCount(0);
            assertThat(section(sophie, "#summary-heading")).containsText("votre attention");
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 1440", "LIGHT, 1024", "DARK, 390", "LIGHT, 390"})
    void itKeepsTheRulesAndFitsEveryScreen(ColorScheme colours, int width, Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(width, 900);
        try (AgentBrowser claire = town.agent("claire", how)) {
            claire.open("/operations");
            assertThat(table(claire, "Canaux")).isVisible();
            assertThat(claire.page().locator(".troubles li").first()).isVisible();
            claire.isAccessible("operations at " + width);
            claire.fits();
        }
    }

    @Test
    void anAgentNeitherFindsNorOpensIt(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/");
            amina.page().locator("button.me").click();
            assertThat(amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Mon compte"))).isVisible();
            assertThat(amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Exploitation"))).hasCount(0);

            amina.open("/operations");
            assertThat(amina.page().getByText("Vous n’avez pas le droit de faire cela.")).isVisible();
        }
    }

    @Test
    void sendingAnUnknownOneAgainIsAskedTwice(Town town) {
        try (AgentBrowser sophie = town.agent("sophie")) {
            sophie.open("/operations");
            Locator unknown = section(sophie, "#unknown-heading");
            unknown.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Envoyer à nouveau")).first().click();

            assertThat(sophie.page().locator("dialog[open]")).containsText("elle peut arriver deux fois");
            sophie.isAccessible("asked whether to send again");
            sophie.press("Escape");
            assertThat(sophie.page().locator("dialog[open]")).hasCount(0);
            assertThat(unknown.locator("li").first()).isVisible();
        }
    }

    @Test
    void whatFailedIsHandedBackToItsTeam(Town town) {
        try (AgentBrowser sophie = town.agent("sophie")) {
            JsonObject first = sophie.get("/api/v1/deliveries?state=failed").getJsonArray("items").getJsonObject(0);
            long number = first.getLong("conversationNumber");
            sophie.open("/operations");
            Locator failed = section(sophie, "#failed-heading");
            assertThat(failed.locator("li").first()).containsText(first.getJsonObject("fault").getString("detail"));

            failed.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rendre à l’équipe, n° " + number)).first().click();

            assertThat(sophie.page().getByText("C’est rendu : la conversation est rouverte pour son équipe.")).isVisible();
            assertThat(sophie.page().locator("#failed-heading")).isFocused();
            JsonObject conversation = sophie.conversation(number);
            Assertions.assertThat(conversation.getString("state")).isEqualTo("open");
            Assertions.assertThat(conversation.containsKey("assigneeId")).isFalse();
        }
    }

    @Test
    void whatWaitsForAChannelThatIsGoneIsSeenAndHandedBack(Town town) throws InterruptedException {
        try (AgentBrowser sophie = town.agent("sophie")) {
            JsonObject conversation = sophie.anyOpen("courriel");
            town.strandAnswer(conversation.getString("id"));
            sophie.open("/operations");
            Locator waiting = section(sophie, "#queued-heading");
            Locator button = waiting.getByRole(AriaRole.BUTTON,
                    new Locator.GetByRoleOptions().setName("n° " + conversation.getLong("number")));
            assertThat(button).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
            assertThat(waiting.locator("li").first()).containsText("Ancien site");
            sophie.isAccessible("operations with what waits for a closed channel");

            button.click();

            assertThat(sophie.page().getByText("C’est rendu : la conversation est rouverte pour son équipe.")).isVisible();
            assertThat(button).hasCount(0);
        }
    }

    private static Locator section(AgentBrowser browser, String heading) {
        return browser.page().locator("section").filter(new Locator.FilterOptions().setHas(browser.page().locator(heading)));
    }

    private static Locator table(AgentBrowser browser, String name) {
        return browser.page().getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(name));
    }
}
