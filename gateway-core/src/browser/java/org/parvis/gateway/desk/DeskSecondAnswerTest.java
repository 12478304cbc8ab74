package org.parvis.gateway.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Two agents answer the same message: whoever is second reads the first answer before theirs goes. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskSecondAnswerTest {

    private static final String FIRST = "La carte vous attend à l’accueil.";
    private static final String SECOND = "Votre carte est prête.";
    private static final Pattern READ = Pattern.compile("/api/v1/conversations/[^/?]+(/messages)?(\\?.*)?$");

    @Test
    void aColleaguesAnswerIsShownToTheWriterWhoReadsItAndSendsAllTheSame(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            long number = opened(amina, "Deux réponses");
            amina.beginReply(SECOND);
            marc.open("/conversation/" + number);
            assertThat(marc.messages()).hasCount(1);
            marc.press("r");
            assertThat(text(marc)).isFocused();
            marc.type(FIRST);
            marc.press("Control+Enter");
            assertThat(marc.messages()).hasCount(2);

            assertThat(line(amina)).containsText(Pattern.compile("Depuis que vous écrivez, Marc Lefort a répondu \\(.+\\)\\."));
            amina.isAccessible("a colleague has answered meanwhile");
            assertThat(text(amina)).isFocused();
            amina.press("Control+Enter");
            assertThat(question(amina)).containsText("Marc Lefort a déjà répondu");
            assertThat(question(amina)).containsText(FIRST);
            assertThat(amina.button("Revenir à mon texte")).isFocused();
            amina.isAccessible("asked about a second answer");
            amina.press("Escape");
            assertThat(question(amina)).not().isVisible();
            assertThat(text(amina)).isFocused();
            assertThat(text(amina)).hasValue(SECOND);
            assertThat(amina.messages()).hasCount(2);

            line(amina).getByText("Lire sa réponse").click();
            amina.button("Envoyer quand même").click();
            assertThat(amina.messages()).hasCount(3);
            assertThat(marc.messages().last()).containsText(SECOND);
            assertThat(line(amina)).hasCount(0);
        }
    }

    @Test
    void anAnswerThatTheDeskHasNotHeardOfIsToldByTheServerAndNothingIsResolvedBefore(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            // By mail, where an answer is no task that keeps the conversation open.
            JsonObject conversation = amina.anyOpen("courriel");
            long number = conversation.getLong("number");
            amina.open("/conversation/" + number);
            assertThat(amina.messages().first()).isVisible();
            int before = amina.messages().count();
            amina.beginReply(SECOND);
            List<Route> held = new ArrayList<>();
            amina.page().route(READ, route -> {
                if (route.request().method().equals("GET")) {
                    held.add(route);
                } else {
                    route.resume();
                }
            });
            answer(marc, number);
            amina.page().waitForResponse(response -> response.url().endsWith("/replies") && response.status() == 409,
                    () -> amina.press("Control+Shift+Enter"));
            amina.page().unroute(READ);
            held.forEach(Route::resume);

            assertThat(question(amina)).containsText("Marc Lefort a déjà répondu");
            assertThat(question(amina)).containsText(FIRST);
            Assertions.assertThat(marc.conversation(number).getString("state")).isNotEqualTo("resolved");
            amina.button("Envoyer quand même").click();

            assertThat(amina.messages()).hasCount(before + 2);
            assertThat(amina.page().locator(".thread-header")).containsText("résolue");
            Assertions.assertThat(marc.conversation(number).getString("state")).isEqualTo("resolved");
            marc.patch("/api/v1/conversations/" + conversation.getString("id"), new JsonObject().put("state", "open"));
        }
    }

    @Test
    void aReplyThatIsGivenUpForAColleaguesIsOfferedBack(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            long number = opened(amina, "Une de trop");
            amina.beginReply(SECOND);
            answer(marc, number);
            assertThat(line(amina)).isVisible();
            amina.press("Control+Enter");
            amina.button("Abandonner ma réponse").click();
            assertThat(text(amina)).hasValue("");
            assertThat(line(amina)).hasCount(0);
            assertThat(amina.messages()).hasCount(2);

            amina.page().locator(".notice").getByText("Annuler").click();
            assertThat(text(amina)).hasValue(SECOND);
            assertThat(line(amina)).isVisible();
        }
    }

    @Test
    void whatIsCalledBackOrGoesOutLaterIsAskedAboutToo(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            amina.holdReplies(30);
            long number = opened(amina, "Deux fois pesée");
            amina.beginReply(SECOND);
            amina.press("Control+Enter");
            assertThat(amina.messages()).hasCount(2);
            answer(marc, number);
            assertThat(amina.messages()).hasCount(3);
            amina.button("Annuler l’envoi").click();
            assertThat(text(amina)).hasValue(SECOND);
            assertThat(line(amina)).containsText("Marc Lefort a répondu");

            amina.button("Autres façons d’envoyer").click();
            amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Envoyer plus tard…")).click();
            amina.button("Demain à 9").click();
            assertThat(question(amina)).containsText(FIRST);
            amina.button("Envoyer quand même").click();
            assertThat(amina.messages()).hasCount(4);
            assertThat(amina.messages().last().locator(".delivery")).containsText(AgentBrowser.GOES_ON_A_DAY);
        }
    }

    @Test
    void whoeverGoesOnAtAnotherMachineIsToldThereAndOneWhoBeginsAfterwardsIsNot(Town town) {
        try (AgentBrowser amina = town.agent("amina");
                AgentBrowser elsewhere = town.agent("amina");
                AgentBrowser marc = town.agent("marc")) {
            long number = opened(amina, "D’une machine à l’autre");
            amina.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 200,
                    () -> amina.beginReply(SECOND));
            answer(marc, number);

            elsewhere.open("/conversation/" + number);
            assertThat(text(elsewhere)).hasValue(SECOND);
            assertThat(line(elsewhere)).containsText("Marc Lefort a répondu");

            text(elsewhere).fill("");
            assertThat(line(elsewhere)).hasCount(0);
            text(elsewhere).fill("Et bonne journée.");
            elsewhere.press("Control+Enter");
            assertThat(elsewhere.messages()).hasCount(3);
        }
    }

    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        agent.open("/conversation/" + number);
        assertThat(agent.messages()).hasCount(1);
        assertThat(agent.page().locator(".connection")).hasText("En direct");
        return number;
    }

    private static void answer(AgentBrowser agent, long number) {
        agent.post("/api/v1/conversations/" + agent.conversation(number).getString("id") + "/replies", new JsonObject().put("text", FIRST));
    }

    private static Locator line(AgentBrowser agent) {
        return agent.page().locator(".composer [role=status] .passed");
    }

    private static Locator question(AgentBrowser agent) {
        return agent.page().getByRole(AriaRole.ALERTDIALOG);
    }

    private static Locator text(AgentBrowser agent) {
        return agent.page().locator("#composer-text");
    }
}
