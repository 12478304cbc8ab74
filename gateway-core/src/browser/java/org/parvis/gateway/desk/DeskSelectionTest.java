package org.parvis.gateway.desk;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.KeyboardModifier;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Many conversations at once. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskSelectionTest {

    @Test
    void whatIsResolvedTogetherIsTakenBackExceptWhatSomebodyTouchedSince(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long[] numbers = three(amina, "Trois à résoudre");
            JsonObject before = amina.conversation(numbers[0]);
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Trois à résoudre")).hasCount(3);
            amina.open("/view/channel/telephone");
            choose(amina, "Trois à résoudre 3");

            amina.press("e");
            assertThat(amina.page().locator("#reason-lead")).containsText("Dans 3 d’entre elles");
            amina.isAccessible("a reason for several");
            amina.type("Doublon");
            amina.press("Enter");
            assertThat(amina.page().locator(".notice")).containsText("3 conversations résolues.");
            assertThat(amina.row("Trois à résoudre")).hasCount(0);
            assertThat(julien.row("Trois à résoudre")).hasCount(0);
            Assertions.assertThat(amina.conversation(numbers[0]).containsKey("owedSince")).isFalse();
            julien.post("/api/v1/conversations/" + amina.conversation(numbers[1]).getString("id") + "/notes",
                    new JsonObject().put("text", "Vu avec la mairie"));

            amina.button("Annuler").click();

            assertThat(amina.page().locator(".notice").last()).containsText("2 conversations sont redevenues");
            assertThat(amina.page().locator(".failures")).containsText("1 conversation est restée telle quelle");
            assertThat(amina.page().locator(".failures li")).hasCount(1);
            assertThat(amina.page().locator(".failures li")).containsText(Long.toString(numbers[1]));
            amina.isAccessible("what could not be taken back");
            assertThat(amina.row("Trois à résoudre 1")).isVisible();
            assertThat(amina.row("Trois à résoudre 3")).isVisible();
            assertThat(julien.row("Trois à résoudre 1")).isVisible();
            assertThat(julien.row("Trois à résoudre 3")).isVisible();
            assertThat(julien.row("Trois à résoudre")).hasCount(2);
            Assertions.assertThat(amina.conversation(numbers[0]).getString("owedSince")).isEqualTo(before.getString("owedSince"));
            Assertions.assertThat(amina.conversation(numbers[1]).getString("state")).isEqualTo("resolved");
        }
    }

    @Test
    void whatIsRefusedIsSaidAndStaysChosen(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long[] numbers = three(amina, "Trois à attribuer");
            String touched = amina.conversation(numbers[1]).getString("id");
            amina.page().route("**/api/v1/conversations/" + touched, route -> {
                if (!route.request().method().equals("PATCH")) {
                    route.resume();
                    return;
                }
                JsonObject problem = new JsonObject().put("type", "/problems/changed-meanwhile").put("title", "Conflict").put("status",
                        409);
                route.fulfill(
                        new Route.FulfillOptions().setStatus(409).setContentType("application/problem+json").setBody(problem.encode()));
            });
            amina.open("/view/channel/telephone");
            choose(amina, "Trois à attribuer 3");

            amina.press("a");

            assertThat(amina.page().locator(".notice")).containsText("2 conversations attribuées.");
            assertThat(amina.page().locator(".bulk .count")).hasText("1 sélectionnée");
            assertThat(amina.page().locator(".failures li")).containsText("vient de modifier cette conversation");
            assertThat(amina.row("Trois à attribuer 1")).hasAttribute("aria-label", Pattern.compile("attribuée à Amina .*$"));
            amina.press("z");
            assertThat(amina.row("Trois à attribuer 1")).hasAttribute("aria-label", Pattern.compile("Non attribuée$"));
            amina.press("Escape");
            assertThat(amina.page().locator(".bulk")).hasCount(0);
        }
    }

    @Test
    void theKeyThatUndoesTakesBackWhatWasDoneLastWithOneConversationTooThenWhatWasDoneBefore(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Une seule, deux pas");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("a");
            assertThat(amina.page().locator(".notice")).containsText("La conversation est à vous.");
            assertThat(amina.page().locator(".thread-header .actions")).not().containsText("M’attribuer");
            amina.press("h");
            assertThat(amina.page().locator(".thread-header .meta")).containsText("en attente");

            amina.press("z");
            assertThat(amina.page().locator(".thread-header .meta")).not().containsText("en attente");
            assertThat(amina.page().getByText("C’est annulé.").first()).isVisible();
            Assertions.assertThat(amina.conversation(number).getString("state")).isEqualTo("open");
            Assertions.assertThat(amina.conversation(number).containsKey("assigneeId")).isTrue();
        }
    }

    @Test
    void thePointerChoosesTooAndShiftChoosesAllBetween(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            three(amina, "Trois au clic");
            amina.open("/view/channel/telephone");
            assertThat(amina.row("Trois au clic 1")).isVisible();
            Locator boxes = amina.page().locator("#list .pick input");
            boxes.nth(0).check();
            assertThat(amina.row("Trois au clic 3")).isFocused();
            boxes.nth(2).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            assertThat(amina.page().locator(".bulk .count")).hasText("3 sélectionnées");
            amina.isAccessible("a selection");
            amina.fits();

            amina.button("Attribuer").click();
            amina.isAccessible("who may have them");
            amina.press("Escape");
            amina.button("Vider la sélection").click();
            assertThat(amina.page().locator(".bulk")).hasCount(0);
            assertThat(amina.row("Trois au clic 1")).isFocused();
        }
    }

    /** The latest is uppermost. */
    private static long[] three(AgentBrowser browser, String topic) {
        return new long[]{browser.callToReturn(topic + " 1"), browser.callToReturn(topic + " 2"), browser.callToReturn(topic + " 3")};
    }

    /** The uppermost three, by keys. */
    private static void choose(AgentBrowser browser, String first) {
        assertThat(browser.row(first)).isVisible();
        browser.press("j");
        assertThat(browser.row(first)).isFocused();
        browser.press("x");
        browser.press("Shift+ArrowDown");
        browser.press("Shift+ArrowDown");
        assertThat(browser.page().locator(".bulk .count")).hasText("3 sélectionnées");
    }
}
