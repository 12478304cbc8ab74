package org.parvis.gateway.desk;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskChannelsTest {

    @Test
    void aPausedChannelTakesNothingSendsNothingAndGoesOnWhereItWas(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser amina = town.agent("amina")) {
            claire.open("/administration");
            claire.page().locator("main").getByText("Canaux").click();
            assertThat(claire.page().locator("#channels-page-heading")).isFocused();
            Locator form = channel(claire, "formulaire");
            assertThat(form).containsText("Fonctionne");
            claire.isAccessible("channels");

            claire.button("Mettre en pause : Formulaire du site").click();
            assertThat(form).containsText("par Claire");
            assertThat(claire.button("Remettre en marche : Formulaire du site")).isFocused();
            assertThat(claire.page().locator("health-banner")).containsText("Formulaire du site est en pause depuis");
            claire.isAccessible("a paused channel");

            APIResponse page = visit(claire, "/forms/formulaire");
            Assertions.assertThat(page.status()).isEqualTo(503);
            Assertions.assertThat(page.headers()).containsKey("retry-after");
            Assertions.assertThat(page.text()).contains("Ce service n’est pas ouvert en ce moment");

            amina.open("/conversation/" + amina.anyOpen("formulaire").getLong("number"));
            assertThat(amina.messages().first()).isVisible();
            amina.press("r");
            amina.type("Votre dossier est complet.");
            amina.press("Control+Enter");
            Locator delivery = amina.messages().last().locator(".delivery");
            assertThat(delivery).containsText("Le canal est en pause");
            amina.isAccessible("an answer that waits for a paused channel");
            assertThat(form).containsText("1 envoi attend");

            claire.button("Remettre en marche : Formulaire du site").click();
            assertThat(form).not().containsText("En pause");
            assertThat(delivery).not().containsText("en pause");
            assertThat(amina.page().locator("health-banner")).not().containsText("en pause");
            assertThat(form).containsText("Rien n’attend");
            Assertions.assertThat(visit(claire, "/forms/formulaire").status()).isEqualTo(200);
        } finally {
            goOn(town, "formulaire");
        }
    }

    @Test
    void theRateIsChosenWithinWhatTheNetworkBears(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration/channels");
            Locator mastodon = channel(claire, "mastodon");
            mastodon.getByText("Changer la cadence").click();
            assertThat(claire.page().locator("#cadence-count-mastodon")).isFocused();
            claire.page().locator("#cadence-count-mastodon").fill("1000000");
            claire.press("Enter");
            assertThat(mastodon.locator(".form-problem")).containsText("De 1 à");
            claire.isAccessible("a rate that is too high");
            claire.page().locator("#cadence-unit-mastodon").selectOption("hour");
            claire.page().locator("#cadence-count-mastodon").fill("30");
            claire.press("Enter");
            assertThat(mastodon.locator("dl")).containsText("30 par heure");
            assertThat(claire.page().locator("#cadence-mastodon")).isFocused();

            claire.press("Enter");
            mastodon.getByText("Toute vitesse", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(mastodon.locator("dl")).containsText("(Toute vitesse)");
        } finally {
            goOn(town, "mastodon");
        }
    }

    @Test
    void whatAPluginSaysOfItsChannelIsInTheAgentsLanguage(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.page().route("**/api/v1/channels", route -> {
                JsonArray channels = new JsonArray(route.fetch().text());
                channels.stream().map(JsonObject.class::cast).filter(channel -> channel.getString("id").equals("formulaire"))
                        .forEach(channel -> channel.put("health", new JsonObject().put("state", "degraded").put("code", "NOT_REACHED_YET")
                                .put("detail", "The mailbox was not reached yet.")));
                route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(channels.encode()));
            });
            claire.open("/administration/channels");

            assertThat(channel(claire, "formulaire")).containsText("La boîte aux lettres n’a pas encore été jointe.");
            assertThat(channel(claire, "formulaire").getByText("The mailbox was not reached yet.")).not().isVisible();
            claire.isAccessible("what a plugin says of its channel");
        }
    }

    @Test
    void itIsForAdministratorsAndFitsANarrowScreen(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/administration/channels");
            assertThat(amina.page().getByText("Cette page est réservée à l’administration.")).isVisible();
        }
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            claire.open("/administration/channels");
            channel(claire, "courriel").getByText("Changer la cadence").click();
            claire.fits();
            claire.isAccessible("channels, narrow");
        }
    }

    /** As a citizen's browser, without drawing it. */
    private static APIResponse visit(AgentBrowser browser, String path) {
        return browser.page().request().get(path, RequestOptions.create().setHeader("Accept", "text/html"));
    }

    /** Whatever became of the test: the town is everybody's. */
    private static void goOn(Town town, String channel) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.patch("/api/v1/channels/" + channel, new JsonObject().put("paused", false).putNull("sendsPerHour"));
        }
    }

    private static Locator channel(AgentBrowser browser, String id) {
        return browser.page().locator("section[data-channel=" + id + "]");
    }
}
