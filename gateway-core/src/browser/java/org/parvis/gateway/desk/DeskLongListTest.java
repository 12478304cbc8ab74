package org.parvis.gateway.desk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A list of ten thousand: the pages are made up, the rest is the desk as it is. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskLongListTest {

    static final int ROWS = 10_000;
    private static final Pattern LIST = Pattern.compile(".*/api/v1/conversations\\?.*");
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=(\\d+)");
    private static final Pattern IDS = Pattern.compile("[?&]ids=([^&]*)");
    /** Where the row of a place stands in the window; undefined when it is not in the page. */
    private static final String OFFSET = "place => document.querySelector(`#list li[aria-posinset=\"${place}\"]`)?.getBoundingClientRect().top";

    @Test
    void keysReachEveryRowAndFewStandInThePage(Town town) {
        try (AgentBrowser browser = open(town)) {
            browser.press("j");
            assertThat(focused(browser)).hasAttribute("aria-posinset", "1");
            assertThat(focused(browser)).hasAttribute("aria-setsize", "-1");
            browser.press("End");
            assertThat(focused(browser)).hasAttribute("aria-posinset", Integer.toString(ROWS));
            assertThat(focused(browser)).hasAttribute("aria-setsize", Integer.toString(ROWS));
            assertThat(focused(browser)).isInViewport();
            browser.isAccessible("the end of a long list");
            browser.press("k");
            browser.press("ArrowUp");
            assertThat(focused(browser)).hasAttribute("aria-posinset", Integer.toString(ROWS - 2));
            browser.press("Home");
            assertThat(focused(browser)).hasAttribute("aria-posinset", "1");
            browser.press("PageDown");
            browser.press("PageDown");
            browser.press("PageUp");
            browser.press("PageUp");
            assertThat(focused(browser)).hasAttribute("aria-posinset", "1");
            Assertions.assertThat(browser.page().locator("#list li").count()).isLessThan(50);
            assertThat(browser.page().locator("#list a.row[tabindex='0']")).hasCount(1);
        }
    }

    @Test
    void theFocusStaysWithItsRowHoweverFarTheListIsScrolled(Town town) {
        try (AgentBrowser browser = open(town)) {
            browser.press("j");
            browser.press("j");
            browser.page().evaluate("document.querySelector('#list').scrollTop = 5000");
            assertThat(browser.page().locator("#list li[aria-posinset='75']")).isInViewport();
            assertThat(focused(browser)).hasAttribute("aria-posinset", "2");
            browser.press("ArrowDown");
            assertThat(focused(browser)).hasAttribute("aria-posinset", "3");
            assertThat(focused(browser)).isInViewport();
        }
    }

    @Test
    void whatComesInAboveMovesNothingThatIsLookedAt(Town town) {
        try (AgentBrowser browser = open(town); AgentBrowser julien = town.agent("julien")) {
            assertThat(browser.page().locator(".connection")).hasText("En direct");
            browser.page().evaluate("document.querySelector('#list').scrollTop = 3000");
            assertThat(browser.page().locator("#list li[aria-posinset='45']")).isInViewport();
            Object before = browser.page().evaluate(OFFSET, 45);

            julien.callToReturn("Au-dessus");

            Locator newer = browser.page().locator(".newer");
            assertThat(newer).containsText("1 nouvelle au-dessus");
            Assertions.assertThat(browser.page().evaluate(OFFSET, 46)).isEqualTo(before);
            browser.isAccessible("something new above");
            newer.click();
            assertThat(focused(browser)).hasAttribute("aria-posinset", "1");
            assertThat(browser.row("Arrivée à l’instant")).isFocused();
            assertThat(newer).hasCount(0);
        }
    }

    /** However far it is scrolled at once, as many rows stand in the page as are in sight, and some beyond. */
    @Test
    void scrollingDrawsTheRowsInSightAndFewMore(Town town) {
        try (AgentBrowser browser = open(town)) {
            browser.press("j");
            browser.press("End");
            assertThat(focused(browser)).hasAttribute("aria-posinset", Integer.toString(ROWS));
            Object most = browser.page().evaluate("""
                    async () => {
                      const list = document.querySelector('#list');
                      let most = 0;
                      for (let step = 0; step < 200; step++) {
                        list.scrollTop = step * 3000;
                        list.dispatchEvent(new Event('scroll'));
                        await list.closest('conversation-list').updateComplete;
                        most = Math.max(most, list.querySelectorAll('li').length);
                      }
                      return most;
                    }""");
            Assertions.assertThat(((Number) most).intValue()).isBetween(10, 60);
        }
    }

    private static Locator focused(AgentBrowser browser) {
        return browser.page().locator("#list li:has(a:focus)");
    }

    static AgentBrowser open(Town town) {
        AgentBrowser browser = town.agent("amina");
        browser.page().route(LIST, DeskLongListTest::answer);
        browser.open("/view/all");
        assertThat(browser.page().locator("#list li[aria-posinset='1']")).isVisible();
        return browser;
    }

    private static void answer(Route route) {
        String address = route.request().url();
        Matcher ids = IDS.matcher(address);
        JsonArray items = new JsonArray();
        JsonObject page = new JsonObject().put("items", items);
        if (ids.find()) {
            for (String id : URLDecoder.decode(ids.group(1), StandardCharsets.UTF_8).split(",")) {
                items.add(row(id, ROWS + 1, Instant.now(), "Arrivée à l’instant"));
            }
        } else {
            Matcher cursor = CURSOR.matcher(address);
            int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
            for (int place = from; place < from + 100; place++) {
                items.add(row(new UUID(0x7000L, -1 - place).toString(), ROWS - place,
                        Instant.parse("2026-11-02T08:00:00Z").minusSeconds(place),
                        "Demande " + (ROWS - place)));
            }
            if (from + 100 < ROWS) {
                page.put("next", Integer.toString(from + 100));
            }
        }
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(page.encode()));
    }

    private static JsonObject row(String id, int number, Instant at, String subject) {
        return new JsonObject().put("id", id).put("number", number).put("channelId", "courriel")
                .put("contact", new JsonObject().put("id", new UUID(0, 1).toString()).put("name", "Léa Martin")).put("subject", subject)
                .put("state", "open").put("visibility", "private").put("snippet", "Bonjour, une question.").put("createdAt", at.toString())
                .put("lastMessageAt", at.toString()).put("owedSince", at.toString()).put("messageCount", 1).put("version", 1)
                .put("unread", number % 2 == 0);
    }
}
