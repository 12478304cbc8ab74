package org.parvis.gateway.desk;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
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
    void aChannelThatNobodyConfiguresAnyMoreIsNamedWithWhatWaitsForIt(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            JsonObject gone = new JsonObject().put("id", "ancien").put("type", "test").put("label", "L’ancien canal").put("waiting", 3)
                    .put("health", new JsonObject().put("state", "absent").put("detail", "No channel of this id is configured any more"));
            browser.page().route(Pattern.compile("/api/v1/channels$"),
                    route -> answer(route, body -> new JsonArray(body).add(gone).encode()));

            browser.open("/view/to-handle");

            assertThat(browser.page().locator("health-banner")).containsText("L’ancien canal n’est plus configuré");
            assertThat(browser.page().locator("health-banner")).containsText("3 envois l’attendent");
            browser.isAccessible("a channel that is not configured any more");
        }
    }

    private static void answer(Route route, UnaryOperator<String> change) {
        APIResponse real = route.fetch();
        route.fulfill(new Route.FulfillOptions().setResponse(real).setBody(change.apply(real.text())));
    }
}
