package org.parvis.gateway.desk;

import java.util.Properties;
import java.util.UUID;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskChannelSetupTest {

    private static final String ADDRESS = "voirie@saint-exemple.example";
    private static final String PASSWORD = "nid-de-poule";
    private static final LocatorAssertions.ContainsTextOptions SOON = new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @Test
    void aMailboxIsTestedSetUpAndBringsMailWithoutARestart(Town town) throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        mail.start();
        GreenMailUser mailbox = mail.setUser(ADDRESS, ADDRESS, PASSWORD);
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration/channels");
            claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ajouter un canal")).click();
            assertThat(claire.page().locator("#channel-setup-heading")).isFocused();
            assertThat(claire.button("Courriel")).isVisible();
            claire.isAccessible("kinds of channels");
            claire.button("Courriel").click();
            assertThat(claire.page().locator("#setup-label")).isFocused();
            claire.page().locator("#setup-label").fill("Courriel de la voirie");
            assertThat(claire.page().locator("#setup-id")).hasValue("courriel-de-la-voirie");

            claire.button("Ajouter le canal").click();
            assertThat(claire.page().locator("#setup-problem")).containsText("points à corriger");
            assertThat(claire.page().locator("#setting-address")).isFocused();
            assertThat(field(claire, "imap-host")).containsText("À remplir");
            claire.isAccessible("a form with mistakes");

            fill(claire, "address", ADDRESS);
            fill(claire, "display-name", "Voirie de Saint-Exemple");
            fill(claire, "imap-host", "127.0.0.1");
            fill(claire, "imap-user", ADDRESS);
            fill(claire, "imap-password", "wrong");
            fill(claire, "smtp-host", "127.0.0.1");
            more(claire, "imap");
            fill(claire, "imap-port", "port");
            claire.page().locator("#setting-imap-security").selectOption("none");
            fill(claire, "imap-poll-interval", "1s");
            more(claire, "smtp");
            fill(claire, "smtp-port", Integer.toString(mail.getSmtp().getPort()));
            claire.page().locator("#setting-smtp-security").selectOption("none");
            claire.button("Tester la connexion").click();
            assertThat(field(claire, "imap-port")).containsText("Un nombre entier.");
            fill(claire, "imap-port", "70000");
            claire.button("Tester la connexion").click();
            assertThat(field(claire, "imap-port")).containsText("De 1 à 65535.");
            fill(claire, "imap-port", Integer.toString(mail.getImap().getPort()));

            Locator steps = claire.page().locator(".steps");
            claire.button("Tester la connexion").click();
            assertThat(steps).containsText("Le serveur refuse l’identifiant ou le mot de passe.", SOON);
            assertThat(claire.page().locator("channel-test")).containsText("La connexion ne marche pas encore.");
            claire.isAccessible("a test that failed");
            fill(claire, "imap-password", PASSWORD);
            claire.button("Tester la connexion").click();
            assertThat(claire.page().locator("channel-test")).containsText("Tout marche.", SOON);
            claire.isAccessible("a test that passed");

            claire.button("Ajouter le canal").click();
            Locator card = claire.page().locator("section[data-channel=courriel-de-la-voirie]");
            assertThat(card).containsText("Fonctionne", SOON);
            assertThat(claire.page().locator("#channels-page-heading")).isFocused();
            assertThat(claire.page().locator("section[data-channel=courriel]")).containsText("Réglé dans parvis.yaml");
            claire.isAccessible("channels of the file and of the desk");
            claire.open("/administration/channels/courriel");
            assertThat(claire.heading("Modifier Courriel de la mairie")).isVisible();
            assertThat(claire.page().getByText("Ce canal est réglé dans parvis.yaml")).isVisible();

            String subject = "Nid-de-poule " + UUID.randomUUID();
            mailbox.deliver(letter(subject));
            claire.open("/view/channel/courriel-de-la-voirie");
            assertThat(claire.page().locator("#list")).containsText(subject, SOON);

            claire.open("/administration/channels/courriel-de-la-voirie");
            assertThat(claire.page().locator("#setting-imap-password")).hasValue("");
            assertThat(claire.page().locator("#setting-imap-password")).hasAttribute("placeholder", "inchangé");
            assertThat(claire.page().locator("#setting-imap-port")).hasValue(Integer.toString(mail.getImap().getPort()));
            claire.isAccessible("a channel that is changed");
            claire.button("Tester la connexion").click();
            assertThat(claire.page().locator("channel-test")).containsText("Tout marche.", SOON);
            fill(claire, "imap-host", "localhost");
            claire.button("Enregistrer").click();
            assertThat(field(claire, "imap-password")).containsText("tapez-le à nouveau");
            fill(claire, "imap-password", PASSWORD);
            claire.page().locator("#setup-label").fill("Courriel voirie");
            claire.button("Enregistrer").click();
            assertThat(card).containsText("Courriel voirie", SOON);
            assertThat(card).containsText("Fonctionne", SOON);

            claire.open("/administration/channels/courriel-de-la-voirie");
            assertThat(claire.page().locator("#setup-label")).hasValue("Courriel voirie");
            isRenamedByAnother(claire, "Courriel des rues");
            claire.page().locator("#setup-label").fill("Courriel des routes");
            claire.button("Enregistrer").click();
            assertThat(claire.page().locator("#setup-problem")).isFocused();
            claire.isAccessible("a channel that somebody else changed meanwhile");
            claire.button("Reprendre la version enregistrée").click();
            assertThat(claire.page().locator("#channel-setup-heading")).isFocused();
            assertThat(claire.page().locator("#setup-label")).hasValue("Courriel des rues");
            isRenamedByAnother(claire, "Courriel des places");
            claire.page().locator("#setup-label").fill("Courriel voirie");
            claire.button("Enregistrer").click();
            claire.button("Garder ma saisie").click();
            claire.button("Enregistrer").click();
            assertThat(card).containsText("Courriel voirie", SOON);

            claire.button("Supprimer Courriel voirie").click();
            Locator dialog = claire.page().locator("dialog[open]");
            assertThat(dialog).containsText("Ses conversations restent");
            claire.isAccessible("a channel that is to go");
            dialog.getByText("Supprimer", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(card).hasCount(0);
            assertThat(claire.page().locator("#channels-page-heading")).isFocused();
        } finally {
            mail.stop();
        }
    }

    @Test
    void whatIsTypedOutlivesAReloadExceptPasswordsAndGoesWhenItIsGivenUp(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration/new-channel");
            claire.button("Courriel").click();
            claire.page().locator("#setup-label").fill("Courriel des écoles");
            fill(claire, "address", ADDRESS);
            fill(claire, "imap-host", "imap.saint-exemple.example");
            fill(claire, "imap-password", PASSWORD);
            more(claire, "imap");
            claire.page().locator("#setting-imap-security").selectOption("none");

            claire.page().reload();

            assertThat(claire.page().locator("#setup-label")).hasValue("Courriel des écoles");
            assertThat(claire.page().locator("#setup-id")).hasValue("courriel-des-ecoles");
            assertThat(claire.page().locator("#setting-address")).hasValue(ADDRESS);
            assertThat(claire.page().locator("#setting-imap-host")).hasValue("imap.saint-exemple.example");
            assertThat(claire.page().locator("#setting-imap-security")).hasValue("none");
            assertThat(claire.page().locator("#setting-imap-password")).hasValue("");
            assertThat(claire.page().getByText("Ce que vous aviez saisi est là de nouveau")).isVisible();
            claire.isAccessible("a form that was begun before a reload");
            Assertions.assertThat((String) claire.page().evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))
                    .contains("imap.saint-exemple.example").doesNotContain(PASSWORD);

            claire.page().locator(".channel-setup form").getByText("Annuler").click();
            assertThat(claire.page().locator("#channels-page-heading")).isFocused();
            claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ajouter un canal")).click();
            assertThat(claire.button("Courriel")).isVisible();
        }
    }

    @Test
    void everyFormFitsANarrowScreenAndIsForAdministrators(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/administration/new-channel");
            assertThat(amina.page().getByText("Cette page est réservée à l’administration.")).isVisible();
        }
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            claire.open("/administration/new-channel");
            claire.button("Formulaire").click();
            Locator topics = claire.page().locator("#setting-topics");
            topics.getByText("Ajouter", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(claire.page().locator("#setting-topics-1-name")).isVisible();
            claire.page().locator(".channel-setup details > summary").first().click();
            claire.fits();
            claire.isAccessible("a form with a list, narrow");
            claire.button("Tester la connexion").click();
            assertThat(claire.page().locator("#setting-topics-1-name")).isFocused();
            fill(claire, "topics-1-name", "Rues");
            claire.button("Tester la connexion").click();
            assertThat(claire.page().locator("channel-test")).containsText("il n’y a pas de connexion à tester", SOON);
        }
    }

    @Test
    void whereAnIdIsTakenAnotherOneAndTheChannelThatHasItAreOffered(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.open("/administration/new-channel");
            claire.button("Formulaire").click();
            claire.page().locator("#setup-label").fill("Courriel");
            claire.button("Ajouter le canal").click();
            assertThat(claire.page().locator("#setup-id")).isFocused();
            assertThat(
                    claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Voir \u2068Courriel de la mairie\u2069")))
                    .hasAttribute("href", "/administration/channels");
            claire.button("Prendre courriel-2").click();
            assertThat(claire.page().locator("#setup-id")).isFocused();
            assertThat(claire.page().locator("#setup-id")).hasValue("courriel-2");
        }
    }

    /** As from another browser. */
    private static void isRenamedByAnother(AgentBrowser browser, String label) {
        browser.page().evaluate("""
                async (label) => {
                  const at = '/api/v1/channels/courriel-de-la-voirie/settings';
                  const read = async (path) => (await fetch(path)).json();
                  const {settings, version} = await read(at);
                  const {csrfToken} = await read('/api/v1/session');
                  await fetch(at, {method: 'PUT', headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken}, body: JSON.stringify({label, settings, version})});
                }""", label);
    }

    private static MimeMessage letter(String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("lea@citoyens.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(ADDRESS));
        message.setSubject(subject, "UTF-8");
        message.setText("Bonjour, il y a un trou rue Haute.", "UTF-8");
        message.saveChanges();
        return message;
    }

    private static void more(AgentBrowser browser, String group) {
        browser.page().locator("#setting-" + group + " > details > summary").click();
    }

    private static void fill(AgentBrowser browser, String setting, String value) {
        browser.page().locator("#setting-" + setting).fill(value);
    }

    private static Locator field(AgentBrowser browser, String setting) {
        return browser.page().locator(".field:has(#setting-" + setting + ")");
    }
}
