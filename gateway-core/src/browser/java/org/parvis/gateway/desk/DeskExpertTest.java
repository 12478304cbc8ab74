package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** An expert is asked: the conversation is out of the way of daily work, its person's wait stays in sight, and the timeline says it in words. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskExpertTest {

    @Test
    void byKeyboardItGoesToAViewOfItsOwnAndIsSeenThereByTheColleague(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = opened(amina, "Racines sous le trottoir");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Racines sous le trottoir")).isVisible();

            amina.press("w");
            assertThat(amina.page().locator("#expert-who")).isFocused();
            amina.isAccessible("which expert");
            amina.fits();
            amina.type("Espaces verts, M. Roux");
            amina.press("Enter");

            assertThat(julien.row("Racines sous le trottoir")).hasCount(0);
            assertThat(header(amina)).containsText("attend un expert\u00a0: \u2068Espaces verts, M. Roux\u2069");
            assertThat(header(amina)).containsText("Attend");
            assertThat(amina.page().locator("ul.changes"))
                    .containsText("attend la réponse d’un expert\u00a0: \u2068Espaces verts, M. Roux\u2069.");
            amina.isAccessible("a conversation that waits for an expert");

            julien.open("/view/expert");
            assertThat(julien.row("Racines sous le trottoir")).containsText("Expert");
            assertThat(julien.row("attend un expert\u00a0: \u2068Espaces verts, M. Roux")).isVisible();
            assertThat(julien.page().locator("#views a[href='/view/expert'] .owed")).isVisible();
            julien.isAccessible("what waits for an expert");
            julien.open("/view/waiting");
            assertThat(julien.page().locator("#list a.row").first()).isVisible();
            assertThat(julien.row("Racines sous le trottoir")).hasCount(0);
            Assertions.assertThat(amina.conversation(number).getString("owedSince")).isNotNull();

            amina.press("o");
            assertThat(amina.page().locator("ul.changes").last()).containsText("n’attend plus d’expert.");
            Assertions.assertThat(amina.conversation(number).getString("state")).isEqualTo("open");
        }
    }

    @Test
    void whoIsAskedNeedsNotBeSaidAndItIsTakenBackWithOneButton(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(320, 700))) {
            long number = opened(amina, "Demandé par erreur");
            amina.press("w");
            assertThat(amina.page().locator("#expert-who")).isFocused();
            amina.fits();
            amina.button("Attendre l’expert").click();
            assertThat(header(amina)).containsText("attend un expert");
            Assertions.assertThat(amina.conversation(number).getString("expert")).isEmpty();
            amina.fits();

            amina.page().locator("notice-area").getByText("Annuler").click();
            assertThat(amina.page().getByText("C’est annulé.")).isVisible();
            JsonObject back = amina.conversation(number);
            Assertions.assertThat(back.getString("state")).isEqualTo("open");
            Assertions.assertThat(back.containsKey("expert")).isFalse();
        }
    }

    @Test
    void itIsFoundByASearchAndToHandleAgainWhenThePersonCalls(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = opened(amina, "Quel formulaire pour le puits");
            amina.patch("/api/v1/conversations/" + amina.conversation(number).getString("id"), new JsonObject().put("expert", "Eaux"));
            julien.open("/view/all?q=est%3Achez-expert");
            assertThat(julien.row("Quel formulaire pour le puits")).isVisible();

            julien.open("/view/channel/telephone");
            assertThat(julien.page().locator("#list a.row").first()).isVisible();
            assertThat(julien.row("Quel formulaire pour le puits")).hasCount(0);
            amina.callAbout(number, "J’attends toujours.");
            assertThat(julien.row("Quel formulaire pour le puits")).isVisible();
            assertThat(header(amina)).not().containsText("attend un expert");
        }
    }

    private static Locator header(AgentBrowser agent) {
        return agent.page().locator(".thread-header .meta");
    }

    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        agent.open("/conversation/" + number);
        assertThat(agent.messages()).hasCount(1);
        return number;
    }
}
