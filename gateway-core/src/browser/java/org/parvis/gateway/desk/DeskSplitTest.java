package org.parvis.gateway.desk;

import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskSplitTest {

    private static final String TEXT = "La mairie annexe est fermée pour travaux jusqu’à la fin du mois. ".repeat(11).strip();

    @Test
    void aTextThatIsTooLongGoesOutInSeveralPostsOnceTheseWereShown(Town town) {
        try (AgentBrowser browser = town.agent("thomas")) {
            int before = open(browser);
            Locator posts = browser.page().locator("dialog[open] .posts li");
            assertThat(posts).hasCount(2);
            browser.isAccessible("a text in several posts");
            browser.fits();
            browser.press("Escape");
            Assertions.assertThat(browser.messages().count()).isEqualTo(before);
            browser.button("En plusieurs messages").click();
            browser.page().locator("dialog[open] .primary").click();

            assertThat(browser.messages()).hasCount(before + 2);
            assertThat(browser.messages().nth(before)).containsText("(1/2)");
            assertThat(browser.messages().last()).containsText("(2/2)");
            assertThat(browser.page().locator("#composer-text")).hasValue("");
        }
    }

    @Test
    void whatWasSentOfASeriesIsNotSentAgainWhenTheRestIs(Town town) {
        try (AgentBrowser browser = town.agent("helene")) {
            int before = open(browser);
            AtomicInteger attempts = new AtomicInteger();
            browser.page().route("**/replies", route -> {
                if (attempts.incrementAndGet() == 2) {
                    route.fulfill(new Route.FulfillOptions().setStatus(429));
                } else {
                    route.resume();
                }
            });
            browser.page().locator("dialog[open] .primary").click();

            assertThat(browser.page().getByText("1 message sur 2 est parti.")).isVisible();
            assertThat(browser.messages()).hasCount(before + 1);
            assertThat(browser.page().locator("#composer-text")).hasAttribute("readonly", "");
            browser.isAccessible("the rest of a series");
            browser.page().locator("#composer-text").press("Control+Enter");
            assertThat(browser.messages()).hasCount(before + 2);
            assertThat(browser.messages().last()).containsText("(2/2)");
            assertThat(browser.page().locator("#composer-text")).hasValue("");
        }
    }

    /** Shows the posts; answers how many messages there are before. */
    private static int open(AgentBrowser browser) {
        browser.open("/conversation/" + browser.anyOpen("mastodon").getLong("number"));
        assertThat(browser.messages().first()).isVisible();
        int before = browser.messages().count();
        browser.press("r");
        browser.page().locator("#composer-text").fill(TEXT);
        browser.button("En plusieurs messages").click();
        return before;
    }
}
