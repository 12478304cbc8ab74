package org.parvis.gateway.desk;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskAdministrationTest {

    @Test
    void anAccountIsMadeChangedAndClosed(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser newcomer = town.browser()) {
            claire.open("/administration");
            claire.isAccessible("administration");
            claire.button("Nouvel agent").click();
            Locator dialog = claire.page().locator("dialog[open]");
            assertThat(claire.page().locator("#agent-account")).isFocused();
            dialog.getByText("Enregistrer").click();
            assertThat(dialog.getByText("Il manque l’identifiant.")).isVisible();
            claire.page().locator("#agent-account").fill("noemie");
            claire.page().locator("#agent-name").fill("Noémie Brun");
            dialog.getByLabel("Voirie").check();
            claire.isAccessible("a new account");
            String password = claire.page().locator("#agent-password").inputValue();
            dialog.getByText("Enregistrer").click();
            assertThat(dialog).hasCount(0);
            assertThat(row(claire, "Noémie Brun")).containsText("Voirie");

            newcomer.open("/login");
            newcomer.submit("noemie", password);
            assertThat(newcomer.page().locator("#list-heading")).isVisible();

            claire.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Modifier Noémie Brun")).click();
            claire.page().locator("#agent-role").selectOption("lead");
            claire.page().locator("#agent-extension").fill("poste 2");
            dialog.getByText("Enregistrer").click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).hasText("Un poste a de 1 à 10 chiffres, et rien d’autre.");
            assertThat(claire.page().locator("#agent-extension")).isFocused();
            claire.page().locator("#agent-extension").fill("201");
            dialog.getByText("Enregistrer").click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).hasText("Ce poste est déjà celui de \u2068Julien Roche\u2069.");
            assertThat(claire.page().locator("#agent-extension")).isFocused();
            claire.page().locator("#agent-extension").fill("");
            dialog.getByText("Enregistrer").click();
            assertThat(row(claire, "Noémie Brun")).containsText("responsable");

            claire.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Modifier Noémie Brun")).click();
            dialog.getByText("Désactiver").click();
            assertThat(row(claire, "Noémie Brun")).containsText("désactivé");
            assertThat(newcomer.page().getByLabel("Identifiant")).isVisible();

            // Whoever comes back may need another extension.
            claire.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Modifier Noémie Brun")).click();
            claire.page().locator("#agent-extension").fill("201");
            dialog.getByText("Réactiver").click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).hasText("Ce poste est déjà celui de \u2068Julien Roche\u2069.");
            assertThat(claire.page().locator("#agent-extension")).isFocused();
            claire.page().locator("#agent-extension").fill("2019");
            dialog.getByText("Réactiver").click();
            assertThat(dialog).hasCount(0);
            assertThat(row(claire, "Noémie Brun")).containsText("2019");
            assertThat(row(claire, "Noémie Brun")).not().containsText("désactivé");
        }
    }

    @Test
    void aListSaysWhatIsWrongWithItThenWhatItWouldDoThenThePasswords(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration");
            choose(claire, "identifiant;nom;équipes;rôle\nbruno.l;Bruno Leroy;Jardins;\nines.k;Inès Klein;Accueil;chef\n");
            assertThat(claire.page().getByText("2 erreurs : rien n’a été créé.")).isVisible();
            assertThat(claire.page().locator(".mistakes li")).containsText(new String[]{"« chef »", "« Jardins »"});
            claire.isAccessible("a list with mistakes");

            choose(claire, "identifiant;nom;équipes;rôle\nbruno.l;Bruno Leroy;Accueil;\nines.k;Inès Klein;Accueil;responsable\n");
            assertThat(claire.page().getByText("2 comptes à créer.")).isVisible();
            claire.button("Créer 2 comptes").click();
            Locator made = claire.page().locator("agent-import");
            assertThat(made.getByText("Les mots de passe ne sont montrés qu’une fois.")).isVisible();
            assertThat(made.locator("tbody code")).hasText(new Pattern[]{Pattern.compile("([a-z2-9]{4}-){3}[a-z2-9]{4}"),
                    Pattern.compile("([a-z2-9]{4}-){3}[a-z2-9]{4}")});
            assertThat(made.getByText("Enregistrer en CSV")).hasAttribute("download", "parvis.csv");
            assertThat(row(claire, "Bruno Leroy")).isVisible();
            claire.isAccessible("passwords");
        }
    }

    @Test
    void aTeamIsMadeAndNamedAnewAndColleaguesSeeIt(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser amina = town.agent("amina")) {
            amina.open("/conversation/" + amina.callToReturn("Une haie à tailler"));
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            claire.open("/administration");
            claire.page().locator("#team-name").fill("Espaces vers");
            claire.page().keyboard().press("Enter");
            claire.button("Renommer l’équipe Espaces vers").click();
            assertThat(claire.page().locator("#team-rename")).isFocused();
            claire.page().locator("#team-rename").fill("Espaces verts");
            claire.page().keyboard().press("Enter");
            assertThat(claire.page().locator(".teams")).containsText("Espaces verts");
            amina.page().getByLabel("Équipe", new Page.GetByLabelOptions().setExact(true)).selectOption("Espaces verts");
            assertThat(amina.page().locator("#views")).containsText("Espaces verts");
        }
    }

    @Test
    void itIsForAdministratorsAndFitsANarrowScreen(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/administration");
            assertThat(amina.page().getByText("Cette page est réservée à l’administration.")).isVisible();
        }
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            claire.open("/administration");
            assertThat(claire.page().locator(".administration tbody tr").first()).isVisible();
            claire.fits();
            claire.isAccessible("administration, narrow");
        }
    }

    private static Locator row(AgentBrowser browser, String name) {
        return browser.page().locator(".administration tbody tr", new Page.LocatorOptions().setHasText(name)).first();
    }

    private static void choose(AgentBrowser browser, String list) {
        browser.page().locator("#import-file")
                .setInputFiles(new FilePayload("agents.csv", "text/csv", list.getBytes(StandardCharsets.UTF_8)));
    }
}
