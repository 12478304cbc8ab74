package org.parvis.gateway.desk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** An outside agency and an operator at their desks. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskRolesTest {

    private static final String TEAM = "Soirs et week-ends";

    @Test
    void whatIsHandedToTheAgencyAppearsThereAndHandedBackItIsGone(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser relais = town.agent("relais")) {
            String topic = "Fuite rue des Lilas " + UUID.randomUUID();
            long number = amina.callToReturn(topic);
            relais.open("/");
            assertThat(relais.page().locator(".connection")).hasText("En direct");
            assertThat(relais.row(topic)).hasCount(0);
            assertThat(relais.page().locator("#views")).not().containsText("Voirie");

            amina.open("/conversation/" + number);
            handOver(amina, TEAM, "Pour ce soir");
            assertThat(amina.page().locator("ul.changes").last()).containsText("a transmis la conversation à l’équipe");
            assertThat(amina.page().locator("ul.changes").last()).containsText("Pour ce soir");
            assertThat(relais.row(topic)).isVisible();
            relais.isAccessible("the desk of an agency");
            relais.row(topic).click();
            assertThat(relais.messages().first()).containsText(topic);
            assertThat(relais.page().locator("person-card")).isVisible();
            assertThat(relais.page().locator("#merge-person")).hasCount(0);
            relais.isAccessible("a conversation at an agency");

            handOver(relais, "Voirie", "Vu, à réparer demain");
            assertThat(relais.page().locator("notice-area"))
                    .containsText("La conversation " + number + " n’est plus auprès de vos équipes.");
            assertThat(relais.row(topic)).hasCount(0);
            assertThat(relais.page()).not().hasURL(Pattern.compile(".*/conversation/.*"));
            assertThat(amina.messages().last()).containsText("Vu, à réparer demain");
        }
    }

    @Test
    void anAgencyIsToldThatItsCallNoteGoesOutOfItsSight(Town town) {
        try (AgentBrowser relais = town.agent("relais"); AgentBrowser amina = town.agent("amina")) {
            relais.open("/call");
            relais.page().getByText("Transmis à une équipe").click();
            relais.page().locator("#call-team").selectOption("Voirie");
            assertThat(relais.page().locator(".away")).containsText("l’équipe \u2068Voirie\u2069\u202f; vous ne la verrez plus ensuite");
            relais.isAccessible("a call note that leaves an agency");
            relais.page().locator("#call-team").selectOption(TEAM);
            assertThat(relais.page().locator(".away")).hasText("");

            amina.open("/call");
            amina.page().getByText("Transmis à une équipe").click();
            amina.page().locator("#call-team").selectOption("Voirie");
            assertThat(amina.page().locator("#call-team")).hasValue("Voirie");
            assertThat(amina.page().locator(".away")).hasText("");
        }
    }

    @Test
    void anAgencysSearchOffersNobodyWhomItDoesNotSee(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser relais = town.agent("relais")) {
            String name = "Zéphyrine" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
            called(amina, name + " Dehors");
            long inside = called(amina, name + " Dedans");
            amina.patch("/api/v1/conversations/" + amina.conversation(inside).getString("id"),
                    new JsonObject().put("teamId", team(amina, TEAM)));

            assertThat(offered(amina, name)).hasCount(2);
            Locator offered = offered(relais, name);
            assertThat(offered).hasCount(1);
            assertThat(offered).containsText(name + " Dedans");
        }
    }

    private static long called(AgentBrowser agent, String name) {
        return agent.post("/channels/telephone/notes", new JsonObject().put("caller", AgentBrowser.number()).put("name", name)
                .put("topic", "Rappel").put("note", "Demande à être rappelée").put("outcome", "call-back")).getLong("conversation");
    }

    /** Away from the list that has them, so that the server alone knows them. */
    private static Locator offered(AgentBrowser agent, String name) {
        agent.open("/view/resolved");
        agent.press("/");
        assertThat(agent.page().locator("#search")).isFocused();
        agent.type("de:" + name.substring(0, name.length() - 1));
        return agent.page().locator("#search-list [role=option]");
    }

    @Test
    void whatIsTakenAwayFromAnAgencyLeavesItsScreen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser relais = town.agent("relais")) {
            long number = amina.callToReturn("Chien perdu " + UUID.randomUUID());
            String path = "/api/v1/conversations/" + amina.conversation(number).getString("id");
            amina.patch(path, new JsonObject().put("teamId", team(amina, TEAM)));
            relais.open("/conversation/" + number);
            assertThat(relais.page().locator("#thread-heading")).isVisible();
            assertThat(relais.page().locator(".connection")).hasText("En direct");

            amina.patch(path, new JsonObject().put("teamId", team(amina, "Accueil")));

            assertThat(relais.page().locator("notice-area")).containsText("n’est plus auprès de vos équipes");
            assertThat(relais.page().locator("#thread-heading")).hasCount(0);
        }
    }

    @Test
    void anOperatorsDeskOpensAtOperationsAndHasNothingElse(Town town) {
        try (AgentBrowser odile = town.agent("odile")) {
            odile.page().navigate("/");
            assertThat(odile.heading("Exploitation")).isVisible();
            assertThat(odile.page()).hasURL(Pattern.compile(".*/operations$"));
            assertThat(odile.page().getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Nœuds"))).isVisible();
            for (String part : new String[]{"search-box", "view-list", "operations-troubles", ".bell"}) {
                assertThat(odile.page().locator(part)).hasCount(0);
            }
            odile.isAccessible("the desk of an operator");
            assertThat(odile.page().locator(".notice")).hasCount(0);

            odile.page().navigate("/conversation/1");
            assertThat(odile.page()).hasURL(Pattern.compile(".*/operations$"));
            assertThat(odile.page().getByRole(AriaRole.LOG)).containsText("Cette page n’est pas pour votre rôle");
            assertThat(odile.heading("Exploitation")).isFocused();
            odile.button("Menu de Odile Ferrand").click();
            assertThat(odile.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Mes brouillons"))).hasCount(0);
            odile.press("Escape");
            odile.page().locator("operations-page").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Canaux")).click();
            assertThat(odile.page().locator("section.channel").first()).isVisible();
            odile.isAccessible("channels, by an operator");
            odile.page().locator("section[data-channel=mastodon]").getByRole(AriaRole.LINK)
                    .filter(new Locator.FilterOptions().setHasText("Historique")).click();
            assertThat(odile.page().locator("#history-heading")).isFocused();
        }
        try (AgentBrowser odile = town.agent("odile", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            odile.page().navigate("/");
            assertThat(odile.heading("Exploitation")).isVisible();
            odile.fits();
        }
    }

    @Test
    void anAgencyIsMadeWithItsTeamsAndHours(Town town) {
        try (AgentBrowser claire = town.agent("claire", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            claire.open("/administration");
            claire.button("Nouvel agent").click();
            Locator dialog = claire.page().locator("dialog[open]");
            assertThat(claire.page().locator("#agent-account")).isFocused();
            claire.page().locator("#agent-account").fill("astreinte");
            claire.page().locator("#agent-name").fill("Astreinte du soir");
            claire.page().locator("#agent-role").selectOption("agency");
            dialog.getByText("Enregistrer").click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("au moins une équipe");
            dialog.getByLabel(TEAM).check();
            dialog.getByLabel("Aux heures suivantes").check();
            Locator first = dialog.getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName("Plage 1"));
            assertThat(first.getByLabel("Du", new Locator.GetByLabelOptions().setExact(true))).hasValue("mon");
            first.getByLabel("de", new Locator.GetByLabelOptions().setExact(true)).fill("");
            dialog.getByText("Enregistrer").click();
            assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("incomplète");
            first.getByLabel("de", new Locator.GetByLabelOptions().setExact(true)).fill("19:00");
            dialog.getByText("Ajouter une plage").click();
            Locator second = dialog.getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName("Plage 2"));
            second.getByLabel("Du", new Locator.GetByLabelOptions().setExact(true)).selectOption("sat");
            second.getByLabel("au", new Locator.GetByLabelOptions().setExact(true)).selectOption("sun");
            second.getByLabel("de", new Locator.GetByLabelOptions().setExact(true)).fill("00:00");
            second.getByLabel("à", new Locator.GetByLabelOptions().setExact(true)).fill("00:00");
            claire.fits();
            claire.isAccessible("hours of an agency");
            dialog.getByText("Enregistrer").click();
            assertThat(dialog).hasCount(0);

            Locator row = claire.page().locator(".administration tbody tr", new Page.LocatorOptions().setHasText("Astreinte du soir"));
            assertThat(row).containsText("prestataire");
            assertThat(row).containsText("lun. – ven. 19:00 – 08:00 · sam. – dim. 00:00 – 24:00");
            claire.fits();
            claire.button("Modifier Astreinte du soir").click();
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retirer la plage 2")).click();
            dialog.getByText("Enregistrer").click();
            assertThat(row).not().containsText("sam.");
        }
    }

    @Test
    void outsideOfItsHoursAnOpenPageAndTheLoginSayWhenTheyBeginAgainAndWhatWasTypedIsKept(Town town) {
        try (AgentBrowser claire = town.agent("claire"); AgentBrowser late = town.browser()) {
            String agency = claire.post("/api/v1/agents",
                    new JsonObject().put("account", "garde").put("name", "Garde").put("password", "un mot de passe long")
                            .put("role", "agency").put("teamIds", new JsonArray().add(team(claire, TEAM))))
                    .getString("id");
            long number = claire.callToReturn("Une garde");
            claire.patch("/api/v1/conversations/" + claire.conversation(number).getString("id"),
                    new JsonObject().put("teamId", team(claire, TEAM)));
            late.logIn("garde", "un mot de passe long");
            late.open("/conversation/" + number);
            assertThat(late.messages()).hasCount(1);
            late.beginReply("Nous passons ce soir.");

            LocalDate opens = LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(2);
            String day = opens.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
            claire.patch("/api/v1/agents/" + agency, new JsonObject().put("hours", day + " 10:00-11:00"));
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThat(late.page().getByRole(AriaRole.ALERT))
                        .containsText(opens.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.FRENCH));
                assertThat(late.page().getByRole(AriaRole.ALERT)).containsText("10:00");
                late.isAccessible("outside of the hours");
                late.submit("garde", "un mot de passe long");
            }

            claire.patch("/api/v1/agents/" + agency, new JsonObject().putNull("hours"));
            late.submit("garde", "un mot de passe long");
            assertThat(late.page()).hasURL(Pattern.compile("/conversation/" + number));
            assertThat(late.page().locator("#composer-text")).hasValue("Nous passons ce soir.");
        }
    }

    private static void handOver(AgentBrowser browser, String team, String why) {
        assertThat(browser.page().locator("#thread-heading")).isVisible();
        browser.press("f");
        assertThat(browser.page().locator("#hand-over-to")).isFocused();
        browser.type(team);
        browser.press("Enter");
        assertThat(browser.page().locator("#hand-over-why")).isFocused();
        browser.page().locator("#hand-over-why").fill(why);
        browser.press("Control+Enter");
        assertThat(browser.page().locator("dialog[open]")).hasCount(0);
    }

    private static String team(AgentBrowser browser, String name) {
        JsonArray teams = new JsonArray(browser.page().context().request().get("/api/v1/teams").text());
        return teams.stream().map(JsonObject.class::cast).filter(team -> team.getString("name").equals(name)).findFirst()
                .map(team -> team.getString("id")).orElseGet(() -> Assertions.fail("There is no team " + name));
    }
}
