package org.parvis.gateway.desk;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What goes wrong elsewhere is told in words: the server's answers, with a trouble put in that the demo's networks do not make. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskTroubleTest {

    @Test
    void aNoticeThatDidNotReachItsPersonIsShownWithItsReasonAndItsChoices(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.anyOpen("courriel").getLong("number");
            JsonObject notice = new JsonObject().put("id", "00000000-0000-7000-8000-000000000001").put("state", "failed")
                    .put("channelId", "courriel").put("to", "lea@citizen.example").put("subject", "Votre demande")
                    .put("fault", new JsonObject().put("owner", "citizen").put("code", "MAILBOX_UNKNOWN").put("detail", "Boîte inconnue."));
            browser.page().route(Pattern.compile("/api/v1/conversations/" + number + "$"),
                    route -> answer(route, body -> new JsonObject(body).put("notices", new JsonArray().add(notice)).encode()));

            browser.open("/conversation/" + number);

            assertThat(browser.page().locator(".undelivered")).containsText("lea@citizen.example n’a pas pu être remis");
            assertThat(browser.page().locator(".undelivered")).containsText("Boîte inconnue.");
            assertThat(browser.page().locator(".undelivered button")).hasCount(2);
            browser.isAccessible("a notice that was not delivered");
        }
    }

    @Test
    void anAnswerThatWaitsForAChannelThatIsGoneIsNamedAndGivenUp(Town town) throws InterruptedException {
        try (AgentBrowser browser = town.agent("amina")) {
            JsonObject conversation = browser.anyOpen("formulaire");
            town.strandAnswer(conversation.getString("id"));
            browser.open("/conversation/" + conversation.getLong("number"));
            Locator banner = browser.page().locator("health-banner");
            assertThat(banner).containsText("Ancien site n’est plus configuré",
                    new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            browser.isAccessible("a channel that is not configured any more");
            Locator delivery = browser.messages().last().locator(".delivery.queued");
            assertThat(delivery).containsText("abandonnez-la");

            delivery.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Abandonner")).click();

            assertThat(browser.page().getByText("Abandonné : la réponse reste due.")).isVisible();
            assertThat(browser.messages().last().locator(".delivery.cancelled")).isVisible();
        }
    }

    @Test
    void aProblemStaysUntilItIsPutAwayHoweverMuchIsDoneSince(Town town) {
        // Somebody whom nothing concerns: news would take the place of what was done.
        town.hire("nora", "Nora Petit");
        try (AgentBrowser nora = town.agent("nora")) {
            long number = nora.callToReturn("Un refus à lire");
            String change = "**/api/v1/conversations/" + nora.conversation(number).getString("id");
            nora.open("/conversation/" + number);
            assertThat(nora.messages()).hasCount(1);
            nora.page().route(change, route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
            nora.press("h");
            Locator problem = nora.page().locator(".notice.bad");
            assertThat(problem).isVisible();
            nora.page().unroute(change);

            Locator state = nora.page().locator(".thread-header .meta");
            Locator done = nora.page().locator(".notice.good");
            for (int times = 1; times <= 5; times++) {
                nora.press(times % 2 == 1 ? "h" : "o");
                if (times % 2 == 1) {
                    assertThat(state).containsText("en attente");
                } else {
                    assertThat(state).not().containsText("en attente");
                }
                assertThat(done).hasCount(Math.min(3, times));
            }

            assertThat(problem).isVisible();
            nora.page().locator("#thread").focus();
            problem.getByRole(AriaRole.BUTTON).focus();
            nora.press("Enter");
            assertThat(problem).hasCount(0);
            assertThat(nora.page().locator("#thread")).isFocused();
        }
    }

    private static void answer(Route route, UnaryOperator<String> change) {
        APIResponse real = route.fetch();
        route.fulfill(new Route.FulfillOptions().setResponse(real).setBody(change.apply(real.text())));
    }
}
