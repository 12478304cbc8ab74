package org.parvis.gateway.desk;

import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskLoginTest {

    @Test
    void whoIsNotLoggedInIsAskedToAndThenTakenWhereTheyWanted(Town town) {
        try (AgentBrowser browser = town.browser()) {
            browser.open("/account");
            assertThat(browser.page()).hasURL(Pattern.compile("/login\\?next=%2Faccount$"));
            assertThat(browser.page().getByLabel("Identifiant")).isFocused();

            browser.submit("amina", Town.PASSWORD);

            assertThat(browser.page()).hasURL(Pattern.compile("/account$"));
            assertThat(browser.heading("Mon compte")).isVisible();
        }
    }

    @Test
    void aWrongPasswordIsSaidAndCanBeCorrectedAtOnce(Town town) {
        try (AgentBrowser browser = town.browser()) {
            browser.open("/login");
            browser.submit("amina", "something else");

            assertThat(browser.page().getByRole(AriaRole.ALERT)).containsText("Identifiant ou mot de passe incorrect");
            assertThat(browser.page().getByLabel("Mot de passe")).isFocused();
            browser.isAccessible("refused login");
        }
    }

    @Test
    void theDeskSpeaksEnglishToWhoeverChoosesIt(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/account");
            browser.page().getByLabel("Langue").selectOption("en");
            assertThat(browser.heading("My account")).isVisible();
            assertThat(browser.page().locator("html")).hasAttribute("lang", "en");

            browser.open("/");
            assertThat(browser.heading("To handle")).isVisible();

            browser.open("/account");
            browser.page().getByLabel("Language").selectOption("fr");
            assertThat(browser.heading("Mon compte")).isVisible();
        }
    }

    @Test
    void onesOwnPasswordIsChangedAndTheDeskGoesOn(Town town) {
        String account = "nouveau-" + UUID.randomUUID();
        try (AgentBrowser claire = town.agent("claire")) {
            claire.post("/api/v1/agents",
                    new JsonObject().put("account", account).put("name", "Anne Lebrun").put("password", "mot de passe prêté"));
        }
        try (AgentBrowser anne = town.browser(); AgentBrowser elsewhere = town.browser()) {
            anne.logIn(account, "mot de passe prêté");
            elsewhere.logIn(account, "mot de passe prêté");
            elsewhere.open("/");
            anne.open("/account");
            anne.page().getByLabel("Mot de passe actuel").fill("un autre");
            anne.page().getByLabel("Nouveau mot de passe").fill("mot de passe à moi");
            anne.press("Enter");
            assertThat(anne.page().getByText("Ce n’est pas le mot de passe actuel.")).isVisible();
            assertThat(anne.page().getByLabel("Mot de passe actuel")).isFocused();
            anne.page().getByLabel("Mot de passe actuel").fill("mot de passe prêté");
            anne.press("Enter");
            assertThat(anne.page().getByText("Mot de passe changé.")).isVisible();
            assertThat(elsewhere.page().getByLabel("Identifiant")).isVisible();
            anne.open("/");
            assertThat(anne.page().locator("#list-heading")).isVisible();
        }
    }

    @Test
    void aTokenIsShownOnceAndCanBeRevoked(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/account");
            browser.page().getByLabel("Nom du jeton").fill("Import des appels");
            browser.button("Créer").click();
            assertThat(browser.page().locator(".secret code")).not().isEmpty();
            browser.isAccessible("a new token");

            browser.page().reload();
            assertThat(browser.page().getByRole(AriaRole.ROWHEADER)).hasText("Import des appels");
            assertThat(browser.page().locator(".secret")).hasCount(0);
            browser.button("Révoquer Import des appels").click();
            assertThat(browser.page().getByText("Aucun jeton.")).isVisible();
        }
    }
}
