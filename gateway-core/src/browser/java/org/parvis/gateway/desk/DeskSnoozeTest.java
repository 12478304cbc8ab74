package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What is put off leaves the list, stays owed in sight, and comes back. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskSnoozeTest {

    @Test
    void itLeavesEverybodysListAndStaysOwedInSight(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = opened(amina, "À revoir demain");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("À revoir demain")).isVisible();

            amina.press("s");
            assertThat(amina.button("Demain à 9")).isVisible();
            amina.isAccessible("until when");
            amina.fits();
            amina.button("Demain à 9").click();

            assertThat(julien.row("À revoir demain")).hasCount(0);
            assertThat(amina.page().locator(".thread-header .meta")).containsText("en veille, retour");
            julien.open("/view/snoozed");
            assertThat(julien.row("À revoir demain")).isVisible();
            assertThat(julien.page().locator("#views a[href='/view/snoozed'] .owed")).isVisible();
            julien.isAccessible("what is snoozed");
            Assertions.assertThat(amina.conversation(number).getString("owedSince")).isNotNull();
        }
    }

    @Test
    void itIsTakenBackWithOneButton(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = opened(amina, "Mise en veille par erreur");
            amina.press("s");
            amina.button("Demain à 9").click();
            amina.button("Annuler").click();

            assertThat(amina.page().getByText("C’est annulé.")).isVisible();
            Assertions.assertThat(amina.conversation(number).getString("state")).isEqualTo("open");
        }
    }

    @Test
    void itComesBackByItselfAndWhenThePersonWrites(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long soon = opened(amina, "Revient à son heure");
            String id = amina.conversation(soon).getString("id");
            julien.open("/view/channel/telephone");
            assertThat(julien.row("Revient à son heure")).isVisible();
            amina.patch("/api/v1/conversations/" + id,
                    new JsonObject().put("snoozedUntil", Instant.now().plus(Duration.ofSeconds(8)).toString()));
            assertThat(julien.row("Revient à son heure")).hasCount(0);
            assertThat(julien.row("Revient à son heure")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));

            long written = opened(amina, "Revient par un appel");
            amina.press("s");
            amina.button("Demain à 9").click();
            assertThat(julien.row("Revient par un appel")).hasCount(0);
            amina.callAbout(written, "Je rappelle déjà.");
            assertThat(julien.row("Revient par un appel")).isVisible();
        }
    }

    @Test
    void whatIsOwedElsewhereIsSaidUnderWhatIsToHandle(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            opened(amina, "Due, mais plus tard");
            amina.button("En veille").click();
            amina.fits();
            amina.page().locator("#snooze-at").fill("2020-01-01T09:00");
            amina.press("Enter");
            assertThat(amina.page().locator("#snooze-problem")).containsText("à venir");
            amina.button("Jusqu’à ce que la personne écrive").click();
            assertThat(amina.page().getByText("Conversation mise en attente.")).isVisible();

            amina.open("/");
            Locator elsewhere = amina.page().locator(".elsewhere");
            // The list ends where its last page does.
            amina.page().waitForFunction(
                    "() => { const list = document.querySelector('#list'); list.scrollTop = list.scrollHeight; return document.querySelector('.elsewhere'); }");
            assertThat(elsewhere).containsText("en attente");
            amina.isAccessible("what is owed elsewhere");
            amina.fits();
        }
    }

    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        agent.open("/conversation/" + number);
        assertThat(agent.messages()).hasCount(1);
        return number;
    }
}
