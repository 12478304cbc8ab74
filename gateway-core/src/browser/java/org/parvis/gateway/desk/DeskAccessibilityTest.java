package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskAccessibilityTest {

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void everyPageAndStateKeepsTheRules(ColorScheme colours, Town town) {
        try (AgentBrowser browser = town.agent("amina",
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1440, 900))) {
            walk(browser);
        }
    }

    @Test
    void narrowScreensKeepThemToo(Town town) {
        try (AgentBrowser browser = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            walk(browser);
            browser.open("/");
            browser.button("Vues").click();
            assertThat(browser.page().locator("#views a").first()).isFocused();
            browser.isAccessible("views, narrow");
        }
    }

    @Test
    void nothingVanishesInForcedColours(Town town) {
        try (AgentBrowser browser = town.agent("amina", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            walk(browser);
        }
    }

    private static void walk(AgentBrowser browser) {
        for (String channel : new String[]{"courriel", "formulaire", "mastodon", "telephone"}) {
            browser.open("/conversation/" + browser.anyOpen(channel).getLong("number"));
            assertThat(browser.messages().first()).isVisible();
            browser.isAccessible("a conversation of " + channel);
            browser.fits();
        }
        browser.press("n");
        browser.type("Une note");
        browser.isAccessible("a note");
        browser.press("Control+A");
        browser.press("Delete");
        browser.press("Escape");
        browser.press("?");
        assertThat(browser.page().locator("dialog[open]")).isVisible();
        browser.isAccessible("help");
        browser.press("Escape");
        browser.page().locator("button.me").click();
        browser.isAccessible("menu");
        browser.press("Escape");

        browser.open("/");
        assertThat(browser.page().locator("#list a.row").first()).isVisible();
        browser.isAccessible("list");
        browser.fits();
        browser.open("/view/all?q=zzzyx");
        assertThat(browser.page().getByText("Rien ne correspond à")).isVisible();
        browser.isAccessible("nothing found");
        browser.open("/call");
        browser.page().getByLabel("Transmis à une équipe").check();
        browser.isAccessible("call note");
        browser.fits();
        browser.open("/account");
        assertThat(browser.heading("Mon compte")).isVisible();
        browser.isAccessible("account");
        browser.fits();
    }
}
