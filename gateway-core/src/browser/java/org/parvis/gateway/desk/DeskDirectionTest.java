package org.parvis.gateway.desk;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Characters that turn the direction of writing around (Unicode Standard Annex 9). */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDirectionTest {

    @Test
    void aFileIsNamedLetterAfterLetter(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/conversation/" + browser.anyOpen("courriel").getLong("number"));
            assertThat(browser.messages().first()).isVisible();
            browser.page().locator("input[type=file]").setInputFiles(
                    new FilePayload("facture\u202efdp.exe", "application/octet-stream", "MZ".getBytes(StandardCharsets.US_ASCII)));
            assertThat(browser.page().locator(".uploads .file-name")).hasText("facturefdp.exe");
            assertThat(browser.page().locator(".uploads .size")).hasText("2 o");

            browser.page().locator("#composer-text").fill("Voici.");
            browser.press("Control+Enter");

            Locator file = browser.messages().last().locator("a.file");
            assertThat(file.locator(".file-name")).hasText("facturefdp.exe");
            assertThat(file).hasAttribute("download", "facturefdp.exe");
        }
    }

    @Test
    void whatPeopleAreCalledTurnsNothingAroundBesideIt(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.post("/channels/telephone/notes", new JsonObject().put("caller", AgentBrowser.number())
                    .put("name", "\u202eyerdnA").put("topic", "\u202eeuR").put("note", "\u202eNote").put("outcome", "call-back"))
                    .getLong("conversation");
            // Where nothing else is in the list: it is the newest, and behind all that waits already.
            browser.open("/view/all?q=%23" + number);
            browser.page().locator("#list li a").click();
            Locator row = browser.page().locator("#list a[aria-current]");

            for (Locator words : new Locator[]{row.locator(".name > bdi"), row.locator(".subject > bdi"), row.locator(".snippet > bdi"),
                    browser.page().locator("#thread-heading > bdi"), browser.messages().first().locator("h3 > bdi"),
                    browser.page().locator(".context h2 > bdi")}) {
                assertThat(words).hasCSS("unicode-bidi", "isolate");
            }
        }
    }
}
