package org.parvis.gateway.desk;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What looks like private data does not become public without a question. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskPrivateDataTest {

    private static final String WORDS = "Appelez le 01 99 00 00 01 ou passez au 12 av Foch, merci.";

    @Test
    void aPublicReplyWithATelephoneNumberIsAskedAboutAndCanBeReadAgainOrSentPrivately(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            JsonObject conversation = amina.anyOpen("mastodon");
            amina.open("/conversation/" + conversation.getLong("number"));
            assertThat(amina.messages().first()).isVisible();
            amina.page().getByLabel("Qui pourra lire la réponse").selectOption("public");
            Locator reply = amina.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
            reply.fill(WORDS);
            int before = amina.messages().count();
            amina.press("Control+Enter");
            Locator question = amina.page().getByRole(AriaRole.ALERTDIALOG);
            assertThat(question.locator(".finds")).containsText("01 99 00 00 01");
            assertThat(question.locator(".finds")).containsText("12 av Foch");
            assertThat(amina.button("Relire")).isFocused();
            amina.isAccessible("asked about private data");

            amina.press("Enter");

            assertThat(question).not().isVisible();
            assertThat(reply).isFocused();
            assertThat(reply).hasValue(WORDS);
            assertThat(amina.messages()).hasCount(before);

            amina.press("Control+Enter");
            amina.button("Envoyer en privé").click();

            assertThat(amina.messages().last()).containsText(WORDS);
            assertThat(amina.messages().last().locator(".visibility")).hasText("Privé");
        }
    }

    @Test
    void whatIsTypedOnAnotherMachineWhileTheQuestionStandsIsAskedAboutToo(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser elsewhere = town.agent("amina")) {
            JsonObject conversation = amina.anyOpen("mastodon");
            for (AgentBrowser machine : new AgentBrowser[]{amina, elsewhere}) {
                machine.open("/conversation/" + conversation.getLong("number"));
                assertThat(machine.messages().first()).isVisible();
                assertThat(machine.page().locator(".connection")).hasText("En direct");
            }
            amina.page().getByLabel("Qui pourra lire la réponse").selectOption("public");
            Locator reply = amina.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
            reply.fill("Appelez le 01 99 00 00 01.");
            int before = amina.messages().count();
            Locator same = elsewhere.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true));
            assertThat(same).hasValue("Appelez le 01 99 00 00 01.");
            amina.press("Control+Enter");
            Locator question = amina.page().getByRole(AriaRole.ALERTDIALOG);
            assertThat(question.locator(".finds li")).hasCount(1);

            same.fill("Appelez le 01 99 00 00 01 ou le 01 99 00 00 02.");
            assertThat(reply).hasValue("Appelez le 01 99 00 00 01 ou le 01 99 00 00 02.");
            amina.button("Publier quand même").click();

            assertThat(amina.page().locator(".notice.bad")).containsText("Votre texte a changé ailleurs");
            assertThat(reply).isFocused();
            assertThat(amina.messages()).hasCount(before);
            amina.press("Control+Enter");
            assertThat(question.locator(".finds")).containsText("01 99 00 00 02");
            amina.button("Relire").click();
            reply.fill("");
            assertThat(same).hasValue("");
        }
    }
}
