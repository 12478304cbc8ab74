package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Whoever logs out leaves nothing behind, and loses nothing unasked. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskLeavingTest {

    @Test
    void aDraftThatTheServerRefusesIsShownBeforeItIsLost(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Brouillon refusé");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.page().route("**/draft", route -> route.fulfill(new Route.FulfillOptions().setStatus(413)));
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.page().waitForResponse(response -> response.url().endsWith("/draft"), () -> amina.type("Gardé nulle part ailleurs."));
            logOut(amina);

            assertThat(question(amina).getByRole(AriaRole.LINK)).hasText(Pattern.compile("Un brouillon dans la conversation n° " + number));
            assertThat(question(amina).locator(".words")).hasText("Gardé nulle part ailleurs.");
            assertThat(amina.button("Rester")).isFocused();
            amina.isAccessible("asked before a log-out");
            amina.fits();
            amina.press("Escape");
            assertThat(question(amina)).not().isVisible();
            assertThat(amina.page().locator("#composer-text")).hasValue("Gardé nulle part ailleurs.");

            logOut(amina);
            amina.button("Se déconnecter quand même").click();
            assertThat(amina.page().locator(".login")).isVisible();
        }
    }

    @Test
    void whatTheServerHasIsAskedAboutByNobody(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Brouillon gardé");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.type("Gardé par le serveur.");
            logOut(amina);
            assertThat(amina.page().locator(".login")).isVisible();

            amina.submit("amina", Town.PASSWORD);
            assertThat(amina.page().locator("#composer-text")).hasValue("Gardé par le serveur.");
        }
    }

    @Test
    void aCallNoteThatIsBegunIsAskedAbout(Town town) {
        try (AgentBrowser julien = town.agent("julien")) {
            julien.open("/call");
            julien.page().locator("#call-text").fill("Demande les horaires.");
            julien.page().locator(".brand a").click();
            assertThat(julien.page().locator("#list a.row").first()).isVisible();
            logOut(julien);
            assertThat(question(julien)).containsText("Demande les horaires.");
            question(julien).getByText("Une note d’appel commencée").click();
            assertThat(julien.page().locator("#call-text")).hasValue("Demande les horaires.");
        }
    }

    @Test
    void formsOfAdministrationThatAreNotSavedAreAskedAbout(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration/words");
            claire.button("Nouveau thème").click();
            assertThat(claire.page().locator("#topic-name-field")).isFocused();
            claire.type("Thème en suspens");
            claire.press("Escape");
            claire.open("/administration");
            claire.page().locator("#team-name").fill("Équipe en suspens");
            claire.open("/administration/channels");
            claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ajouter un canal")).click();
            claire.button("Courriel").click();
            assertThat(claire.page().locator("#setup-label")).isFocused();
            claire.type("Courriel en suspens");
            logOut(claire);

            assertThat(question(claire)).containsText("Un thème non enregistré");
            assertThat(question(claire)).containsText("Un formulaire de canal non enregistré");
            claire.button("Rester").click();
            assertThat(claire.page().locator("#setup-label")).hasValue("Courriel en suspens");

            logOut(claire);
            question(claire).getByText("Une équipe non enregistrée").click();
            assertThat(claire.page().locator("#team-name")).hasValue("Équipe en suspens");
        }
    }

    private static void logOut(AgentBrowser agent) {
        agent.page().locator("button.me").click();
        agent.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Se déconnecter")).click();
    }

    private static Locator question(AgentBrowser agent) {
        return agent.page().getByRole(AriaRole.ALERTDIALOG);
    }
}
