package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskCallNoteTest {

    @Test
    void aCallIsNotedFromTheFirstKeyToTheLastWithoutTheMouse(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/");
            assertThat(browser.page().locator("#list a.row").first()).isVisible();
            browser.press("c");
            assertThat(browser.page().getByLabel("Numéro")).isFocused();
            browser.type(AgentBrowser.number());
            browser.press("Tab");
            browser.type("Denis Rolland");
            browser.press("Tab");
            browser.type("Horaires de la piscine");
            browser.press("Tab");
            browser.type("Demande les horaires d’hiver. Donnés.");
            browser.press("Control+Enter");

            assertThat(browser.page().getByText("Note d’appel enregistrée.")).isVisible();
            assertThat(browser.page().getByLabel("Numéro")).isFocused();
            assertThat(browser.page().getByLabel("Numéro")).hasValue("");
            browser.page().locator(".linked a").click();
            assertThat(browser.heading("Horaires de la piscine")).isVisible();
            assertThat(browser.messages().first()).containsText("noté par");
        }
    }

    @Test
    void aKnownCallerIsShownWhileTheNumberIsTypedAndTheNoteJoinsTheirConversation(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            String caller = AgentBrowser.number();
            long number = browser.post("/channels/telephone/notes",
                    new JsonObject().put("caller", caller).put("name", "Rose Vidal").put("topic", "Trottoir abîmé")
                            .put("note", "Demande une réparation.").put("outcome", "call-back"))
                    .getLong("conversation");
            browser.open("/call");
            browser.page().getByLabel("Numéro").pressSequentially(caller);
            assertThat(browser.page().locator(".match")).containsText("Rose Vidal");
            browser.page().locator(".match-row").filter(new Locator.FilterOptions().setHasText("Trottoir abîmé")).press("Enter");
            assertThat(browser.page().locator("#call-text")).isFocused();
            browser.type("Rappelle : toujours rien.");
            browser.press("Control+Enter");

            assertThat(browser.page().locator(".linked a")).hasAttribute("href", "/conversation/" + number);
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(2);
        }
    }

    /** The stream is played: the demo has no telephone system to sign its calls. */
    @Test
    void aCallThatRingsForTheAgentOpensTheFormWithItsNumber(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            String caller = AgentBrowser.number();
            JsonObject call = new JsonObject().put("kind", "call.signalled").put("at", "2026-11-22T10:00:00Z")
                    .put("agentId", browser.get("/api/v1/session").getJsonObject("agent").getString("id"))
                    .put("detail", new JsonObject().put("state", "ringing").put("caller", caller));
            browser.page().route("**/api/v1/events**", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream")
                    .setBody("id: 1\nevent: change\ndata: " + call.encode() + "\n\n")));
            browser.open("/");

            assertThat(browser.page().getByText("Appel entrant : " + caller)).isVisible();
            assertThat(browser.page().getByLabel("Numéro")).hasValue(caller);
            assertThat(browser.page().locator("#call-topic")).isFocused();
        }
    }

    @Test
    void aNoteWithoutWordsIsNotSavedAndSaysSo(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-topic").fill("Rien");
            browser.press("Control+Enter");

            assertThat(browser.page().locator(".form-problem")).containsText("Écrivez ce que la personne a demandé.");
            assertThat(browser.page().locator("#call-text")).isFocused();
            browser.isAccessible("a refused call note");
        }
    }

    @Test
    void aCallThatIsPassedOnReachesTheTeam(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-topic").fill("Nid-de-poule");
            browser.page().locator("#call-text").fill("Un trou devant l’école.");
            browser.page().getByLabel("Transmis à une équipe").check();
            browser.page().getByLabel("Équipe (obligatoire)").selectOption("Voirie");
            browser.page().locator("#call-text").press("Control+Enter");

            assertThat(browser.page().locator(".linked a")).hasAttribute("href", Pattern.compile("/conversation/\\d+"));
            long number = Long.parseLong(browser.page().locator(".linked a").getAttribute("href").replaceAll("\\D", ""));
            Assertions.assertThat(browser.conversation(number).getString("teamId")).isNotNull();
            browser.open("/conversation/" + number);
            assertThat(browser.page().locator("select[aria-label='Équipe']")).hasValue(browser.conversation(number).getString("teamId"));
        }
    }
}
