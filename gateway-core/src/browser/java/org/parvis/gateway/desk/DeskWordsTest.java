package org.parvis.gateway.desk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Topics and tags: kept by a lead, used by an agent, each at their own desk. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskWordsTest {

    @Test
    void aLeadMakesATopicOfWhatCallersSayAndAnAgentHasItAtOnce(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Chiens errants");
            claire.open("/administration/words");
            assertThat(claire.page().locator("#words-heading")).isFocused();
            claire.isAccessible("topics and tags");
            claire.button("Faire un thème de « Chiens errants »").click();
            assertThat(claire.page().locator("#topic-name-field")).isFocused();
            claire.page().locator("#topic-name-field").fill("Animaux en ville");
            claire.page().locator("#topic-words").fill("Chiens errants\nPigeons");
            claire.isAccessible("a new topic");
            claire.press("Control+Enter");
            assertThat(word(claire, "Animaux en ville")).containsText("aussi : Chiens errants, Pigeons");
            assertThat(word(claire, "Animaux en ville").getByRole(AriaRole.LINK)).hasText("1 conversation");

            assertThat(amina.page().locator("context-pane dd", new Page.LocatorOptions().setHasText("Animaux en ville"))).isVisible();

            opened(amina, "Oiseaux sur le balcon");
            assertThat(claire.page()).hasTitle(Pattern.compile("Thèmes et étiquettes · Parvis"));
            claire.page().reload();
            claire.button("Ajouter « Oiseaux sur le balcon » à un thème").click();
            assertThat(claire.page().locator("#adopter-topic")).isFocused();
            claire.page().locator("#adopter-topic").selectOption("Espaces verts");
            claire.isAccessible("the topic of a word");
            claire.page().locator("word-adopter .primary").click();
            assertThat(word(claire, "Espaces verts")).containsText("Oiseaux sur le balcon");
            assertThat(word(claire, "Oiseaux sur le balcon")).hasCount(0);
            assertThat(claire.page().locator("#topics-heading")).isFocused();

            choose(amina, "pigeons");
            assertThat(amina.page().locator("#topic-list [role=option]").first()).hasText("Animaux en ville");
            amina.isAccessible("the topic of a conversation");
            amina.press("Enter");
            assertThat(amina.page().locator("topic-dialog dialog")).not().isVisible();
            amina.page().locator("context-pane dd a", new Page.LocatorOptions().setHasText("Animaux en ville")).click();
            assertThat(amina.page()).hasURL(Pattern.compile("th%C3%A8me"));
            assertThat(amina.page().locator("#list a.row")).hasCount(2);
            assertThat(word(claire, "Animaux en ville")).isVisible();
        }
    }

    @Test
    void aTopicIsRenamedGoesIntoAnotherAndTheHistorySaysSo(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Marchés de plein air");
            claire.open("/administration/words");
            made(claire, "Marchés de plein air");
            claire.button("Modifier Marchés de plein air").click();
            claire.page().locator("#topic-name-field").fill("Marchés");
            claire.press("Enter");
            assertThat(word(claire, "Marchés")).containsText("aussi : Marchés de plein air");
            assertThat(amina.page().locator("context-pane dd", new Page.LocatorOptions().setHasText("Marchés"))).hasText("Marchés");

            made(claire, "Commerces");
            claire.button("Retirer Marchés").click();
            assertThat(claire.page().locator("#remover-into")).isFocused();
            claire.page().locator("#remover-into").selectOption("Commerces");
            claire.isAccessible("where a topic goes");
            claire.page().locator("word-remover .primary").click();
            assertThat(claire.page().locator("#topics-heading")).isFocused();
            assertThat(word(claire, "Commerces")).containsText("Marchés, Marchés de plein air");
            assertThat(amina.page().locator("context-pane dd", new Page.LocatorOptions().setHasText("Commerces"))).isVisible();

            claire.open("/administration/history");
            claire.page().locator("#history-about").selectOption("topics");
            Locator latest = claire.page().locator(".past > li").first();
            assertThat(latest).containsText("Thème retiré : Marchés");
            assertThat(latest).containsText("Claire Vasseur");
            assertThat(latest.locator("div", new Locator.LocatorOptions().setHasText("À la place"))).containsText("Commerces");
        }
    }

    @Test
    void aTagIsRenamedAndTakesTheOthersPlace(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Deux mots pour un bruit");
            tagged(amina, "Vacarme");
            tagged(amina, "Tintamarre");
            claire.open("/administration/words");
            claire.button("Renommer l’étiquette Vacarme").click();
            assertThat(claire.page().locator("#tag-rename")).isFocused();
            claire.page().locator("#tag-rename").fill("tintamarre");
            claire.press("Enter");
            assertThat(claire.page().locator("#tag-problem")).containsText("Une autre étiquette porte déjà ce nom.");
            claire.isAccessible("a tag whose name is taken");
            claire.page().locator("#tag-rename").fill("Raffut");
            claire.press("Enter");
            assertThat(word(claire, "Raffut")).isVisible();
            assertThat(amina.page().locator(".thread-header a.tag", new Page.LocatorOptions().setHasText("Raffut"))).isVisible();

            claire.button("Retirer Tintamarre").click();
            claire.page().locator("#remover-into").selectOption("Raffut");
            claire.page().locator("word-remover .primary").click();
            assertThat(word(claire, "Tintamarre")).hasCount(0);
            assertThat(claire.page().locator("#tag-words-heading")).isFocused();
            assertThat(amina.page().locator(".thread-header a.tag")).hasText(new String[]{"Raffut"});
        }
    }

    @Test
    void whatTwoKeepersMadeOfOneTopicIsBroughtTogetherAndSeenBeforeItIsSaved(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser sophie = town.agent("sophie")) {
            claire.open("/administration/words");
            made(claire, "Fontaines à boire");
            sophie.open("/administration/words");
            sophie.button("Modifier Fontaines à boire").click();
            sophie.page().locator("#topic-words").fill("Points d’eau");

            claire.button("Modifier Fontaines à boire").click();
            claire.page().locator("#topic-name-field").fill("Eau potable");
            claire.press("Enter");
            assertThat(word(claire, "Eau potable")).isVisible();

            sophie.press("Control+Enter");
            assertThat(sophie.page().locator("#topic-editor-problem")).containsText("Eau potable");
            assertThat(sophie.page().locator("#topic-name-field")).hasValue("Eau potable");
            assertThat(sophie.page().locator("#topic-words")).hasValue("Fontaines à boire\nPoints d’eau");
            sophie.isAccessible("a topic that somebody has changed meanwhile");
            sophie.press("Control+Enter");
            assertThat(word(claire, "Eau potable")).containsText("Fontaines à boire, Points d’eau");
        }
    }

    @Test
    void whatIsTypedOutlivesAReloadAndAColleaguesName(Town town) {
        try (AgentBrowser claire = town.agent("claire");
                AgentBrowser amina = town.agent("amina");
                AgentBrowser sophie = town.agent("sophie")) {
            opened(amina, "Des seaux à la fontaine");
            tagged(amina, "Seaux");
            claire.open("/administration/words");
            claire.button("Nouveau thème").click();
            claire.page().locator("#topic-name-field").fill("Sécheresse");
            claire.page().reload();
            claire.button("Reprendre").click();
            assertThat(claire.page().locator("#topic-name-field")).hasValue("Sécheresse");
            claire.button("Ne pas garder").click();
            claire.button("Nouveau thème").click();
            assertThat(claire.page().locator("#topic-name-field")).hasValue("");
            claire.press("Escape");

            claire.button("Renommer l’étiquette Seaux").click();
            claire.page().locator("#tag-rename").fill("Seaux et bassines");
            sophie.open("/administration/words");
            sophie.button("Renommer l’étiquette Seaux").click();
            sophie.page().locator("#tag-rename").fill("Baquets");
            sophie.press("Enter");
            assertThat(word(sophie, "Baquets")).isVisible();
            assertThat(claire.page().locator("#tag-rename")).hasValue("Seaux et bassines");
            assertThat(claire.page().locator("#tag-rename")).isFocused();
            claire.page().locator("#tag-rename").fill(" ");
            claire.press("Enter");
            assertThat(claire.page().locator("#tag-problem")).hasText("Il faut un nom.");
        }
    }

    @Test
    void whatIsDoneInADialogIsToldAndUndoneThereAndAKeyHeldDownTakesNothingOff(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Grenouilles au lavoir");
            List<String> changes = new CopyOnWriteArrayList<>();
            amina.page().onRequest(request -> {
                if (request.method().equals("PATCH")) {
                    changes.add(request.url());
                }
            });
            choose(amina, "ab");
            for (int times = 0; times < 5; times++) {
                amina.page().keyboard().down("Backspace");
            }
            amina.page().keyboard().up("Backspace");
            assertThat(amina.page().locator("#topic-name")).hasValue("");
            Locator topic = amina.page().locator("topic-dialog .tag");
            assertThat(topic).hasText("Grenouilles au lavoir");
            Assertions.assertThat(changes).isEmpty();

            amina.press("Backspace");
            Locator dialog = amina.page().locator("topic-dialog dialog[open]");
            assertThat(dialog).containsText("Aucun thème.");
            assertThat(dialog.locator("[role=log] .notice")).containsText("Thème retiré.");
            Assertions.assertThat(isTold(amina, "Thème retiré.")).as("in the tree of a screen reader").isTrue();
            amina.isAccessible("a notice in front of a dialog");
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Annuler")).click();
            assertThat(topic).hasText("Grenouilles au lavoir");
            assertThat(dialog.locator("[role=log] .notice")).containsText("C’est annulé.");

            amina.press("Escape");
            assertThat(dialog).hasCount(0);
            assertThat(amina.page().locator("notice-area [role=log] .notice")).containsText("C’est annulé.");
        }
    }

    @Test
    void theListFitsANarrowScreenAndIsNotForAgents(Town town) {
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(320, 700))) {
            claire.open("/administration/words");
            assertThat(claire.page().locator(".words-page li").first()).isVisible();
            claire.fits();
            claire.isAccessible("topics and tags, narrow");
        }
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/administration/words");
            assertThat(amina.page().getByText("Les responsables et les administrateurs tiennent")).isVisible();
        }
    }

    @Test
    void theTopicBesideAConversationStandsOnTheLineOfItsLabel(Town town) {
        for (int width : new int[]{320, 390, 1280}) {
            try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(width, 844))) {
                opened(amina, "Sur une ligne");
                Locator facts = amina.page().locator("context-pane dl");
                if (!facts.isVisible()) {
                    amina.press("i");
                }
                assertThat(facts).isVisible();
                Object apart = facts.evaluate("""
                        list => Math.max(...[...list.querySelectorAll(':scope > div')].map((fact) => {
                          const [name, value] = ['dt', 'dd :is(a, bdi)'].map((part) => {
                            const range = document.createRange();
                            range.selectNodeContents(fact.querySelector(part));
                            return range.getClientRects()[0].bottom;
                          });
                          return Math.abs(name - value);
                        }))""");
                Assertions.assertThat(((Number) apart).doubleValue()).as("pixels between a label and its value at %d", width)
                        .isLessThanOrEqualTo(1.5);
            }
        }
    }

    private static void opened(AgentBrowser browser, String topic) {
        browser.open("/conversation/" + browser.callToReturn(topic));
        assertThat(browser.messages()).hasCount(1);
    }

    private static void tagged(AgentBrowser browser, String tag) {
        browser.press("t");
        assertThat(browser.page().locator("#tag-name")).isFocused();
        browser.type(tag);
        browser.press("Enter");
        assertThat(browser.page().locator("tag-dialog .tag", new Page.LocatorOptions().setHasText(tag))).isVisible();
        browser.press("Escape");
    }

    private static void choose(AgentBrowser browser, String words) {
        browser.press("Control+K");
        browser.type("thème…");
        browser.press("Enter");
        assertThat(browser.page().locator("#topic-name")).isFocused();
        browser.type(words);
    }

    /** What is inert has no place in the tree that the browser gives to screen readers. */
    private static boolean isTold(AgentBrowser browser, String words) {
        JsonObject tree = new JsonObject(
                browser.page().context().newCDPSession(browser.page()).send("Accessibility.getFullAXTree").toString());
        return tree.getJsonArray("nodes").stream().map(JsonObject.class::cast).filter(node -> !node.getBoolean("ignored"))
                .anyMatch(node -> node.getJsonObject("name", new JsonObject()).getString("value", "").equals(words));
    }

    private static void made(AgentBrowser browser, String topic) {
        browser.button("Nouveau thème").click();
        assertThat(browser.page().locator("#topic-name-field")).isFocused();
        browser.page().locator("#topic-name-field").fill(topic);
        browser.press("Enter");
        assertThat(word(browser, topic)).isVisible();
    }

    private static Locator word(AgentBrowser browser, String name) {
        return browser.page().locator(".words-page li").filter(new Locator.FilterOptions().setHas(browser.page().locator("bdi.name",
                new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))));
    }
}
