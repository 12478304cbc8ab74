package org.parvis.gateway.desk;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskListTest {

    @Test
    void aRowIsReadAsChannelPersonSubjectWaitAndWhoHasIt(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.callToReturn("Lecture d’une ligne");
            browser.open("/view/channel/telephone");

            assertThat(browser.row("Lecture d’une ligne")).hasAttribute("aria-label",
                    Pattern.compile("^non lue, Accueil téléphonique, Claire Aubry, Lecture d’une ligne, attend depuis .*, Non attribuée$"));
            assertThat(browser.row("Lecture d’une ligne").locator(".snippet"))
                    .hasText("Demande à être rappelée\u00a0: Lecture d’une ligne");
        }
    }

    @Test
    void theListHasOneTabStopInWhichKeysMoveAndEnterOpens(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/");
            assertThat(browser.page().locator("#list a.row[tabindex='0']")).hasCount(1);

            browser.press("j");
            assertThat(browser.page().locator("#list a.row").nth(0)).isFocused();
            browser.press("j");
            assertThat(browser.page().locator("#list a.row").nth(1)).isFocused();
            browser.press("k");
            browser.press("ArrowDown");
            browser.press("ArrowDown");
            assertThat(browser.page().locator("#list a.row").nth(2)).isFocused();
            browser.press("Enter");

            assertThat(browser.page()).hasURL(Pattern.compile("/conversation/\\d+$"));
            assertThat(browser.page().locator("#thread-heading")).isFocused();
            browser.press("Escape");
            assertThat(browser.page()).hasURL(Pattern.compile("/view/to-handle$"));
            assertThat(browser.page().locator("#list a.row").nth(2)).isFocused();
        }
    }

    @Test
    void theListIsAiryOrCompactAndStaysSo(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/");
            Locator row = browser.page().locator("#list li").first();
            Locator compact = browser.button("Compacte");
            assertThat(compact).hasAttribute("aria-pressed", "false");
            double airy = row.boundingBox().height;
            compact.click();
            assertThat(compact).hasAttribute("aria-pressed", "true");
            double dense = row.boundingBox().height;
            Assertions.assertThat(dense).isLessThan(airy);
            browser.isAccessible("a compact list");
            browser.fits();

            browser.open("/");
            assertThat(compact).hasAttribute("aria-pressed", "true");
            assertThat(row).isVisible();
            Assertions.assertThat(row.boundingBox().height).isEqualTo(dense);
            // Rows stand below one another, without a gap and without covering each other.
            Assertions.assertThat(browser.page().locator("#list li").nth(1).boundingBox().y - row.boundingBox().y).isEqualTo(dense);

            browser.press("Control+k");
            assertThat(browser.page().locator("dialog.palette input")).isFocused();
            browser.type("aérée ou compacte");
            browser.press("Enter");
            assertThat(compact).hasAttribute("aria-pressed", "false");
            Assertions.assertThat(row.boundingBox().height).isEqualTo(airy);
            browser.open("/account");
            assertThat(browser.page().locator("#density")).hasValue("comfortable");
        }
    }

    @Test
    void anOrderIsChosenForEachViewAndStays(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/view/mine");
            browser.button("Ordre\u00a0: Activité").click();
            browser.isAccessible("the orders of a list");
            order(browser, "Dernière arrivée d’abord").click();
            assertThat(browser.button("Ordre\u00a0: Arrivée")).isVisible();
            browser.open("/view/to-handle");
            assertThat(browser.button("Ordre\u00a0: Échéance")).isVisible();
            browser.open("/view/mine");
            assertThat(browser.button("Ordre\u00a0: Arrivée")).isVisible();
        }
    }

    @Test
    void eachOrderPutsTheRowsAsTheServerDoes(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long early = browser.callToReturn("Le premier des deux");
            long late = browser.callToReturn("Le second des deux");
            browser.callAbout(early, "Encore le premier");
            browser.open("/view/to-handle");
            Assertions.assertThat(isOrdered(browser, "promise")).doesNotContain(early, late);

            browser.button("Ordre\u00a0: Échéance").click();
            order(browser, "Activité la plus récente d’abord").click();
            Assertions.assertThat(isOrdered(browser, "activity")).startsWith(early, late);

            browser.button("Ordre\u00a0: Activité").click();
            order(browser, "Dernière arrivée d’abord").click();
            Assertions.assertThat(isOrdered(browser, "arrival")).startsWith(late, early);

            browser.button("Ordre\u00a0: Arrivée").click();
            order(browser, "Attente la plus longue d’abord").click();
            isOrdered(browser, "promise");
        }
    }

    /** The first rows are those that the server names in this order. Answers their numbers. */
    private static List<Long> isOrdered(AgentBrowser browser, String sort) {
        List<Long> numbers = browser.get("/api/v1/conversations?view=to-handle&limit=6&sort=" + sort).getJsonArray("items").stream()
                .map(row -> ((JsonObject) row).getLong("number")).toList();
        for (int place = 0; place < numbers.size(); place++) {
            assertThat(browser.page().locator("#list li").nth(place).locator("a.row")).hasAttribute("href",
                    "/conversation/" + numbers.get(place));
        }
        return numbers;
    }

    private static Locator order(AgentBrowser browser, String name) {
        return browser.page().getByRole(AriaRole.MENUITEMRADIO).filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void whatComesInAppearsWithoutReloading(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            amina.open("/view/channel/telephone");
            assertThat(amina.page().locator(".connection")).hasText("En direct");

            julien.callToReturn("Arrivée en direct");

            assertThat(amina.row("Arrivée en direct")).isVisible();
            assertThat(amina.page().locator("notice-area [role=status]")).containsText("nouveau");
        }
    }

    @Test
    void aSearchFindsAndSaysWhenItFindsNothing(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("Girouette du beffroi");
            browser.open("/");
            assertThat(browser.page().locator("#list a.row").first()).isVisible();
            browser.press("/");
            assertThat(browser.page().locator("#search")).isFocused();
            browser.type("girouette");
            browser.press("Enter");
            assertThat(browser.row("Girouette du beffroi")).isVisible();

            browser.press("Control+A");
            browser.type(Long.toString(number));
            browser.press("Enter");
            assertThat(browser.row("Girouette du beffroi")).isVisible();

            browser.press("Control+A");
            browser.type("zzzyx");
            browser.press("Enter");
            assertThat(browser.page().getByText("Rien ne correspond à")).isVisible();
        }
    }

    @Test
    void aChannelInTroubleIsSaidAboveEverything(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.page().route("**/api/v1/channels", route -> {
                JsonArray channels = new JsonArray(route.fetch().text());
                channels.getJsonObject(0).put("health",
                        new JsonObject().put("state", "needs-operator").put("detail", "Le mot de passe a changé."));
                route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(channels.encode()));
            });
            browser.open("/");

            assertThat(browser.page().locator(".health")).containsText("l’exploitant doit intervenir. Le mot de passe a changé.");
            browser.isAccessible("a channel in trouble");
        }
    }

    @Test
    void singleKeysCanBeSwitchedOff(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/account");
            browser.page().locator(".account").getByLabel("Raccourcis d’une seule touche").uncheck();
            browser.open("/");
            assertThat(browser.page().locator("#list a.row").first()).isVisible();
            browser.press("c");
            browser.press("?");
            browser.press("j");

            assertThat(browser.page()).hasURL(Pattern.compile("/$"));
            assertThat(browser.page().locator("dialog[open]")).hasCount(0);
            assertThat(browser.page().locator("#list a.row:focus")).hasCount(0);
        }
    }

    @Test
    void onANarrowScreenOnePaneIsSeenAtATime(Town town) {
        try (AgentBrowser browser = town.agent("amina", new Browser.NewContextOptions().setViewportSize(320, 640))) {
            long number = browser.callToReturn("Écran étroit");
            browser.open("/view/channel/telephone");
            browser.fits();
            browser.row("Écran étroit").click();
            assertThat(browser.heading("Écran étroit")).isVisible();
            assertThat(browser.page().locator("#list")).isHidden();
            browser.fits();

            browser.button("Revenir à la liste").click();
            assertThat(browser.page().locator("a[href='/conversation/" + number + "']")).isFocused();
            assertThat(browser.page().locator("#thread")).hasCount(0);
        }
    }
}
