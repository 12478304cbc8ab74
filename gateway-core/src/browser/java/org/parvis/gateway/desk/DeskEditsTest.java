package org.parvis.gateway.desk;

import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What the author of a message makes of it later, on a network where that can be done. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskEditsTest {

    private static final int POLLED_WITHIN = 30_000;
    private static final LocatorAssertions.HasTextOptions THE_NEXT_POLL = new LocatorAssertions.HasTextOptions().setTimeout(POLLED_WITHIN);

    @Test
    void whatItsAuthorChangesAndWithdrawsIsShownInTheOpenConversationAndNothingOfItIsLost(Town town) throws Exception {
        String market = "Marché " + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "x";
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/view/channel/mastodon");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            String mention = town.mentioned(market + " samedi ?");
            amina.row(market).click();
            Locator message = amina.page().locator(".message.inbound");
            assertThat(message.locator(".words")).hasText(market + " samedi ?");
            assertThat(message).not().containsText("modifié");

            town.reworded(mention, market + " dimanche ?");
            assertThat(message.locator(".words")).hasText(market + " dimanche ?", THE_NEXT_POLL);
            assertThat(message.locator("header")).containsText(Pattern.compile("modifié à \\d"));
            assertThat(amina.row(market + " dimanche")).isVisible();
            Locator earlier = message.getByRole(AriaRole.REGION, new Locator.GetByRoleOptions().setName("Versions antérieures"));
            message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Versions antérieures")).press("Enter");
            assertThat(earlier.locator(".words")).hasText(market + " samedi ?");
            assertThat(earlier).containsText("Jusqu’au");
            amina.isAccessible("earlier versions of a message");

            town.reworded(mention, market + " lundi ?");
            assertThat(earlier.locator(".words")).hasText(new String[]{market + " samedi ?", market + " dimanche ?"}, THE_NEXT_POLL);

            town.withdrawn(mention);
            assertThat(message.locator(".deleted")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(POLLED_WITHIN));
            assertThat(message.locator(".deleted")).containsText("Supprimé par la personne le");
            assertThat(message.getByText(market + " lundi ?")).isHidden();
            message.getByText("Voir ce qui était écrit").click();
            assertThat(message.getByText(market + " lundi ?")).isVisible();
            assertThat(earlier.locator(".words")).hasCount(2);
            amina.isAccessible("a message that its author withdrew");
        }
    }
}
