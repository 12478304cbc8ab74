package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Every action and place by some of its letters, and keys that agents choose themselves. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskPaletteTest {

    @Test
    void anActionIsFoundByItsLettersAndDoneWithoutTheMouse(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/conversation/" + amina.callToReturn("À prendre par la palette"));
            assertThat(amina.messages()).hasCount(1);

            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.isAccessible("the palette");
            amina.type("MATTRIB");
            assertThat(option(amina).first()).containsText("M’attribuer la conversation");
            assertThat(field(amina)).hasAttribute("aria-activedescendant", "palette-0");
            amina.isAccessible("the palette, asked");
            amina.press("Enter");

            assertThat(amina.page().getByText("La conversation est à vous.")).isVisible();
            assertThat(amina.page().locator("dialog[open]")).hasCount(0);
        }
    }

    @Test
    void itOpensOverWhatIsBeingWrittenAndLeavesItAsItIs(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/conversation/" + amina.callToReturn("Brouillon sous la palette"));
            assertThat(amina.messages()).hasCount(1);
            amina.press("n");
            amina.type("À vérifier");
            amina.press("Control+k");
            amina.type("theme sombre");
            amina.press("Escape");

            assertThat(amina.page().locator("#composer-text")).isFocused();
            assertThat(amina.page().locator("#composer-text")).hasValue("À vérifier");
        }
    }

    @Test
    void aConversationIsReachedByItsNumberAndAColleagueByName(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Par son numéro");
            amina.open("/view/resolved");
            amina.press("Control+k");
            amina.type(Long.toString(number));
            assertThat(option(amina).first()).containsText("Ouvrir la conversation n°");
            amina.press("Enter");
            assertThat(amina.heading("Par son numéro")).isVisible();

            amina.press("Control+k");
            amina.type("julien attr");
            assertThat(option(amina).first()).containsText("Attribuer à Julien");
            amina.press("Enter");
            assertThat(amina.page().getByText("Conversation attribuée.")).isVisible();
        }
    }

    @Test
    void withSomeChosenAndOneOpenItSaysWhichOfThemAnActionMeansAsItsKeyDoes(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            String topic = "Choisies ou ouverte";
            amina.callToReturn(topic + " 1");
            amina.callToReturn(topic + " 2");
            long open = amina.callToReturn(topic + " 3");
            amina.open("/view/channel/telephone");
            amina.row(topic + " 3").click();
            assertThat(amina.messages()).hasCount(1);
            amina.row(topic + " 2").focus();
            amina.press("x");
            amina.row(topic + " 1").focus();
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("selectionner");
            assertThat(option(amina).first()).containsText("Sélectionner, ou ne plus sélectionner");
            amina.press("Enter");
            assertThat(amina.page().locator(".bulk .count")).hasText("2 sélectionnées");
            assertThat(amina.row(topic + " 1")).isFocused();

            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("attribuer julien");
            assertThat(option(amina).first().locator(".kind")).hasText("les 2 sélectionnées");
            amina.press("Control+a");
            amina.type("mettre en veille");
            assertThat(option(amina).first().locator(".kind")).hasText("la conversation ouverte");
            amina.isAccessible("the palette with some chosen");
            amina.press("Control+a");
            amina.type("m’attribuer");
            assertThat(option(amina).first().locator(".kind")).hasText("les 2 sélectionnées");
            amina.press("Enter");
            assertThat(amina.page().locator(".notice")).containsText("2 conversations attribuées.");
            Assertions.assertThat(amina.conversation(open).containsKey("assigneeId")).isFalse();

            amina.row(topic + " 1").focus();
            amina.press("x");
            amina.page().locator("#thread").focus();
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("m’attribuer");
            assertThat(option(amina).first().locator(".kind")).hasText("la conversation ouverte");
            amina.press("Enter");
            assertThat(amina.page().getByText("La conversation est à vous.")).isVisible();
            assertThat(amina.page().locator(".bulk .count")).hasText("1 sélectionnée");
        }
    }

    @Test
    void aPersonIsFoundByName(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/view/resolved");
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("Camille Aub");
            Locator person = option(amina).filter(new Locator.FilterOptions().setHasText("Personne")).first();
            assertThat(person).containsText("Camille Aubry");
            amina.isAccessible("the palette with people");
            person.click();

            assertThat(amina.page()).hasURL(Pattern.compile("/person/"));
            assertThat(amina.heading("Camille Aubry").first()).isVisible();
        }
    }

    @Test
    void whatCanBeDoneWhileWritingIsOfferedWhereItMeansSomething(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/conversation/" + amina.callToReturn("Écrire par la palette"));
            assertThat(amina.messages()).hasCount(1);
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("Envoyer et");
            assertThat(option(amina).filter(new Locator.FilterOptions().setHasText("Envoyer et résoudre"))).hasCount(0);
            amina.page().keyboard().press("Escape");

            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("mentionner");
            assertThat(option(amina).first()).containsText("Mentionner quelqu’un dans une note");
            amina.press("Enter");
            assertThat(amina.page().locator("mention-picker input")).isFocused();
            amina.press("Escape");

            amina.page().locator("#tab-reply").click();
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.type("Nous vous rappelons.");
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("Envoyer et res");
            assertThat(option(amina).first()).containsText("Envoyer et résoudre");
            amina.press("Enter");
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().getByText("la conversation reste ouverte jusqu’à l’appel")).isVisible();
        }
    }

    @Test
    void anAnswerIsSentAndItsConversationResolvedWithOneKey(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            Answered answered = answering(amina);
            amina.press("Escape");
            assertThat(amina.page().locator("#thread")).isFocused();
            amina.press("?");
            Locator line = amina.page().locator("dialog.help[open] dl.keys > div")
                    .filter(new Locator.FilterOptions().setHasText("Envoyer et résoudre"));
            assertThat(line.first().locator("kbd")).hasText("Q");
            assertThat(line.last().locator("kbd")).hasText(new String[]{"Ctrl", "⇧", "↵"});
            amina.press("Escape");
            amina.press("Control+k");
            assertThat(field(amina)).isFocused();
            amina.type("Envoyer et res");
            assertThat(option(amina).first().locator("kbd")).hasText("Q");
            amina.press("Escape");
            assertThat(amina.page().locator("#thread")).isFocused();

            amina.press("q");
            resolved(amina, answered);
        }
    }

    @Test
    void anAnswerIsSentAndItsConversationResolvedFromWithinTheText(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            Answered answered = answering(amina);
            amina.press("q");
            assertThat(amina.page().locator("#composer-text")).hasValue("Nous vous rappelons.q");
            amina.press("Control+Shift+Enter");
            resolved(amina, answered);
        }
    }

    @Test
    void theKeyThatSendsAndResolvesIsChangedLikeTheOthersAndMeansNothingWithoutWords(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/account");
            Locator key = amina.page().getByLabel("Envoyer et résoudre", new Page.GetByLabelOptions().setExact(true));
            assertThat(key).hasValue("Q");
            key.fill("9");
            assertThat(key).hasValue("9");

            Answered answered = answering(amina);
            amina.press("Escape");
            assertThat(amina.page().locator("#thread")).isFocused();
            amina.press("q");
            amina.press("9");
            resolved(amina, answered);
            amina.page().locator("#thread").focus();
            amina.press("9");
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            assertThat(amina.messages()).hasCount(answered.before() + 1);
        }
    }

    /** A conversation by mail, where an answer is no task that keeps it open. */
    private record Answered(long number, int before) {
    }

    private static Answered answering(AgentBrowser amina) {
        long number = amina.anyOpen("courriel").getLong("number");
        amina.open("/conversation/" + number);
        assertThat(amina.messages().first()).isVisible();
        int before = amina.messages().count();
        amina.press("r");
        assertThat(amina.page().locator("#composer-text")).isFocused();
        amina.type("Nous vous rappelons.");
        return new Answered(number, before);
    }

    /** The answer is there, and the conversation resolved: on the screen and on the server. It is left open for others. */
    private static void resolved(AgentBrowser amina, Answered answered) {
        assertThat(amina.messages()).hasCount(answered.before() + 1);
        assertThat(amina.messages().last()).containsText("Nous vous rappelons.");
        assertThat(amina.page().getByText("Réponse en route, conversation résolue.")).isVisible();
        assertThat(amina.page().locator(".thread-header")).containsText("résolue");
        assertThat(amina.messages().last().locator(".delivery")).containsText("Remise au réseau");
        JsonObject conversation = amina.conversation(answered.number());
        Assertions.assertThat(conversation.getString("state")).isEqualTo("resolved");
        amina.patch("/api/v1/conversations/" + conversation.getString("id"), new JsonObject().put("state", "open"));
    }

    @Test
    void ordersOfTheListPagesBehindOthersAndWhatAnAnswerWaitsForAreOfferedToo(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/");
            assertThat(claire.page().locator("#list a.row").first()).isVisible();
            chosen(claire, "ordre activite", "Activité la plus récente d’abord");
            assertThat(claire.page().locator(".sort .words")).hasText("Activité");
            chosen(claire, "ordre attente", "Attente la plus longue d’abord");
            assertThat(claire.page().locator(".sort .words")).hasText("Échéance");
            chosen(claire, "tout l’historique", "Tout l’historique");
            assertThat(claire.page()).hasURL(Pattern.compile("/administration/history$"));
            chosen(claire, "ajouter un canal", "Ajouter un canal");
            assertThat(claire.page()).hasURL(Pattern.compile("/administration/new-channel$"));

            claire.open("/conversation/" + claire.callToReturn("Dit par la palette"));
            assertThat(claire.messages()).hasCount(1);
            claire.press("r");
            assertThat(claire.page().locator("#composer-text")).isFocused();
            claire.type("C’est prêt.");
            claire.press("Control+Enter");
            assertThat(claire.messages().last().locator(".delivery")).containsText("À dire par téléphone");
            chosen(claire, "c’est dit", "C’est dit");
            assertThat(claire.page().locator(".notice").getByText("la réponse est donnée")).isVisible();
        }
    }

    private static void chosen(AgentBrowser agent, String letters, String words) {
        agent.press("Control+k");
        assertThat(field(agent)).isFocused();
        agent.type(letters);
        assertThat(option(agent).first()).containsText(words);
        agent.press("Enter");
    }

    @Test
    void whatWasUsedLatelyComesFirst(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/view/resolved");
            amina.press("Control+k");
            amina.type("mes conversations");
            amina.press("Enter");
            assertThat(amina.page()).hasURL(Pattern.compile("/view/mine$"));

            amina.press("Control+k");
            assertThat(option(amina).first()).containsText("Mes conversations");
            amina.press("ArrowUp");
            assertThat(option(amina).last()).hasAttribute("aria-selected", "true");
            amina.press("ArrowDown");
            assertThat(option(amina).first()).hasAttribute("aria-selected", "true");
        }
    }

    @Test
    void itFitsAPhoneAndIsFoundInTheMenuThere(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            amina.open("/");
            amina.page().locator("button.me").click();
            amina.page().getByText("Palette de commandes").first().click();
            assertThat(field(amina)).isFocused();
            amina.fits();
            amina.isAccessible("the palette on a phone");
            amina.type("zzz");
            assertThat(option(amina)).hasCount(1);
            assertThat(option(amina)).containsText("«\u00a0zzz\u00a0»");
            amina.press("Enter");
            assertThat(amina.page()).hasURL(Pattern.compile("q=zzz"));
        }
    }

    @Test
    void theHelpShowsTheKeysThatActWhereTheAgentIs(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/");
            assertThat(amina.page().locator("#list a.row").first()).isVisible();
            Locator help = amina.page().locator("dialog.help[open]");
            amina.press("?");
            assertThat(help).containsText("Conversation suivante");
            assertThat(help).not().containsText("Résoudre");
            amina.press("Escape");
            assertThat(help).hasCount(0);
            amina.press("j");
            assertThat(amina.page().locator("#list a.row").first()).isFocused();
            amina.press("?");
            assertThat(help).containsText("Sélectionner, ou ne plus sélectionner");
            amina.press("Escape");

            amina.open("/conversation/" + amina.callToReturn("Aide en contexte"));
            assertThat(amina.messages()).hasCount(1);
            amina.press("?");
            assertThat(help).containsText("Résoudre");
        }
    }

    @Test
    void aKeyIsChangedAndOneThatIsTakenIsSaidToBe(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Touches à soi");
            amina.open("/account");
            Locator resolve = amina.page().getByLabel("Résoudre", new Page.GetByLabelOptions().setExact(true));
            resolve.fill("j");
            assertThat(amina.page().locator(".key-settings [role=alert]:not(:empty)")).containsText("J sert déjà à");
            amina.isAccessible("a key that is taken");
            amina.fits();
            amina.button("L’utiliser ici").click();
            assertThat(resolve).hasValue("J");
            assertThat(amina.page().getByLabel("Conversation suivante")).hasValue("");

            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("e");
            assertThat(amina.page().locator("dialog[open]")).hasCount(0);
            assertThat(amina.page().locator(".thread-header .button.accent kbd")).hasText("J");
            amina.press("j");
            assertThat(amina.page().getByLabel("Motif (obligatoire)")).isFocused();
        }
    }

    private static Locator field(AgentBrowser agent) {
        return agent.page().locator("dialog.palette input");
    }

    private static Locator option(AgentBrowser agent) {
        return agent.page().locator("dialog.palette [role=option]");
    }
}
