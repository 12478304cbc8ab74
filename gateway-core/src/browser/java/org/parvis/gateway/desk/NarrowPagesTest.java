package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** WCAG 2.2, 1.4.10: down to 320 pixels nobody scrolls in two directions. The form's further pages have such a test beside the form. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class NarrowPagesTest {

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void noPageIsWiderThanItsWindow(int width, Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setViewportSize(width, 700);
        try (AgentBrowser browser = town.browser(how)) {
            browser.open("/login");
            assertThat(browser.page().getByLabel("Identifiant")).isVisible();
            browser.fits();
            browser.open("/api");
            browser.fits();
            browser.open("/forms/formulaire");
            browser.fits();
            browser.page().getByText("Envoyer").click();
            assertThat(browser.page().locator("#summary")).isVisible();
            browser.fits();
        }
        try (AgentBrowser browser = town.agent("amina", how)) {
            browser.open("/");
            assertThat(browser.page().locator("#list a.row").first()).isVisible();
            browser.fits();
            for (String channel : new String[]{"courriel", "formulaire", "mastodon", "telephone"}) {
                browser.open("/conversation/" + browser.anyOpen(channel).getLong("number"));
                assertThat(browser.messages().first()).isVisible();
                browser.fits();
            }
            for (String key : new String[]{"f", "g", "d", "y", "t", "s", "m", "w"}) {
                browser.press(key);
                assertThat(browser.page().locator("dialog[open]")).isVisible();
                browser.fits();
                browser.press("Escape");
                assertThat(browser.page().locator("dialog[open]")).hasCount(0);
            }
            asksBeforePrivateDataBecomePublic(browser);
            browser.page().locator("button.me").click();
            browser.fits();
            browser.press("Escape");
            browser.open("/view/all?q=zzzyx");
            assertThat(browser.page().getByText("Rien ne correspond à")).isVisible();
            browser.fits();
            browser.open("/call");
            browser.page().getByLabel("Transmis à une équipe").check();
            browser.page().getByLabel("Numéro").fill("06 39 98 00 4");
            assertThat(browser.page().locator(".match").first()).isVisible();
            browser.fits();
            browser.open("/account");
            assertThat(browser.heading("Mon compte")).isVisible();
            browser.fits();
            browser.press("?");
            assertThat(browser.page().locator("dialog[open]")).isVisible();
            browser.fits();
        }
        try (AgentBrowser browser = town.agent("claire", how)) {
            browser.open("/administration");
            browser.button("Nouvel agent").click();
            assertThat(browser.page().locator("dialog[open]")).isVisible();
            browser.fits();
            browser.page().waitForFunction("""
                    () => {
                      const dialog = document.querySelector('dialog[open]');
                      return dialog.scrollWidth <= dialog.clientWidth;
                    }""");
        }
    }

    private static void asksBeforePrivateDataBecomePublic(AgentBrowser browser) {
        browser.open("/conversation/" + browser.anyOpen("mastodon").getLong("number"));
        browser.page().getByLabel("Qui pourra lire la réponse").selectOption("public");
        Locator reply = browser.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
        reply.fill("Appelez le 01 99 00 00 01.");
        browser.press("Control+Enter");
        assertThat(browser.page().getByRole(AriaRole.ALERTDIALOG)).isVisible();
        browser.fits();
        browser.press("Escape");
        reply.fill("");
    }
}
