package org.parvis.gateway.desk;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** In the usual windows there is room for what an agent goes by. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskRoomTest {

    @ParameterizedTest
    @CsvSource({"1440, 900, amina", "1280, 800, amina", "1024, 768, amina", "1440, 900, emma", "1280, 800, emma"})
    void viewsWithBothCountsAndWhereAReplyGoesAreReadWhole(int width, int height, String account, Town town) {
        try (AgentBrowser agent = town.agent(account, new Browser.NewContextOptions().setViewportSize(width, height))) {
            agent.page().route("**/api/v1/views", DeskRoomTest::many);
            agent.open("/view/expert");
            assertThat(agent.page().locator("#views a[aria-current] .owed")).containsText("88");
            isWhole(agent, "#views .label");

            agent.open("/conversation/" + agent.anyOpen("courriel").getLong("number"));
            assertThat(agent.messages().first()).isVisible();
            Locator toggle = agent.page().locator(".context-toggle");
            if (toggle.getAttribute("aria-pressed").equals("false")) {
                toggle.click();
            }
            assertThat(agent.page().locator(".via")).containsText("@");
            isWhole(agent, "#views .label, .via");
            agent.fits();
        }
    }

    /** As many conversations with experts as two digits can say, an answer owed in each. */
    private static void many(Route route) {
        JsonArray views = new JsonArray(route.fetch().text());
        views.stream().map(JsonObject.class::cast).filter(view -> view.getString("view").equals("expert"))
                .forEach(view -> view.put("count", 88).put("owed", 88));
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(views.encode()));
    }

    private static void isWhole(AgentBrowser agent, String what) {
        Object cut = agent.page().evaluate("""
                what => [...document.querySelectorAll(what)].filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth)
                  .map(({textContent}) => textContent)""", what);
        Assertions.assertThat((List<?>) cut).as("cut at " + agent.page().viewportSize().width + " pixels").isEmpty();
    }
}
