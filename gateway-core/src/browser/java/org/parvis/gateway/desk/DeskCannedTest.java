package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskCannedTest {

    @Test
    void aSlashFindsAnAnswerThatIsFilledInAndCompletedBeforeItGoes(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            long number = browser.callToReturn("Quand aurai-je une réponse ?");
            browser.open("/conversation/" + number);
            assertThat(browser.messages()).hasCount(1);
            browser.press("r");
            browser.press("/");
            Locator field = browser.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Chercher une réponse type"));
            assertThat(field).isFocused();
            assertThat(field).hasAttribute("aria-activedescendant", "canned-0");
            browser.press("ArrowDown");
            assertThat(browser.page().locator("[id^=canned-][aria-selected=true]")).hasId("canned-1");
            browser.isAccessible("canned answers are offered");
            browser.type("recue");
            assertThat(browser.page().locator("[role=option][id^=canned-]").first()).containsText("/bien-recu");
            browser.press("Enter");

            assertThat(text(browser)).isFocused();
            assertThat(text(browser))
                    .hasValue(Pattern
                            .compile("Bonjour Claire Aubry,[\\s\\S]* numéro " + number + " [\\s\\S]*\\{date\\}[\\s\\S]*Amina Diallo"));
            Assertions.assertThat(selected(browser)).isEqualTo("{date}");
            browser.press("Control+Enter");
            assertThat(browser.page().locator("dialog[open]")).containsText("{date}");
            browser.isAccessible("something is left to fill in");
            browser.press("Enter");
            Assertions.assertThat(selected(browser)).isEqualTo("{date}");
            browser.type("vendredi");
            browser.press("Control+Enter");

            assertThat(browser.messages().last()).containsText("une réponse avant le vendredi.");
        }
    }

    @Test
    void whatWasTypedAfterASlashAndMeantForTheTextIsInIt(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/conversation/" + browser.callToReturn("Une barre oblique"));
            assertThat(browser.messages()).hasCount(1);
            browser.press("r");
            browser.type("Mardi et/ou jeudi / au choix /zz");
            assertThat(browser.page().getByText("Aucune réponse ne correspond.")).isVisible();
            browser.press("Escape");

            assertThat(text(browser)).hasValue("Mardi et/ou jeudi / au choix /zz");
            assertThat(text(browser)).isFocused();
            assertThat(browser.page()).hasURL(Pattern.compile("/conversation/"));
        }
    }

    @Test
    void aLeadWritesOneAndAgentsHaveItAtOnce(Town town) {
        try (AgentBrowser sophie = town.agent("sophie"); AgentBrowser amina = town.agent("amina")) {
            amina.open("/conversation/" + amina.callToReturn("La piscine"));
            assertThat(amina.messages()).hasCount(1);
            sophie.open("/");
            sophie.page().locator("button.me").click();
            sophie.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Réponses types")).click();
            assertThat(sophie.heading("Réponses types")).isFocused();
            sophie.isAccessible("canned answers");
            sophie.button("Nouvelle réponse type").click();
            sophie.type("Piscine fermée");
            sophie.press("Control+Enter");
            assertThat(sophie.page().locator("dialog[open] [role=alert]")).containsText("Écrivez le texte");
            assertThat(sophie.page().getByLabel("Texte en français")).isFocused();
            sophie.type("Bonjour ");
            sophie.button("{contact.name}").click();
            sophie.type(", la piscine est fermée jusqu’au {date}.");
            assertThat(sophie.page().getByText("À compléter par l’agent : date")).isVisible();
            sophie.isAccessible("a canned answer is written");
            sophie.press("Escape");
            assertThat(sophie.page().getByText("Vous n’avez pas enregistré « Piscine fermée ».")).isVisible();
            sophie.page().reload();
            sophie.button("Reprendre").click();
            sophie.press("Control+Enter");
            assertThat(sophie.page().getByText("« Piscine fermée » est enregistrée.")).isVisible();

            amina.press("r");
            amina.type("/piscine");
            assertThat(amina.page().locator("[role=option][id^=canned-]")).containsText("/piscine-fermee");
            amina.press("Enter");
            assertThat(text(amina)).hasValue("Bonjour Claire Aubry, la piscine est fermée jusqu’au {date}.");

            Locator answer = sophie.page().getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Piscine fermée"));
            assertThat(answer).containsText("Sophie Nguyen");
            answer.getByText("Archiver").click();
            assertThat(answer).hasCount(0);
            sophie.button("Annuler").click();
            assertThat(answer).isVisible();
            answer.getByText("Archiver").click();
            sophie.page().getByLabel("Archivées").check();
            assertThat(answer).isVisible();
            sophie.isAccessible("archived canned answers");
        }
    }

    @Test
    void whatSomebodyElseMadeOfItMeanwhileIsShownBeforeItIsReplaced(Town town) {
        try (AgentBrowser sophie = town.agent("sophie"); AgentBrowser malik = town.agent("malik")) {
            for (AgentBrowser lead : new AgentBrowser[]{sophie, malik}) {
                lead.open("/canned-answers");
                lead.page().getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Objets encombrants")).getByText("Modifier")
                        .click();
                lead.page().getByLabel("Texte en français").fill("Texte de " + (lead == sophie ? "Sophie" : "Malik"));
            }
            malik.press("Control+Enter");
            assertThat(malik.page().getByText("est enregistrée")).isVisible();
            sophie.press("Control+Enter");

            assertThat(sophie.page().locator("dialog[open] .theirs")).containsText("Texte de Malik");
            assertThat(sophie.page().getByLabel("Texte en français")).hasValue("Texte de Sophie");
            sophie.press("Control+Enter");
            assertThat(sophie.page().getByText("est enregistrée")).isVisible();
            assertThat(sophie.page().getByText("Texte de Sophie")).isVisible();
        }
    }

    @Test
    void agentsReadThemAndOneOfManyFitsANarrowScreenInTheDark(Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK);
        try (AgentBrowser browser = town.agent("amina", how)) {
            browser.open("/canned-answers");
            assertThat(browser.page().getByRole(AriaRole.ARTICLE).first()).isVisible();
            assertThat(browser.button("Modifier")).hasCount(0);
            browser.isAccessible("canned answers, narrow and dark");
            browser.fits();
        }
    }

    private static Object selected(AgentBrowser browser) {
        return text(browser).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)");
    }

    private static Locator text(AgentBrowser browser) {
        return browser.page().locator("#composer-text");
    }
}
