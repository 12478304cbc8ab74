package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Who changed what in the administration. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskHistoryTest {

    @Test
    void anAdministratorReadsWhatWasDoneToAChannelAndThenToEverything(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.patch("/api/v1/channels/mastodon", new JsonObject().put("sendsPerHour", 120));
            claire.patch("/api/v1/channels/mastodon", new JsonObject().put("sendsPerHour", 60));
            claire.open("/administration/channels");
            claire.page().locator("section[data-channel=mastodon]").getByRole(AriaRole.LINK).filter(new Locator.FilterOptions()
                    .setHasText("Historique")).click();

            assertThat(claire.page().locator("#history-heading")).isFocused();
            Locator latest = claire.page().locator(".past > li").first();
            assertThat(latest).containsText("Cadence d’envoi");
            assertThat(latest).containsText("Claire Vasseur");
            assertThat(latest.locator("dd")).hasText("120 → devient 60");
            claire.isAccessible("the history of a channel");

            claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tout l’historique")).click();
            assertThat(claire.page().locator("#history-heading")).hasText("Historique");
            assertThat(claire.page().locator("#history-heading")).isFocused();
            assertThat(claire.page().locator(".past > li").first()).containsText("Cadence d’envoi");
            claire.page().locator("#history-about").selectOption("agents");
            assertThat(claire.page().locator(".past > li").first()).containsText("Compte");
            assertThat(claire.page().locator(".past > li").filter(new Locator.FilterOptions().setHasText("Cadence"))).hasCount(0);
            claire.isAccessible("the history of accounts");
            claire.page().reload();
            assertThat(claire.page().locator(".past > li").first()).containsText("Compte");
            assertThat(claire.page().locator("#history-about")).hasValue("agents");
            claire.page().goBack();
            assertThat(claire.page().locator("#history-about")).hasValue("all");
            assertThat(claire.page().locator(".past > li").first()).containsText("Cadence d’envoi");

            claire.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Administration")).click();
            assertThat(claire.page().locator("#administration-heading")).isFocused();
        }
    }

    @Test
    void whatIsOlderComesWhenItIsAskedFor(Town town) {
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            for (int change = 0; change < 60; change++) {
                claire.patch("/api/v1/channels/mastodon", new JsonObject().put("sendsPerHour", change % 2 == 0 ? 200 : 100));
            }
            claire.open("/administration/history/mastodon");
            Locator entries = claire.page().locator(".past > li");
            assertThat(entries).hasCount(50);
            claire.fits();
            claire.button("Plus ancien").click();
            assertThat(entries.nth(50)).isFocused();
            claire.isAccessible("older entries, narrow");
        }
    }

    @Test
    void whatIsNewReadsAsNew(Town town) {
        try (AgentBrowser claire = town.agent("claire")) {
            claire.post("/api/v1/canned-answers",
                    new JsonObject().put("code", "lavoir").put("title", "Le lavoir").put("french", "Il est ouvert."));
            claire.open("/administration/history");
            assertThat(claire.page().locator(".past > li").filter(new Locator.FilterOptions().setHasText("lavoir")).locator(".what"))
                    .hasText("Réponse type créée\u00a0: lavoir");
        }
    }

    @Test
    void itIsNotForAgents(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.open("/administration/history/mastodon");
            assertThat(amina.page().getByText("Cette page est réservée à l’administration.")).isVisible();
        }
    }
}
