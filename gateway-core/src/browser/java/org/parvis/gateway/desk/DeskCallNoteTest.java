package org.parvis.gateway.desk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ElementState;
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

    /** Julien's extension is 201, Yanis's 202. */
    @Test
    void aCallThatRingsOpensTheFormOfTheAgentAtThatExtensionAndOfNobodyElse(Town town) throws Exception {
        try (AgentBrowser julien = town.agent("julien"); AgentBrowser yanis = town.agent("yanis")) {
            for (AgentBrowser browser : List.of(julien, yanis)) {
                browser.open("/");
                assertThat(browser.page().locator(".connection")).containsText("En direct");
            }
            String first = AgentBrowser.number();
            ring(town, first, "201");

            assertThat(julien.page().getByText("Appel entrant : " + first)).isVisible();
            assertThat(julien.page().getByLabel("Numéro")).hasValue(first);
            assertThat(julien.page().locator("#call-topic")).isFocused();

            String second = AgentBrowser.number();
            ring(town, second, "202");

            // Had the first call come here as well, its number would stand in the form: a note that is begun keeps its caller.
            assertThat(yanis.page().getByText("Appel entrant : " + second)).isVisible();
            assertThat(yanis.page().getByLabel("Numéro")).hasValue(second);
            assertThat(julien.page().getByText("Appel entrant : " + first)).isVisible();
            assertThat(julien.page().getByLabel("Numéro")).hasValue(first);
        }
    }

    /** As a telephone system does, signed with what it shares with the channel. */
    private static void ring(Town town, String caller, String extension) throws Exception {
        String body = new JsonObject().put("call", UUID.randomUUID().toString()).put("state", "ringing").put("number", caller)
                .put("extension", extension).put("at", Instant.now().toString()).encode();
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Town.CALLS_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        try (HttpClient telephone = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = telephone.send(HttpRequest.newBuilder(town.address().resolve("/channels/telephone/calls"))
                    .header("Content-Type", "application/json").header("Parvis-Timestamp", timestamp)
                    .header("Parvis-Signature", "sha256=" + signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
            Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    @Test
    void aNoteWithoutWordsIsNotSavedAndSaysSo(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-topic").fill("Rien");
            browser.press("Control+Enter");

            assertThat(browser.page().locator(".form-problem:visible")).containsText("Écrivez ce que la personne a demandé.");
            assertThat(browser.page().locator("#call-text")).isFocused();
            browser.isAccessible("a refused call note");
        }
    }

    @Test
    void aNoteThatIsClearedIsHadBackAndSoIsWhatWasTypedSince(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-topic").fill("Piscine");
            browser.page().locator("#call-text").fill("Demande les horaires.");
            browser.button("Effacer").click();
            assertThat(browser.page().locator("#call-text")).hasValue("");
            assertThat(browser.page().getByLabel("Numéro")).isFocused();
            browser.page().locator("#call-text").fill("Un autre appel.");
            undo(browser);
            assertThat(browser.page().locator("#call-text")).hasValue("Demande les horaires.");
            assertThat(browser.page().locator("#call-topic")).hasValue("Piscine");
            undo(browser);
            assertThat(browser.page().locator("#call-text")).hasValue("Un autre appel.");
        }
    }

    /** Ends when its notice is gone: the next one says the same. */
    private static void undo(AgentBrowser browser) {
        Locator latest = browser.page().locator(".notice").filter(new Locator.FilterOptions().setHasText("Note d’appel écartée.")).last();
        latest.waitFor();
        ElementHandle notice = latest.elementHandle();
        latest.getByText("Annuler").click();
        notice.waitForElementState(ElementState.HIDDEN);
    }

    @Test
    void escapeStaysWithANoteThatIsBegunAndSaysSo(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-text").fill("Demande les horaires.");
            browser.press("Escape");
            assertThat(browser.page().locator(".notice")).containsText("La note d’appel commencée reste ouverte");
            assertThat(browser.page().locator("#call-text")).hasValue("Demande les horaires.");
        }
    }

    @Test
    void aCallThatIsPassedOnReachesTheTeam(Town town) {
        try (AgentBrowser browser = town.agent("julien")) {
            browser.open("/call");
            browser.page().locator("#call-topic").fill("Nid-de-poule");
            browser.page().locator("#call-text").fill("Un trou devant l’école.");
            browser.page().getByLabel("Transmis à une équipe").check();
            browser.page().getByLabel("Équipe (obligatoire)", new Page.GetByLabelOptions().setExact(true)).selectOption("Voirie");
            browser.page().locator("#call-text").press("Control+Enter");

            assertThat(browser.page().locator(".linked a")).hasAttribute("href", Pattern.compile("/conversation/\\d+"));
            long number = Long.parseLong(browser.page().locator(".linked a").getAttribute("href").replaceAll("\\D", ""));
            Assertions.assertThat(browser.conversation(number).getString("teamId")).isNotNull();
            browser.open("/conversation/" + number);
            assertThat(browser.page().locator("select[aria-label='Équipe']")).hasValue(browser.conversation(number).getString("teamId"));
        }
    }
}
