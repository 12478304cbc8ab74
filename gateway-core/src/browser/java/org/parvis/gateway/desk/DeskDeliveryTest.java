package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What became of answers, in words, and what can be done about it, where they stand. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDeliveryTest {

    private static final String[] NONE = {};
    private static final String[] OF_FAILED = {"Réessayer", "Abandonner"};

    @Test
    void everyStateOfAnAnswerIsSaidInWordsWithWhatCanBeDone(Town town) throws InterruptedException {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Une réponse et son sort");
            String conversation = amina.conversation(number).getString("id");
            town.leaveAnswers(conversation, List.of(new Town.Answer("SENDING"), new Town.Answer("ACCEPTED"), new Town.Answer("DELIVERED"),
                    new Town.Answer("READ"), Town.Answer.failed("CITIZEN", "MAILBOX_UNKNOWN", "550 5.1.1 no such user"),
                    Town.Answer.failed("AGENT", "SOMETHING_NEW", "Trois images au plus."),
                    Town.Answer.failed("OPERATOR", "AUTHENTICATION_FAILED", "535 5.7.8"),
                    Town.Answer.failed("PLATFORM", "SERVER_ERROR", "500"), Town.Answer.failed("PARVIS", "PLUGIN_FAILED", "null"),
                    new Town.Answer("UNKNOWN", "UNKNOWN", "PLATFORM", "NO_REPLY", "timeout"), new Town.Answer("CANCELLED")));
            try {
                amina.open("/conversation/" + number);
                assertThat(amina.messages()).hasCount(12);

                says(amina, "SENDING", "Envoi en cours", NONE);
                says(amina, "ACCEPTED", "Remise au réseau", NONE);
                says(amina, "DELIVERED", "Distribuée", NONE);
                says(amina, "READ", "Lue", NONE);
                says(amina, "FAILED CITIZEN", "Non envoyée. La boîte aux lettres n’existe pas."
                        + " Vérifiez l’adresse, ou joignez la personne autrement.", OF_FAILED);
                says(amina, "FAILED AGENT", "Non envoyée. Trois images au plus. Corrigez le texte et envoyez-le à nouveau.", OF_FAILED);
                says(amina, "FAILED OPERATOR", "Non envoyée. Le serveur refuse le compte de la passerelle."
                        + " L’exploitant doit intervenir\u202f; réessayez ensuite.", OF_FAILED);
                says(amina, "FAILED PLATFORM", "Non envoyée. Le réseau est en panne."
                        + " Le réseau l’a refusée\u202f; réessayez plus tard, ou joignez la personne autrement.", OF_FAILED);
                says(amina, "FAILED PARVIS", "Non envoyée. Le canal a échoué pendant l’envoi."
                        + " Réessayez\u202f; si cela persiste, prévenez l’exploitant.", OF_FAILED);
                says(amina, "UNKNOWN", "Envoi incertain. Le message a été transmis en entier, mais le serveur n’a pas dit s’il l’a pris."
                        + " Vérifiez sur le réseau si le message y est\u202f; l’envoyer à nouveau peut le doubler.",
                        "Elle est bien partie", "Envoyer à nouveau", "Elle n’est pas partie");
                says(amina, "CANCELLED", "Abandonnée\u00a0: elle n’est pas partie", NONE);
                amina.isAccessible("every state of an answer");

                Locator own = answer(amina, "FAILED CITIZEN");
                own.getByText("Détail technique").click();
                assertThat(own.locator("details")).containsText("550 5.1.1 no such user");
                button(amina, "FAILED CITIZEN", "Abandonner").click();
                assertThat(amina.page().getByText("Abandonné\u00a0: la réponse reste due.")).isVisible();
                says(amina, "FAILED CITIZEN", "Abandonnée\u00a0: elle n’est pas partie", NONE);
                button(amina, "FAILED PARVIS", "Réessayer").click();
                assertThat(amina.page().getByText("Nouvel essai demandé.")).isVisible();
                says(amina, "FAILED PARVIS", "En attente d’envoi. Le canal n’est pas ouvert\u00a0: elle partira quand il le sera."
                        + " Sinon, abandonnez-la et répondez autrement.", "Abandonner");
                button(amina, "UNKNOWN", "Elle est bien partie").click();
                says(amina, "UNKNOWN", "Remise au réseau", NONE);

                agesWhatIsBeingSent(amina);
                amina.open("/conversation/" + number);
                says(amina, "SENDING", "Envoi incertain. Son canal n’est plus ouvert, et ne dira plus si elle est partie."
                        + " Vérifiez sur le réseau si le message y est.", "Elle est bien partie", "Elle n’est pas partie");
            } finally {
                town.settleAnswers(conversation);
            }
        }
    }

    /** As if it had been begun an hour ago. */
    private static void agesWhatIsBeingSent(AgentBrowser agent) {
        agent.page().route("**/api/v1/conversations/*/messages*", route -> {
            APIResponse answer = route.fetch();
            JsonObject page = new JsonObject(answer.text());
            page.getJsonArray("items").stream().map(JsonObject.class::cast).map(message -> message.getJsonObject("delivery"))
                    .filter(delivery -> delivery != null && delivery.getString("state").equals("sending"))
                    .forEach(delivery -> delivery.put("updatedAt", Instant.now().minus(Duration.ofHours(1)).toString()));
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(page.encode()));
        });
    }

    private static void says(AgentBrowser agent, String answer, String words, String... buttons) {
        assertThat(answer(agent, answer).locator(".delivery > p").first()).hasText(words);
        assertThat(answer(agent, answer).locator(".choices button")).hasText(buttons);
    }

    private static Locator button(AgentBrowser agent, String answer, String name) {
        return answer(agent, answer).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private static Locator answer(AgentBrowser agent, String words) {
        Page.LocatorOptions exactly = new Page.LocatorOptions().setHasText(Pattern.compile("^" + words + "$"));
        return agent.messages().filter(new Locator.FilterOptions().setHas(agent.page().locator("p.words", exactly)));
    }
}
