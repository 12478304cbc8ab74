package org.parvis.gateway.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Files that are dropped on a reply or pasted into it. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskFilesTest {

    private static final String UPLOADS = "**/api/v1/attachments?*";
    private static final int BYTES = 90_000;
    private static final int BYTES_A_SECOND = 40_000;

    /** As another program leaves it behind. */
    private static final String COPY_A_PICTURE = """
            async () => {
              const picture = new OffscreenCanvas(8, 8);
              picture.getContext('2d').fillRect(2, 2, 4, 4);
              await navigator.clipboard.write([new ClipboardItem({'image/png': await picture.convertToBlob({type: 'image/png'})})]);
            }""";

    /** Every share that is shown, as it changes. */
    private static final String WATCH_SHARES = """
            () => {
              window.shares = [];
              new MutationObserver(() => {
                const said = document.querySelector('.uploads li[aria-busy] [role=status]')?.textContent.match(/\\d+/);
                if (said && Number(said) !== shares.at(-1)) shares.push(Number(said));
              }).observe(document, {subtree: true, childList: true, characterData: true});
            }""";

    @Test
    void filesThatAreDroppedAreShownWhileTheyAreUploadedAndGoWithTheReply(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            List<Route> held = new ArrayList<>();
            amina.page().route(UPLOADS, held::add);
            drag(amina, "dragover", List.of(file("plan.txt", "text/plain", 7)));
            assertThat(amina.page().locator(".composer[data-dropping]")).isVisible();
            drag(amina, "dragleave", List.of(file("plan.txt", "text/plain", 7)));
            assertThat(amina.page().locator(".composer[data-dropping]")).hasCount(0);
            amina.page().waitForRequest(UPLOADS,
                    () -> drag(amina, "drop", List.of(file("plan.txt", "text/plain", 7), file("photo.png", "image/png", 2_000))));

            assertThat(uploading(amina)).hasCount(2);
            assertThat(uploading(amina).first()).containsText("plan.txt");
            assertThat(uploading(amina).first().getByRole(AriaRole.STATUS)).containsText("%");
            amina.isAccessible("files on their way");
            amina.press("r");
            assertThat(text(amina)).isFocused();
            amina.type("Voici le plan et une photo.");
            int before = amina.messages().count();
            amina.press("Control+Enter");
            assertThat(amina.page().getByText("Un fichier est encore en cours d’envoi.")).isVisible();
            assertThat(amina.messages()).hasCount(before);

            amina.page().unroute(UPLOADS);
            held.forEach(Route::resume);
            assertThat(uploading(amina)).hasCount(0);
            assertThat(uploaded(amina)).hasCount(2);
            assertThat(uploaded(amina).filter(named("plan.txt"))).containsText("7");
            assertThat(uploaded(amina).filter(named("photo.png"))).hasCount(1);
            text(amina).focus();
            amina.press("Control+Enter");
            assertThat(amina.messages()).hasCount(before + 1);
            assertThat(amina.messages().last()).containsText("plan.txt");
            assertThat(amina.messages().last()).containsText("photo.png");
            assertThat(uploaded(amina)).hasCount(0);
        }
    }

    @Test
    void whatTheChannelDoesNotTakeIsRefusedBeforeItIsUploadedAndTheRestGoes(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            JsonObject media = open(amina).getJsonObject("channel").getJsonObject("media");
            List<String> sent = new ArrayList<>();
            amina.page().onRequest(request -> {
                if (request.method().equals("POST") && request.url().contains("/api/v1/attachments?")) {
                    sent.add(request.url());
                }
            });
            drag(amina, "drop", List.of(file("énorme.bin", "application/octet-stream", media.getInteger("maximumBytes") + 1),
                    file("vide.pdf", "application/pdf", 0), file("bon.txt", "text/plain", 5)));

            assertThat(amina.page().locator(".notice").filter(named("énorme.bin"))).containsText("n’a pas été joint");
            assertThat(amina.page().locator(".notice").filter(named("vide.pdf"))).containsText("est vide");
            assertThat(uploaded(amina)).hasCount(1);
            assertThat(uploaded(amina)).containsText("bon.txt");
            Assertions.assertThat(sent).singleElement().asString().endsWith("name=bon.txt");
            remove(amina, "bon.txt");
        }
    }

    @Test
    void aPictureThatIsPastedIsAttachedAndWordsThatArePastedAreWords(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            open(amina);
            amina.press("r");
            assertThat(text(amina)).isFocused();
            amina.page().evaluate(COPY_A_PICTURE);
            amina.press("Control+V");
            assertThat(uploaded(amina)).containsText("image.png");
            assertThat(text(amina)).hasValue("");
            amina.page().evaluate("() => navigator.clipboard.writeText('Des mots. ')");
            amina.press("Control+V");
            assertThat(text(amina)).hasValue("Des mots. ");
            assertThat(uploaded(amina)).hasCount(1);

            amina.type("Voici l’image.");
            int before = amina.messages().count();
            amina.press("Control+Enter");
            assertThat(amina.messages()).hasCount(before + 1);
            assertThat(amina.messages().last()).containsText("image.png");
        }
    }

    @Test
    void howMuchOfAFileHasGoneIsShownWhileItGoesOverASlowLine(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            amina.page().evaluate(WATCH_SHARES);
            CDPSession network = amina.page().context().newCDPSession(amina.page());
            network.send("Network.enable");
            limitUploads(network, BYTES_A_SECOND);
            drag(amina, "drop", List.of(file("carte.bin", "application/octet-stream", BYTES)));
            assertThat(uploaded(amina)).containsText("carte.bin");
            limitUploads(network, -1);
            List<Integer> shares = ((List<?>) amina.page().evaluate("() => shares")).stream().map(Integer.class::cast).toList();
            Assertions.assertThat(shares).isSorted().anyMatch(share -> share > 0 && share < 100);
            remove(amina, "carte.bin");
        }
    }

    @Test
    void aFileIsTakenOffAgainWhileItIsUploadedAndAfterwards(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            amina.page().route(UPLOADS, route -> {
            });
            drag(amina, "drop", List.of(file("erreur.txt", "text/plain", 7)));
            assertThat(uploading(amina)).hasCount(1);
            amina.button("Retirer erreur.txt").click();
            assertThat(uploading(amina)).hasCount(0);
            assertThat(uploaded(amina)).hasCount(0);

            amina.page().unroute(UPLOADS);
            drag(amina, "drop", List.of(file("autre.txt", "text/plain", 7)));
            assertThat(uploaded(amina)).containsText("autre.txt");
            remove(amina, "autre.txt");
        }
    }

    @Test
    void anUploadGoesOnWhateverIsOpenAndLandsInTheReplyInWhichItWasBegun(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            List<Route> held = new ArrayList<>();
            amina.page().route(UPLOADS, held::add);
            drag(amina, "drop", List.of(file("plan.txt", "text/plain", 7)));
            amina.page().waitForCondition(() -> !held.isEmpty());
            amina.page().locator("#tab-note").click();
            assertThat(uploading(amina)).hasCount(0);
            amina.page().locator("#tab-reply").click();
            assertThat(uploading(amina)).hasCount(1);
            List<String> asked = new ArrayList<>();
            amina.page().onDialog(dialog -> {
                asked.add(dialog.type());
                dialog.dismiss();
            });
            amina.page().evaluate("() => location.reload()");
            amina.page().waitForCondition(() -> asked.contains("beforeunload"));
            amina.page().locator(".brand a").click();
            assertThat(text(amina)).hasCount(0);
            amina.page().unroute(UPLOADS);
            amina.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 200,
                    () -> held.forEach(Route::resume));

            amina.page().goBack();
            assertThat(uploaded(amina)).containsText("plan.txt");
            remove(amina, "plan.txt");
        }
    }

    @Test
    void anUploadThatFailsWhileSomethingElseIsOpenIsToldWithAWayBack(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            JsonObject conversation = open(amina);
            List<Route> held = new ArrayList<>();
            amina.page().route(UPLOADS, held::add);
            drag(amina, "drop", List.of(file("plan.txt", "text/plain", 7)));
            amina.page().waitForCondition(() -> !held.isEmpty());
            amina.page().locator(".brand a").click();
            assertThat(text(amina)).hasCount(0);
            held.forEach(route -> route.fulfill(new Route.FulfillOptions().setStatus(413)));

            assertThat(amina.page().locator(".notice.bad")).containsText("Conversation n° " + conversation.getLong("number"));
            assertThat(amina.page().locator(".notice.bad")).containsText("plan.txt");
            amina.page().locator(".notice.bad").getByText("Revenir à mon texte").click();
            assertThat(text(amina)).isVisible();
            amina.page().unroute(UPLOADS);
        }
    }

    @Test
    void aFileThatIsDroppedOnTheMessagesGoesIntoTheReplyWhicheverTabIsChosen(Town town) throws Exception {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            amina.page().locator("#tab-note").click();
            dropFromTheSystem(amina, "#thread");
            assertThat(amina.page().locator("#tab-reply")).hasAttribute("aria-selected", "true");
            assertThat(uploaded(amina)).containsText("photo.txt");
            remove(amina, "photo.txt");
        }
    }

    @Test
    void aFileThatIsDroppedAnywhereElseIsRefusedAndTheDeskStays(Town town) throws Exception {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina);
            amina.press("r");
            assertThat(text(amina)).isFocused();
            amina.type("Encore là");
            for (String place : List.of(".bar", "conversation-list .list-pane", "context-pane > *")) {
                assertThat(amina.page().locator(place)).isVisible();
                dropFromTheSystem(amina, place);
            }
            assertThat(text(amina)).hasValue("Encore là");
            assertThat(uploaded(amina)).hasCount(0);
            amina.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 204,
                    () -> text(amina).fill(""));
        }
    }

    /** As the browser itself does with a file that comes from outside, whatever the page makes of it. */
    private static void dropFromTheSystem(AgentBrowser agent, String place) throws IOException {
        Path photo = Files.createTempDirectory("drop").resolve("photo.txt");
        Files.writeString(photo, "Une photo");
        BoundingBox box = agent.page().locator(place).first().boundingBox();
        CDPSession browser = agent.page().context().newCDPSession(agent.page());
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            JsonObject event = new JsonObject().put("type", type).put("x", box.x + box.width / 2).put("y", box.y + box.height / 2)
                    .put("data", new JsonObject().put("items", new JsonArray()).put("files", new JsonArray().add(photo.toString()))
                            .put("dragOperationsMask", 1));
            browser.send("Input.dispatchDragEvent", JsonParser.parseString(event.encode()).getAsJsonObject());
        }
        browser.detach();
    }

    /** @param bytesASecond -1: as fast as they go */
    private static void limitUploads(CDPSession network, int bytesASecond) {
        JsonObject line = new JsonObject().put("offline", false).put("latency", 0).put("downloadThroughput", -1)
                .put("uploadThroughput", bytesASecond);
        network.send("Network.emulateNetworkConditions", JsonParser.parseString(line.encode()).getAsJsonObject());
    }

    private static Map<String, Object> file(String name, String type, int size) {
        return Map.of("name", name, "type", type, "size", size);
    }

    /** As the browser tells of files that somebody drags over the reply. */
    private static void drag(AgentBrowser agent, String event, List<Map<String, Object>> files) {
        agent.page().evaluate("""
                ({event, files}) => {
                  const dataTransfer = new DataTransfer();
                  for (const {name, type, size} of files) dataTransfer.items.add(new File([new Uint8Array(size)], name, {type}));
                  document.querySelector('.composer').dispatchEvent(new DragEvent(event, {dataTransfer, bubbles: true, cancelable: true}));
                }""", Map.of("event", event, "files", files));
    }

    private static JsonObject open(AgentBrowser agent) {
        JsonObject conversation = agent.conversation(agent.anyOpen("courriel").getLong("number"));
        agent.open("/conversation/" + conversation.getLong("number"));
        assertThat(agent.messages().first()).isVisible();
        assertThat(text(agent)).hasValue("");
        return conversation;
    }

    /** The draft outlives the page: whoever opens the conversation next begins without it. */
    private static void remove(AgentBrowser agent, String name) {
        agent.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 204,
                () -> agent.button("Retirer " + name).click());
        assertThat(uploaded(agent)).hasCount(0);
    }

    private static Locator uploading(AgentBrowser agent) {
        return agent.page().locator(".uploads li[aria-busy]");
    }

    private static Locator uploaded(AgentBrowser agent) {
        return agent.page().locator("reply-files .uploads li:not([aria-busy])");
    }

    private static Locator.FilterOptions named(String name) {
        return new Locator.FilterOptions().setHasText(name);
    }

    private static Locator text(AgentBrowser agent) {
        return agent.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
    }
}
