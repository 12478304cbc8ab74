package org.parvis.gateway.desk;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The pictures of the documents, taken from the running program so that they stay true: {@code -Dparvis.screenshots=true}. */
@Tag("browser")
@ExtendWith(Town.Given.class)
@EnabledIfSystemProperty(named = "parvis.screenshots", matches = "true")
class DeskPicturesTest {

    private static final Path IMAGES = Path.of("../docs/images");

    @ParameterizedTest
    @CsvSource({"desk, LIGHT, 1440, 900, courriel", "desk-dark, DARK, 1440, 900, mastodon", "desk-tablet, LIGHT, 1024, 768, formulaire",
            "desk-phone, DARK, 390, 844, courriel"})
    void theDesk(String name, ColorScheme colours, int width, int height, String channel, Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(width, height);
        try (AgentBrowser browser = town.agent("amina", how)) {
            browser.open("/conversation/" + browser.anyOpen(channel).getLong("number"));
            assertThat(browser.messages().first()).isVisible();
            assertThat(browser.page().locator(".connection")).containsText("En direct");
            picture(browser, name);
        }
    }

    @ParameterizedTest
    @CsvSource({"call-note, LIGHT"})
    void theCallNote(String name, ColorScheme colours, Town town) {
        try (AgentBrowser browser = town.agent("julien",
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1280, 800))) {
            browser.open("/call");
            browser.page().getByLabel("Numéro").fill("01");
            browser.page().locator("#call-topic").fill("Horaires de la piscine");
            picture(browser, name);
        }
    }

    private static void picture(AgentBrowser browser, String name) {
        browser.page().screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
    }
}
