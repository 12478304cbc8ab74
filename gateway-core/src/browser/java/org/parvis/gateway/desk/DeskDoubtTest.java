package org.parvis.gateway.desk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The answer to an attempt is lost: whether it went through or not, nobody is answered twice without their agent's wish, and what was typed stays. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDoubtTest {

    private static final String FIRST = "La carte est prête.";
    private static final Pattern REPLIES = Pattern.compile("/replies$");
    /** How the desk hears what became of it: the conversation, its messages, its drafts. */
    private static final Pattern NEWS = Pattern.compile("/api/v1/conversations/[^/?]+(/messages|/drafts?)?(\\?.*)?$");
    private static final Pattern DRAFT = Pattern.compile("/drafts?$");

    @Test
    void whatWasTypedSinceAnAttemptThatWentThroughStaysAndGoesOnlyOnceTheFirstAnswerWasRead(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            loseAnswer(amina, "Premier envoi", Route::fetch);
            amina.type(" Bonne journée.");
            amina.page().unroute(NEWS);
            amina.press("Control+Enter");

            assertThat(question(amina)).containsText("Vous avez déjà répondu");
            assertThat(question(amina).locator(".words")).hasText(FIRST);
            assertThat(amina.button("Revenir à mon texte")).isFocused();
            amina.isAccessible("asked about an attempt that went through");
            amina.press("Escape");
            assertThat(text(amina)).isFocused();
            assertThat(text(amina)).hasValue(FIRST + " Bonne journée.");
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator(".composer [role=status]")).containsText("une réponse de vous est partie");

            amina.press("Control+Enter");
            amina.button("Envoyer quand même").click();
            assertThat(amina.messages()).hasCount(3);
            assertThat(amina.messages().last()).containsText("Bonne journée.");
            assertThat(text(amina)).hasValue("");
            assertThat(amina.page().locator(".composer [role=status] .passed")).hasCount(0);
        }
    }

    @Test
    void whatIsSentGoesToItsConversationWhateverIsOpenByThen(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long elsewhere = amina.callToReturn("Ouverte entre-temps");
            opened(amina, "Une note qui attend");
            List<Route> held = held(amina, DRAFT);
            amina.press("n");
            assertThat(text(amina)).isFocused();
            amina.type("Pour cette personne seule");
            amina.page().waitForCondition(() -> !held.isEmpty());
            amina.press("Control+Enter");
            amina.row("Ouverte entre-temps").click();
            assertThat(amina.page().locator("#thread-heading")).hasText("Ouverte entre-temps");
            assertThat(amina.messages()).hasCount(1);
            letGo(amina, DRAFT, held);

            amina.row("Une note qui attend").click();
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.messages().last()).containsText("Pour cette personne seule");
            Assertions.assertThat(amina.conversation(elsewhere).getLong("messageCount")).isEqualTo(1);
        }
    }

    @Test
    void whatIsRefusedOnceItsWriterIsElsewhereIsToldThereWithAWayBackToTheText(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            long number = opened(amina, "Refusée entre-temps");
            List<Route> held = held(amina, REPLIES);
            amina.beginReply(FIRST);
            amina.press("Control+Enter");
            amina.page().waitForCondition(() -> !held.isEmpty());
            marc.post("/api/v1/conversations/" + marc.conversation(number).getString("id") + "/replies",
                    new JsonObject().put("text", "Déjà fait."));
            amina.page().goBack();
            assertThat(text(amina)).hasCount(0);
            letGo(amina, REPLIES, held);

            Locator notice = amina.page().locator(".notice.bad");
            assertThat(notice).containsText("Conversation n° " + number);
            assertThat(notice).containsText("Un collègue a répondu entre-temps");
            amina.isAccessible("refused while its writer is elsewhere");
            notice.getByText("Revenir à mon texte").click();
            assertThat(text(amina)).hasValue(FIRST);
            assertThat(amina.messages()).hasCount(2);
            text(amina).press("Control+Enter");
            assertThat(question(amina)).containsText("Déjà fait.");
            amina.button("Envoyer quand même").click();
            assertThat(amina.messages()).hasCount(3);
        }
    }

    @Test
    void aQuestionThatGoesWithItsConversationSendsNothingAndIsAskedAgain(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            long number = opened(amina, "Question laissée");
            amina.beginReply(FIRST);
            marc.post("/api/v1/conversations/" + marc.conversation(number).getString("id") + "/replies",
                    new JsonObject().put("text", "Déjà fait."));
            assertThat(amina.messages()).hasCount(2);
            amina.press("Control+Enter");
            assertThat(question(amina)).isVisible();
            amina.page().goBack();

            assertThat(amina.page().locator(".notice.bad")).containsText("votre texte n’est pas parti");
            amina.page().locator(".notice.bad").getByText("Revenir à mon texte").click();
            assertThat(text(amina)).hasValue(FIRST);
            text(amina).press("Control+Enter");
            assertThat(question(amina)).containsText("Déjà fait.");
            amina.button("Abandonner ma réponse").click();
            assertThat(amina.messages()).hasCount(2);
        }
    }

    @Test
    void aReplyOnItsWayIsNotChangedByWhoeverComesBackToItsConversation(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Encore en route");
            List<Route> held = held(amina, REPLIES);
            amina.beginReply(FIRST);
            amina.press("Control+Enter");
            amina.page().waitForCondition(() -> !held.isEmpty());
            amina.page().goBack();
            assertThat(text(amina)).hasCount(0);
            amina.page().goForward();
            assertThat(text(amina)).hasValue(FIRST);
            assertThat(text(amina)).not().isEditable();
            letGo(amina, REPLIES, held);

            assertThat(text(amina)).hasValue("");
            assertThat(text(amina)).isEditable();
            assertThat(amina.messages()).hasCount(2);
        }
    }

    @Test
    void anAttemptThatWentThroughIsNotRepeatedWhenItsReplyIsTurnedToANewerMessage(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = loseAnswer(amina, "Puis un message", Route::fetch);
            amina.page().unroute(NEWS);
            amina.page().route(DRAFT, DeskDoubtTest::refuse);
            julien.callAbout(number, "Elle rappelle.");
            assertThat(amina.messages()).hasCount(3);
            amina.button("Répondre au nouveau message").click();
            assertThat(text(amina)).isFocused();
            assertThat(text(amina)).hasValue(FIRST);
            amina.press("Control+Enter");

            assertThat(amina.page().getByText("rien n’a été envoyé deux fois")).isVisible();
            assertThat(text(amina)).hasValue("");
            assertThat(amina.messages()).hasCount(3);
            amina.page().unroute(DRAFT);
        }
    }

    @Test
    void whatDidNotGoThroughGoesOnceWithTheWordsThatStandThereByThen(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            loseAnswer(amina, "Jamais arrivé", route -> {
            });
            amina.type(" À demain.");
            amina.page().unroute(NEWS);
            amina.press("Control+Enter");

            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.messages().last()).containsText(FIRST + " À demain.");
            assertThat(text(amina)).hasValue("");
        }
    }

    @Test
    void anAttemptThatWentThroughIsNotRepeatedInAnotherWayEither(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            loseAnswer(amina, "Envoyer, puis résoudre", Route::fetch);
            amina.page().unroute(NEWS);
            amina.page().route(DRAFT, DeskDoubtTest::refuse);
            amina.press("Control+Shift+Enter");

            assertThat(amina.page().getByText("rien n’a été envoyé deux fois")).isVisible();
            assertThat(amina.messages()).hasCount(2);
            assertThat(text(amina)).hasValue("");
            amina.page().unroute(DRAFT);
        }
    }

    @Test
    void anAttemptThatArrivesAfterItWasGivenUpIsMetByItsKey(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            AtomicReference<Request> late = new AtomicReference<>();
            loseAnswer(amina, "En retard", route -> late.set(route.request()));
            amina.type(" Bonne journée.");
            amina.page().unroute(NEWS);
            amina.page().route(REPLIES, route -> {
                Request first = late.getAndSet(null);
                if (first != null) {
                    amina.page().context().request().fetch(first.url(),
                            RequestOptions.create().setMethod("POST").setData(first.postData())
                                    .setHeader("Content-Type", "application/json")
                                    .setHeader("X-CSRF-Token", first.headers().get("x-csrf-token"))
                                    .setHeader("Idempotency-Key", first.headers().get("idempotency-key")));
                }
                route.resume();
            });
            amina.press("Control+Enter");

            assertThat(question(amina)).containsText("Vous avez déjà répondu");
            assertThat(question(amina).locator(".words")).hasText(FIRST);
            amina.button("Abandonner ce texte").click();
            assertThat(text(amina)).hasValue("");
            assertThat(amina.messages()).hasCount(2);
        }
    }

    /**
     * Sends a reply and loses what the server says to it. The desk hears nothing else of it until {@link #NEWS} is let through.
     *
     * @param fate of the request
     */
    private static long loseAnswer(AgentBrowser agent, String topic, Consumer<Route> fate) {
        long number = opened(agent, topic);
        agent.beginReply(FIRST);
        agent.page().route(NEWS, DeskDoubtTest::refuse);
        agent.page().route(REPLIES, route -> {
            fate.accept(route);
            refuse(route);
        });
        agent.page().waitForResponse(response -> response.url().endsWith("/replies"), () -> agent.press("Control+Enter"));
        assertThat(text(agent)).isEditable();
        assertThat(text(agent)).hasValue(FIRST);
        agent.page().unroute(REPLIES);
        text(agent).press("End");
        return number;
    }

    /** A call to return, opened from the list of its channel: the way back leads there. */
    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        // From before the page stands: what is under way when a browser begins to intercept may never be answered.
        agent.page().route(REPLIES, Route::resume);
        agent.open("/view/channel/telephone");
        agent.row(topic).click();
        assertThat(agent.messages()).hasCount(1);
        assertThat(agent.page().locator(".connection")).hasText("En direct");
        return number;
    }

    /** What the desk asks there waits until it is let go. */
    private static List<Route> held(AgentBrowser agent, Pattern there) {
        List<Route> held = new CopyOnWriteArrayList<>();
        agent.page().route(there, held::add);
        return held;
    }

    private static void letGo(AgentBrowser agent, Pattern there, List<Route> held) {
        agent.page().unroute(there);
        held.forEach(Route::resume);
    }

    /** In doubt: such an answer may come from something between the desk and the gateway. */
    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions().setStatus(429));
    }

    private static Locator question(AgentBrowser agent) {
        return agent.page().getByRole(AriaRole.ALERTDIALOG);
    }

    private static Locator text(AgentBrowser agent) {
        return agent.page().locator("#composer-text");
    }
}
