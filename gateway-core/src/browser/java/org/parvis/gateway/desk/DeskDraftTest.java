package org.parvis.gateway.desk;

import java.nio.charset.StandardCharsets;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDraftTest {

    /** Longer than the desk waits before it tries again. */
    private static final double RETRIED = 20_000;

    @Test
    void whatWasTypedIsFoundAgainAtAnotherMachineUntilItIsSent(Town town) {
        try (AgentBrowser office = town.agent("amina"); AgentBrowser home = town.agent("amina")) {
            long number = office.callToReturn("Commencé au bureau");
            write(office, number, "Bonjour Madame,");
            assertThat(office.page().locator(".draft-state")).hasText("Brouillon enregistré");

            home.open("/");
            home.page().locator("button.me").click();
            home.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Mes brouillons")).click();
            assertThat(home.heading("Mes brouillons")).isFocused();
            assertThat(home.page().locator(".entries")).containsText("Bonjour Madame,");
            home.isAccessible("drafts");
            home.fits();
            home.page().locator(".entries a[href='/conversation/" + number + "']").click();
            assertThat(text(home)).hasValue("Bonjour Madame,");
            text(home).focus();
            home.press("Control+End");
            home.type(" c'est prêt.");
            assertThat(text(office)).hasValue("Bonjour Madame, c'est prêt.");

            home.press("Control+Enter");
            assertThat(home.messages()).hasCount(2);
            assertThat(text(office)).hasValue("");
            assertThat(text(home)).hasValue("");
        }
    }

    @Test
    void aColleagueReadsADraftAndTakesItOver(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("À deux mains");
            julien.open("/conversation/" + number);
            assertThat(julien.messages()).hasCount(1);
            write(amina, number, "La carte est prête.");

            Locator seen = julien.page().locator(".other-draft");
            assertThat(seen.locator("summary")).containsText("Amina Diallo a un brouillon");
            seen.locator("summary").click();
            assertThat(seen.locator(".words")).hasText("La carte est prête.");
            julien.isAccessible("a colleague's draft");
            julien.fits();
            seen.getByText("Reprendre ce brouillon").click();

            assertThat(text(julien)).hasValue("La carte est prête.");
            assertThat(text(julien)).isFocused();
            assertThat(amina.page().getByText("Julien Roche a repris votre brouillon.")).isVisible();
            assertThat(text(amina)).hasValue("");
            assertThat(amina.page().locator(".other-draft summary")).containsText("Julien Roche a un brouillon");
            julien.press("Control+Enter");
            assertThat(julien.messages()).hasCount(2);
            assertThat(amina.page().locator(".other-draft")).hasCount(0);
        }
    }

    @Test
    void whoeverWritesThemselvesAddsAColleaguesWordsToTheirOwn(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Deux réponses");
            write(amina, number, "La carte est prête.");
            assertThat(amina.page().locator(".draft-state")).hasText("Brouillon enregistré");
            write(julien, number, "Bonjour,");
            julien.page().locator(".other-draft summary").click();
            julien.page().getByText("Ajouter à ma réponse").click();

            assertThat(text(julien)).hasValue("Bonjour,\n\nLa carte est prête.");
            assertThat(text(amina)).hasValue("La carte est prête.");
        }
    }

    @Test
    void aReplyBecomesPrivateWithTheColleaguesPrivateWordsThatAreAddedToIt(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.anyOpen("mastodon").getLong("number");
            write(amina, number, "Votre dossier est complet.");
            choose(amina, "private");
            assertThat(amina.page().locator(".draft-state")).hasText("Brouillon enregistré");
            write(julien, number, "Bonjour,");
            choose(julien, "public");
            julien.page().locator(".other-draft summary").click();
            julien.page().getByText("Ajouter à ma réponse").click();

            assertThat(text(julien)).hasValue("Bonjour,\n\nVotre dossier est complet.");
            assertThat(julien.page().locator(".composer")).hasAttribute("data-visibility", "private");
            empty(amina);
            empty(julien);
        }
    }

    @Test
    void aPrivateReplyThatIsTakenBackMakesWhatWasTypedSincePrivateToo(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.holdReplies(30);
            long number = amina.anyOpen("mastodon").getLong("number");
            write(amina, number, "Votre dossier est complet.");
            choose(amina, "private");
            text(amina).press("Control+Enter");
            assertThat(text(amina)).hasValue("");
            text(amina).fill("Bonne journée à tous.");
            choose(amina, "public");
            amina.button("Annuler l’envoi").click();

            assertThat(text(amina)).hasValue("Votre dossier est complet.\n\nBonne journée à tous.");
            assertThat(amina.page().locator(".composer")).hasAttribute("data-visibility", "private");
            empty(amina);
        }
    }

    @Test
    void whatWasTypedInTwoPlacesAtOnceIsAllKept(Town town) {
        try (AgentBrowser train = town.agent("amina"); AgentBrowser office = town.agent("amina")) {
            long number = train.callToReturn("Sans réseau");
            train.page().route("**/draft", route -> route.fulfill(new Route.FulfillOptions().setStatus(429)));
            write(train, number, "Écrit dans le train.");
            assertThat(train.page().locator(".draft-state[data-away]")).hasText("Gardé ici, le serveur ne répond pas");
            write(office, number, "Écrit au bureau.");
            assertThat(office.page().locator(".draft-state")).hasText("Brouillon enregistré");

            train.page().unroute("**/draft");
            Locator other = train.page().locator(".other-draft.mine");
            assertThat(other).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RETRIED));
            assertThat(text(train)).hasValue("Écrit dans le train.");
            other.locator("summary").click();
            assertThat(other.locator(".words")).hasText("Écrit au bureau.");
            train.isAccessible("another version of a draft");
            other.getByText("Prendre cette version").click();
            assertThat(text(train)).hasValue("Écrit au bureau.");
            assertThat(other.locator(".words")).hasText("Écrit dans le train.");
            other.getByText("Écarter").click();
            assertThat(other).hasCount(0);
        }
    }

    @Test
    void theFilesOfADraftAreThereAtTheOtherMachine(Town town) {
        try (AgentBrowser office = town.agent("amina"); AgentBrowser home = town.agent("amina")) {
            long number = office.anyOpen("courriel").getLong("number");
            office.open("/conversation/" + number);
            assertThat(office.messages().first()).isVisible();
            office.page().locator("input[type=file]").setInputFiles(
                    new FilePayload("plan.txt", "text/plain", "Le plan".getBytes(StandardCharsets.UTF_8)));
            assertThat(office.page().locator(".draft-state")).hasText("Brouillon enregistré");

            home.open("/conversation/" + number);
            assertThat(home.page().locator("reply-files .uploads li")).containsText("plan.txt");
            home.page().locator("reply-files .uploads button").click();
            assertThat(office.page().locator("reply-files .uploads li")).hasCount(0);
        }
    }

    private static void write(AgentBrowser browser, long number, String words) {
        browser.open("/conversation/" + number);
        assertThat(browser.messages().first()).isVisible();
        browser.press("r");
        browser.type(words);
    }

    private static void choose(AgentBrowser browser, String visibility) {
        browser.page().locator(".composer select.inline").selectOption(visibility);
        assertThat(browser.page().locator(".composer")).hasAttribute("data-visibility", visibility);
    }

    /** The draft outlives the page: whoever opens the conversation next begins without it. */
    private static void empty(AgentBrowser browser) {
        browser.page().waitForResponse(response -> response.url().endsWith("/draft") && response.status() == 204,
                () -> text(browser).fill(""));
    }

    private static Locator text(AgentBrowser browser) {
        return browser.page().locator("#composer-text");
    }
}
