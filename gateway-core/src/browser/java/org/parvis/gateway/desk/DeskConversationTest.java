package org.parvis.gateway.desk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskConversationTest {

    @Test
    void anAnswerIsSeenByAColleagueAtOnceAndItsDeliveryIsToldInWords(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.anyOpen("courriel").getLong("number");
            String words = "Votre dossier est prêt, référence " + UUID.randomUUID();
            julien.open("/conversation/" + number);
            assertThat(julien.messages().first()).isVisible();
            assertThat(julien.page().locator(".connection")).hasText("En direct");

            amina.open("/conversation/" + number);
            assertThat(amina.messages().first()).isVisible();
            amina.press("r");
            amina.type(words);
            amina.press("Control+Enter");

            assertThat(amina.messages().last()).containsText(words);
            assertThat(julien.messages().last()).containsText(words);
            assertThat(julien.messages().last().locator(".delivery")).containsText("Remise au réseau");
            assertThat(amina.messages().last().locator(".delivery")).containsText("Remise au réseau");
            assertThat(amina.page().getByLabel("Réponse", new Page.GetByLabelOptions().setExact(true))).hasValue("");
        }
    }

    @Test
    void whatIsPointedAtIsThereWhenItIsOpenedAndAnewIfItChangedMeanwhile(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long still = amina.callToReturn("Une balançoire qui grince");
            long changing = amina.callToReturn("Une balançoire décrochée");
            amina.open("/view/channel/telephone");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            pointsAt(amina, still, "Une balançoire qui grince");
            List<String> asked = new CopyOnWriteArrayList<>();
            amina.page().onRequest(request -> asked.add(request.url()));
            amina.row("Une balançoire qui grince").click();
            assertThat(amina.messages()).containsText("Une balançoire qui grince");
            Assertions.assertThat(asked).noneMatch(address -> address.endsWith("/conversations/" + still));

            amina.press("Escape");
            pointsAt(amina, changing, "Une balançoire décrochée");
            julien.callAbout(changing, "Elle est raccrochée");
            assertThat(amina.row("Une balançoire décrochée")).containsText("Elle est raccrochée");
            amina.row("Une balançoire décrochée").click();
            assertThat(amina.messages()).hasCount(2);
        }
    }

    private static void pointsAt(AgentBrowser agent, long number, String topic) {
        agent.page().waitForResponse(answer -> answer.url().endsWith("/conversations/" + number) && answer.ok(),
                () -> agent.row(topic).hover());
    }

    @Test
    void aNoteIsUnmistakableAndNeverLeaves(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("Une note");
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(1);
            browser.press("n");
            browser.type("Le service est prévenu.");
            browser.press("Control+Enter");

            assertThat(browser.messages()).hasCount(2);
            assertThat(browser.messages().last().locator(".visibility")).hasText("Note interne");
            assertThat(browser.messages().last().locator(".delivery")).hasCount(0);
            assertThat(browser.page().locator(".message.note")).hasAttribute("aria-label", Pattern.compile("^Note interne de .*"));
        }
    }

    @Test
    void aConversationIsTakenWithOneKey(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("À prendre");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("À prendre")).hasAttribute("aria-label", Pattern.compile("Non attribuée$"));

            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("a");

            assertThat(amina.page().getByText("La conversation est à vous.")).isVisible();
            assertThat(julien.row("À prendre")).hasAttribute("aria-label", Pattern.compile("attribuée à Amina .*"));
            amina.open("/view/mine");
            assertThat(amina.row("À prendre")).isVisible();
        }
    }

    @Test
    void resolvingWhatIsOwedAnAnswerAsksWhy(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("À clore");
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(1);
            browser.press("e");
            assertThat(browser.page().getByLabel("Motif (obligatoire)")).isFocused();
            browser.isAccessible("the reason is asked");
            browser.button("Doublon").click();
            browser.press("Enter");

            assertThat(browser.page().getByText("Conversation résolue.")).isVisible();
            Assertions.assertThat(browser.conversation(number).getString("state")).isEqualTo("resolved");
            browser.button("Rouvrir").click();
            assertThat(browser.page().getByText("Conversation rouverte.")).isVisible();
        }
    }

    @Test
    void whatWasResolvedIsOpenAgainForEverybodyWhenItsPersonWritesAndIsAnnouncedWhereItIsOpen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Close trop tôt");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Close trop tôt")).isVisible();
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("e");
            assertThat(amina.page().getByLabel("Motif (obligatoire)")).isFocused();
            amina.button("Doublon").click();
            amina.press("Enter");
            assertThat(amina.page().locator(".thread-header .meta")).containsText("résolue");
            assertThat(julien.row("Close trop tôt")).hasCount(0);

            julien.callAbout(number, "Ce n’était pas un doublon.");

            assertThat(julien.row("Close trop tôt")).isVisible();
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator(".thread-header .meta")).not().containsText("résolue");
            assertThat(amina.page().locator("notice-area [role=status]"))
                    .hasText("Nouveau message de " + amina.messages().last().locator("h3").textContent());
        }
    }

    @Test
    void whatIsToBeSaidByTelephoneShowsItsScriptUntilItIsDone(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/conversation/" + browser.callToReturn("À rappeler"));
            assertThat(browser.messages()).hasCount(1);
            browser.press("r");
            browser.type("La mairie ouvre à 8 h 30.");
            browser.press("Control+Enter");

            assertThat(browser.page().locator(".script")).containsText("La mairie ouvre à 8 h 30.");
            browser.button("C’est dit").click();
            assertThat(browser.page().locator(".script")).hasCount(0);
            assertThat(browser.page().locator(".message.outbound .delivery[data-trouble]")).hasCount(0);
        }
    }

    @Test
    void anAnswerThatIsToBeSaidByTelephoneResolvesNothingAndSaysSo(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("À rappeler et à clore");
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(1);
            browser.press("r");
            assertThat(browser.page().locator("#composer-text")).isFocused();
            browser.type("La mairie ouvre à 8 h 30.");
            browser.press("Control+Shift+Enter");

            assertThat(browser.page().getByText("la conversation reste ouverte jusqu’à l’appel")).isVisible();
            assertThat(browser.page().getByText("conversation résolue")).hasCount(0);
            assertThat(browser.page().locator(".script")).isVisible();
            assertThat(browser.page().locator(".thread-header .meta")).not().containsText("résolue");
            Assertions.assertThat(browser.conversation(number).getString("state")).isEqualTo("open");
        }
    }

    @Test
    void whatWasTypedOutlivesAReloadAndALostSession(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("Un brouillon");
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(1);
            browser.press("r");
            browser.type("Un texte long à écrire");
            browser.page().reload();
            assertThat(browser.page().locator("#composer-text")).hasValue("Un texte long à écrire");

            browser.page().locator("#composer-text").focus();
            browser.page().context().clearCookies();
            // Whatever the desk asks the server for next finds out, be it the answer or something else.
            browser.press("Control+Enter");
            assertThat(browser.page()).hasURL(Pattern.compile("/login\\?next="));
            browser.submit("amina", Town.PASSWORD);

            assertThat(browser.page()).hasURL(Pattern.compile("/conversation/" + number + "$"));
            assertThat(browser.page().locator("#composer-text")).hasValue("Un texte long à écrire");
        }
    }

    @Test
    void aMessageThatComesWhileAnAgentWritesIsAnsweredOnlyOnceItIsSeen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Deux appels");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            String before = amina.page().locator(".via").textContent();
            amina.press("r");
            amina.type("La carte est prête.");

            julien.callAbout(number, "Elle rappelle : elle a déjà la carte.");
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator(".passed")).isVisible();
            assertThat(amina.page().locator(".via")).hasText(before);
            amina.isAccessible("a message came while an answer was written");
            amina.press("Control+Enter");

            assertThat(amina.page().getByText("rien n’est parti")).isVisible();
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator("#composer-text")).hasValue("La carte est prête.");
            assertThat(amina.page().locator(".passed")).hasCount(0);
            assertThat(amina.page().locator(".via")).not().hasText(before);

            amina.press("Control+Enter");
            assertThat(amina.messages()).hasCount(3);
            assertThat(amina.messages().last()).containsText("La carte est prête.");
        }
    }

    @Test
    void aFileIsCheckedBeforeItIsUploadedAndGoesWithTheAnswer(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.anyOpen("courriel").getLong("number");
            browser.open("/conversation/" + number);
            assertThat(browser.messages().first()).isVisible();
            browser.page().locator("input[type=file]").setInputFiles(new FilePayload("vide.pdf", "application/pdf", new byte[0]));
            assertThat(browser.page().getByText("est vide")).isVisible();

            browser.page().locator("input[type=file]")
                    .setInputFiles(new FilePayload("formulaire.txt", "text/plain", "Bonjour".getBytes(StandardCharsets.UTF_8)));
            assertThat(browser.page().locator(".uploads li:not([aria-busy])")).containsText("formulaire.txt");
            browser.press("r");
            browser.type("Voici le formulaire.");
            browser.press("Control+Enter");

            assertThat(browser.messages().last().locator(".file")).containsText("formulaire.txt");
        }
    }

    @Test
    void aTextBeyondTheChannelsLimitIsNotSent(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.anyOpen("mastodon").getLong("number");
            browser.open("/conversation/" + number);
            assertThat(browser.messages().first()).isVisible();
            int before = browser.messages().count();
            browser.press("r");
            browser.page().locator("#composer-text").fill("é".repeat(10_000));
            assertThat(browser.page().locator(".limit[data-state=over]")).containsText("caractères de trop");
            browser.press("Control+Enter");

            assertThat(browser.page().getByText("dépasse la limite")).isVisible();
            Assertions.assertThat(browser.messages().count()).isEqualTo(before);
        }
    }
}
