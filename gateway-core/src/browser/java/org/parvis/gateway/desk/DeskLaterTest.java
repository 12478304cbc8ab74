package org.parvis.gateway.desk;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Second thoughts: a reply is called back before it goes out, or is put to a later time. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskLaterTest {

    private static final String WORDS = "C’est réparé depuis ce matin.";

    @Test
    void aReplyIsCalledBackWhileItIsHeldAndItsWordsAreInTheReplyAgain(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            amina.holdReplies(30);
            long number = open(amina, "formulaire");
            julien.open("/conversation/" + number);
            assertThat(julien.messages().first()).isVisible();
            send(amina, WORDS);
            assertThat(amina.page().getByText("Part dans 30 secondes.")).isVisible();
            assertThat(julien.messages().last().locator(".delivery")).containsText("Part dans un instant");
            amina.isAccessible("a reply that is held");

            amina.button("Annuler l’envoi").click();

            assertThat(reply(amina)).hasValue(WORDS);
            assertThat(reply(amina)).isFocused();
            assertThat(amina.messages().last().locator(".delivery")).containsText("Abandonnée");
            assertThat(julien.messages().last().locator(".delivery")).containsText("Abandonnée");
            empty(amina);
        }
    }

    @Test
    void whatIsWrittenMeanwhileIsNotLostWhenAReplyIsCalledBack(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/account");
            amina.page().evaluate("() => localStorage.setItem('parvis.preferences', '{}')");
            amina.open("/account");
            assertThat(amina.page().getByLabel("Délai pour annuler un envoi")).hasValue("10");
            amina.holdReplies(30);
            open(amina, "formulaire");
            send(amina, WORDS);
            assertThat(amina.button("Annuler l’envoi")).isVisible();
            amina.type("Et merci.");

            amina.button("Annuler l’envoi").click();

            assertThat(reply(amina)).hasValue(WORDS + "\n\nEt merci.");
            empty(amina);
        }
    }

    @Test
    void aReplyIsPutToALaterTimeAndTakenBack(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            open(amina, "courriel");
            amina.press("r");
            amina.type(WORDS);
            amina.button("Autres façons d’envoyer").click();
            amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Envoyer plus tard…")).click();
            amina.isAccessible("asked when a reply is to go out");
            amina.button("Demain à 9").click();

            Locator delivery = amina.messages().last().locator(".delivery");
            assertThat(delivery).containsText(AgentBrowser.GOES_ON_A_DAY);
            amina.isAccessible("a reply that goes out later");

            delivery.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reprendre")).click();

            assertThat(reply(amina)).hasValue(WORDS);
            assertThat(delivery).containsText("Abandonnée");
            empty(amina);
        }
    }

    private static long open(AgentBrowser agent, String channel) {
        long number = agent.anyOpen(channel).getLong("number");
        agent.open("/conversation/" + number);
        assertThat(agent.messages().first()).isVisible();
        return number;
    }

    private static void send(AgentBrowser agent, String words) {
        agent.press("r");
        agent.type(words);
        agent.press("Control+Enter");
    }

    /** The draft outlives the page: whoever opens the conversation next begins without it. */
    private static void empty(AgentBrowser agent) {
        agent.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 204,
                () -> reply(agent).fill(""));
    }

    private static Locator reply(AgentBrowser agent) {
        return agent.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
    }
}
