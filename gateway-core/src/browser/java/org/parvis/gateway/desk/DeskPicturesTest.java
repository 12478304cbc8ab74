package org.parvis.gateway.desk;

import java.nio.file.Path;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The pictures of the documents, taken from the running program so that they stay true; into the documents themselves with {@code -Dparvis.screenshots=true}. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskPicturesTest {

    private static final Path IMAGES = Path.of(Boolean.getBoolean("parvis.screenshots") ? "../docs/images" : "target/images");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            desk        | LIGHT | 1440 | 900 | Mariama Bah      | Bonjour, oui : au 01 99 00 10 10, ou venez le matin avant 11 h.
            desk-dark   | DARK  | 1440 | 900 | marché du samedi | Bonjour, oui : le marché est maintenu, sur le mail pendant les travaux.
            desk-tablet | LIGHT | 1024 | 768 | électricité      | Bonjour, nous vous attendons jeudi à 10 h.
            desk-phone  | DARK  | 390  | 844 | Mariama Bah      | Bonjour, oui.
            """)
    void theDesk(String name, ColorScheme colours, int width, int height, String words, String draft, Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(width, height);
        try (AgentBrowser browser = town.agent("amina", how)) {
            browser.open("/conversation/" + browser.find(words));
            assertThat(browser.messages().first()).isVisible();
            assertThat(browser.page().locator(".connection")).containsText("En direct");
            browser.page().locator("#composer-text").fill(draft);
            picture(browser, name);
        }
    }

    @ParameterizedTest
    @CsvSource({"call-note, LIGHT"})
    void theCallNote(String name, ColorScheme colours, Town town) {
        try (AgentBrowser browser = town.agent("julien",
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1280, 800))) {
            browser.open("/call");
            browser.page().getByLabel("Numéro").fill("06 39 98 00 4");
            assertThat(browser.page().locator(".match").first()).isVisible();
            browser.page().locator("#call-topic").fill("Horaires de la piscine");
            picture(browser, name);
        }
    }

    @ParameterizedTest
    @CsvSource({"operations, LIGHT"})
    void theOperatorsPage(String name, ColorScheme colours, Town town) {
        try (AgentBrowser browser = town.agent("claire",
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1440, 1000))) {
            browser.open("/operations");
            assertThat(browser.page().locator(".troubles li").first()).isVisible();
            picture(browser, name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search         | amina  | /view/all?q=lampadaire  | #list a.row
            administration | claire | /administration         | .administration tbody tr
            channels       | claire | /administration/channels | section.channel
            words          | claire | /administration/words   | .words-page li
            """)
    void aPage(String name, String account, String address, String shows, Town town) {
        try (AgentBrowser browser = town.agent(account, new Browser.NewContextOptions().setViewportSize(1280, 800))) {
            browser.open(address);
            assertThat(browser.page().locator(shows).first()).isVisible();
            picture(browser, name);
        }
    }

    @ParameterizedTest
    @CsvSource({"person, DARK"})
    void aPerson(String name, ColorScheme colours, Town town) {
        try (AgentBrowser browser = town.agent("amina",
                new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(1280, 800))) {
            JsonObject conversation = browser.conversation(browser.find("Mariama Bah"));
            browser.open("/person/" + conversation.getJsonObject("contact").getString("id"));
            assertThat(browser.page().locator("person-conversations li").first()).isVisible();
            picture(browser, name);
        }
    }

    private static void picture(AgentBrowser browser, String name) {
        browser.page().screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
    }
}
