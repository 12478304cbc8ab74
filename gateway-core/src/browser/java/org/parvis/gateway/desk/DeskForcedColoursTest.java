package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ForcedColors;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What colours say is seen without them too. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskForcedColoursTest {

    @Test
    void inForcedColoursFocusAndChoiceAndUnreadAndPublicAreToldApart(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            amina.callToReturn("Jamais ouverte");
            long read = amina.callToReturn("Ouverte puis quittée");
            amina.page().waitForResponse(response -> response.url().endsWith("/read") && response.ok(),
                    () -> amina.open("/conversation/" + read));
            amina.open("/view/channel/telephone");
            Locator unread = amina.row("Jamais ouverte").first();
            Locator open = amina.row("Ouverte puis quittée").first();
            assertThat(unread).hasAttribute("data-unread", "");
            assertThat(open).not().hasAttribute("data-unread", "");
            Assertions.assertThat(weight(unread)).isGreaterThan(weight(open));

            Assertions.assertThat(outline(open)).startsWith("none");
            open.click();
            assertThat(amina.messages()).hasCount(1);
            assertThat(open).hasAttribute("aria-current", "true");
            assertThat(open).not().isFocused();
            Assertions.assertThat(outline(open)).isEqualTo("solid 2px");
            unread.focus();
            amina.press("ArrowUp");
            assertThat(open).isFocused();
            assertThat(open).hasAttribute("aria-current", "true");
            Assertions.assertThat(outline(open)).isEqualTo("double 4px");
            Assertions.assertThat(outline(unread)).startsWith("none");
            amina.press("ArrowDown");
            assertThat(unread).isFocused();
            Assertions.assertThat(outline(unread)).isEqualTo("solid 2px");

            Locator mark = amina.page().locator(".thread-header .visibility");
            assertThat(mark).hasText("Privé");
            Assertions.assertThat(border(mark)).isEqualTo("none");
            amina.open("/conversation/" + publicOne(amina));
            assertThat(mark).hasText("Public");
            Assertions.assertThat(border(mark)).isEqualTo("solid");
        }
    }

    private static long publicOne(AgentBrowser browser) {
        return browser.get("/api/v1/conversations?view=all&channel=mastodon&limit=100").getJsonArray("items").stream()
                .map(JsonObject.class::cast).filter(row -> "public".equals(row.getString("visibility"))).findFirst().orElseThrow()
                .getLong("number");
    }

    private static String outline(Locator element) {
        return (String) element.evaluate("(element) => {const {outlineStyle, outlineWidth} = getComputedStyle(element);"
                + " return `${outlineStyle} ${outlineWidth}`;}");
    }

    private static String border(Locator element) {
        return (String) element.evaluate("(element) => getComputedStyle(element).borderTopStyle");
    }

    private static int weight(Locator row) {
        return Integer.parseInt((String) row.locator(".name").evaluate("(element) => getComputedStyle(element).fontWeight"));
    }
}
