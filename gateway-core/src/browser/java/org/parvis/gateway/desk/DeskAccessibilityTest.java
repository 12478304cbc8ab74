package org.parvis.gateway.desk;

import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskAccessibilityTest {

    @Test
    void everyPageAndStateKeepsTheRulesAndContrastsInTheDarkToo(Town town) {
        AgentBrowser browser = town.browser(
                new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT).setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(1440, 900));
        DeskPlaces.walk(town, browser, place -> {
            browser.isAccessible(place);
            // All else than colours is in the dark as in the light.
            browser.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            browser.contrasts(place + ", in the dark");
            browser.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        });
    }

    @Test
    void narrowScreensKeepThemToo(Town town) {
        try (AgentBrowser browser = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            walk(browser, browser::isAccessible);
            browser.open("/");
            browser.button("Vues").click();
            assertThat(browser.page().locator("#views a").first()).isFocused();
            browser.isAccessible("views, narrow");
        }
    }

    @Test
    void nothingVanishesInForcedColours(Town town) {
        try (AgentBrowser browser = town.agent("amina", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            walk(browser, browser::contrasts);
        }
    }

    private static void walk(AgentBrowser browser, Consumer<String> check) {
        for (String channel : new String[]{"courriel", "formulaire", "mastodon", "telephone"}) {
            browser.open("/conversation/" + browser.anyOpen(channel).getLong("number"));
            assertThat(browser.messages().first()).isVisible();
            check.accept("a conversation of " + channel);
            browser.fits();
        }
        browser.press("n");
        browser.type("Une note");
        check.accept("a note");
        browser.press("Control+A");
        browser.press("Delete");
        browser.press("Escape");
        browser.press("?");
        assertThat(browser.page().locator("dialog[open]")).isVisible();
        check.accept("help");
        browser.press("Escape");
        browser.page().locator("button.me").click();
        check.accept("menu");
        browser.press("Escape");

        browser.open("/");
        assertThat(browser.page().locator("#list a.row").first()).isVisible();
        check.accept("list");
        browser.fits();
        browser.open("/view/all?q=zzzyx");
        assertThat(browser.page().getByText("Rien ne correspond à")).isVisible();
        check.accept("nothing found");
        browser.open("/call");
        browser.page().getByLabel("Transmis à une équipe").check();
        check.accept("call note");
        browser.fits();
        browser.open("/account");
        assertThat(browser.heading("Mon compte")).isVisible();
        check.accept("account");
        browser.fits();
    }
}
