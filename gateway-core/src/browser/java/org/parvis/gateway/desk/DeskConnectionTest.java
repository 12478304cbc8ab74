package org.parvis.gateway.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The network goes, the session ends, another version is installed: the page says so and goes on, and nothing typed is lost. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskConnectionTest {

    /** A version of the desk that is not this node's, with the same files. */
    private static final String OTHER = "feedfacefeedface";

    @Test
    void aMinuteWithoutNetworkIsToldAndWhatWasWrittenAndWhatCameMeanwhileIsThereAfterwards(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Coupure de réseau");
            amina.page().clock().install();
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.page().context().setOffline(true);
            assertThat(amina.page().locator(".connection")).hasText("Reconnexion…");
            amina.type("Écrit sans réseau.");
            julien.callAbout(number, "Elle rappelle entre-temps.");
            amina.page().clock().fastForward(60_000);
            assertThat(amina.page().locator(".connection")).hasText(Pattern.compile("Hors ligne depuis \\d\\d:\\d\\d"));
            assertThat(amina.page().locator(".draft-state")).containsText("Gardé ici");
            amina.isAccessible("without network");

            amina.page().context().setOffline(false);
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.messages().last()).containsText("Elle rappelle entre-temps.");
            try (AgentBrowser elsewhere = town.agent("amina")) {
                elsewhere.open("/conversation/" + number);
                assertThat(elsewhere.page().locator("#composer-text")).hasValue("Écrit sans réseau.");
            }
        }
    }

    @Test
    void aSessionThatEndedIsToldAndItsTextIsThereAfterTheNextLogin(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Session finie");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.type("Un texte long à écrire");
            amina.page().context().clearCookies();
            // Nothing is asked of the server but by the stream that begins anew.
            amina.page().evaluate("dispatchEvent(new Event('online'))");
            assertThat(amina.page().getByRole(AriaRole.ALERT)).containsText("Votre session est terminée");
            amina.isAccessible("after the end of a session");
            amina.submit("amina", Town.PASSWORD);
            assertThat(amina.page().locator("#composer-text")).hasValue("Un texte long à écrire");
        }
    }

    @Test
    void aPageOfAnotherVersionGoesOnByItsOwnFilesAndTakesTheNewOneWhenItsAgentWants(Town town) throws InterruptedException {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Nouvelle version");
            town.publishDeskAs(OTHER);
            amina.page().route("**/conversation/" + number, DeskConnectionTest::serveOther, new Page.RouteOptions().setTimes(1));
            amina.open("/conversation/" + number);
            assertThat(amina.page().locator("script[type=module]")).hasAttribute("src", "/assets/" + OTHER + "/app.js");
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.page().locator(".notice")).containsText("Une nouvelle version de Parvis est installée");
            amina.isAccessible("told of a new version");
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.type("Écrit avant le changement.");

            amina.button("La charger").click();

            assertThat(amina.page().locator("script[type=module]")).not().hasAttribute("src", "/assets/" + OTHER + "/app.js");
            assertThat(amina.page().locator("#composer-text")).hasValue("Écrit avant le changement.");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            assertThat(amina.page().locator(".notice")).hasCount(0);
        }
    }

    /** The page that a node of the other version would serve. */
    private static void serveOther(Route route) {
        APIResponse page = route.fetch();
        Map<String, String> headers = new HashMap<>(page.headers());
        // Its policy names the import map by its hash.
        headers.remove("content-security-policy");
        headers.remove("content-encoding");
        headers.remove("content-length");
        route.fulfill(
                new Route.FulfillOptions().setHeaders(headers).setBody(page.text().replaceAll("/assets/[0-9a-f]{16}", "/assets/" + OTHER)));
    }
}
