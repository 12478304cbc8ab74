package org.parvis.gateway.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Conversations that become one or two, and links between them: by keyboard, seen by the colleague too, and taken back. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskMovesTest {

    private static final String DO_MERGE = "Fusionner les deux conversations";

    @Test
    void aConversationIsMergedIntoTheOpenOneAndTheMergeIsTakenBack(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long other = call(amina, "Ma facture d’eau");
            long kept = again(amina, other, "Le lampadaire est éteint");
            open(amina, kept);
            open(julien, other);
            julien.press("n");
            assertThat(julien.page().locator("#composer-text")).isFocused();
            julien.type("Je regarde votre facture.");

            amina.press("g");
            assertThat(amina.page().locator("#other-number")).isFocused();
            assertThat(amina.page().locator("dialog.other-conversation .found")).containsText("Ma facture d’eau");
            amina.isAccessible("the dialog that finds another conversation");
            amina.type("99999999");
            amina.press("Enter");
            assertThat(amina.page().locator("dialog.other-conversation [role=alert]")).containsText("Aucune conversation");
            amina.page().locator("#other-number").fill("#" + other);
            amina.press("Enter");
            assertThat(amina.button(DO_MERGE)).isFocused();
            assertThat(amina.page().locator(".outcome")).containsText("Le n°\u00a0" + other + " mènera au n°\u00a0" + kept);
            amina.isAccessible("what a merge will do");
            amina.press("Enter");

            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator("notice-area")).containsText("est fusionnée avec celle-ci");
            assertThat(julien.page().locator(".thread-header .number")).containsText(String.valueOf(kept));
            assertThat(julien.messages()).hasCount(2);
            assertThat(julien.page().locator("#composer-text")).hasValue("Je regarde votre facture.");
            assertThat(amina.page().locator(".changes").last()).containsText("a fusionné ici la conversation n°\u00a0" + other);
            amina.isAccessible("a merged conversation");
            julien.open("/conversation/" + other);
            assertThat(julien.page().locator(".thread-header .number")).containsText(String.valueOf(kept));

            amina.page().locator(".changes").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Annuler la fusion"))
                    .click();
            assertThat(amina.messages()).hasCount(1);
            assertThat(julien.messages()).hasCount(1);
            julien.open("/conversation/" + other);
            assertThat(julien.page().locator(".thread-header .number")).containsText(String.valueOf(other));
            assertThat(julien.messages()).containsText("Ma facture d’eau");
        }
    }

    @Test
    void whatAMergeTookOverIsToldInWordsAndSoIsItsReturn(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long other = call(amina, "Facture d’eau");
            long kept = again(amina, other, "Le lampadaire est éteint");
            JsonObject self = amina.get("/api/v1/session").getJsonObject("agent");
            JsonObject team = new JsonArray(amina.page().context().request().get("/api/v1/teams").text()).getJsonObject(0);
            change(amina, kept, new JsonObject().putNull("topic").putNull("teamId").putNull("assigneeId"));
            change(amina, other, new JsonObject().put("topic", "Facture d’eau").put("teamId", team.getString("id")).put("assigneeId",
                    self.getString("id")));
            open(amina, kept);
            amina.press("g");
            assertThat(amina.page().locator("#other-number")).isFocused();
            amina.type(String.valueOf(other));
            amina.press("Enter");
            assertThat(amina.button(DO_MERGE)).isFocused();
            amina.press("Enter");

            String taken = "équipe \u2068" + team.getString("name") + "\u2069, attribution à \u2068" + self.getString("name")
                    + "\u2069, sujet «\u00a0\u2068Facture d’eau\u2069\u00a0».";
            assertThat(amina.page().locator(".changes").last()).containsText("Repris de l’autre\u00a0: " + taken);
            amina.isAccessible("what a merge took over");
            amina.page().locator("notice-area").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Annuler")).click();
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.page().locator(".changes").last()).containsText("Rendu à l’autre\u00a0: " + taken);
        }
    }

    private static void change(AgentBrowser agent, long number, JsonObject change) {
        agent.patch("/api/v1/conversations/" + agent.conversation(number).getString("id"), change);
    }

    @Test
    void conversationsOfTwoPeopleAreNotMergedAndTheDialogSaysWhatToDo(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long one = call(amina, "Un nid-de-poule");
            long two = call(amina, "Une autre personne");
            open(amina, one);
            amina.press("g");
            assertThat(amina.page().locator("#other-number")).isFocused();
            amina.type(String.valueOf(two));
            amina.press("Enter");

            assertThat(amina.page().locator("dialog.other-conversation")).containsText("réunissez d’abord les deux contacts");
            assertThat(amina.button(DO_MERGE)).hasCount(0);
            amina.isAccessible("a merge that is not possible");
        }
    }

    @Test
    void messagesBecomeAConversationOfTheirOwnAndComeBack(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = call(amina, "Le lampadaire est éteint");
            amina.callAbout(number, "Et un arbre est tombé");
            open(amina, number);
            assertThat(amina.messages()).hasCount(2);
            open(julien, number);
            assertThat(julien.messages()).hasCount(2);

            amina.press("d");
            Locator boxes = amina.page().locator("dialog.part-conversation input[type=checkbox]");
            assertThat(boxes.first()).isFocused();
            amina.button("Faire une nouvelle conversation").click();
            assertThat(amina.page().locator("dialog.part-conversation [role=alert]")).containsText("Choisissez un message");
            boxes.last().check();
            amina.page().getByLabel("Objet de la nouvelle conversation").fill("Arbre tombé");
            amina.isAccessible("the dialog that splits");
            amina.button("Faire une nouvelle conversation").click();

            assertThat(amina.heading("Arbre tombé")).isVisible();
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.messages()).containsText("Et un arbre est tombé");
            assertThat(julien.messages()).hasCount(1);
            assertThat(julien.messages()).containsText("Le lampadaire est éteint");
            amina.isAccessible("a conversation that was split off");
            amina.page().locator("notice-area").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Annuler")).click();
            assertThat(amina.page().locator(".thread-header .number")).containsText(String.valueOf(number));
            assertThat(amina.messages()).hasCount(2);
            assertThat(julien.messages()).hasCount(2);
            assertThat(julien.messages().last()).containsText("Et un arbre est tombé");
        }
    }

    @Test
    void twoConversationsAreLinkedByKeyboardAndSeenFromBothSides(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long one = call(amina, "Travaux rue du Port");
            long two = call(amina, "Bruit rue du Port");
            open(amina, one);
            open(julien, two);

            amina.press("y");
            assertThat(amina.page().locator("#other-number")).isFocused();
            amina.type(String.valueOf(two));
            amina.press("Enter");
            assertThat(amina.page().locator("input[name=link-kind]").first()).isFocused();
            amina.press("ArrowDown");
            amina.isAccessible("the dialog that links");
            amina.press("Enter");

            Locator ofAmina = amina.page().locator("linked-conversations .earlier-list");
            assertThat(ofAmina).containsText("n°\u00a0" + two + " · doublon");
            assertThat(julien.page().locator("linked-conversations .earlier-list")).containsText("n°\u00a0" + one + " · doublon");
            assertThat(julien.page().locator(".changes")).containsText("a lié une conversation (doublon)");
            amina.isAccessible("a linked conversation");
            julien.button("Retirer le lien avec le n°\u00a0" + one).click();
            assertThat(ofAmina).hasCount(0);
            assertThat(julien.page().locator("#links-heading")).isFocused();
        }
    }

    @Test
    void theDialogsFitAPhoneInTheDark(Town town) {
        try (AgentBrowser amina = town.agent("amina",
                new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK))) {
            long other = call(amina, "Une haie qui déborde sur le trottoir devant l’école");
            long kept = again(amina, other, "Un banc cassé dans le parc de la mairie");
            amina.callAbout(kept, "Et une poubelle renversée");
            amina.open("/conversation/" + kept);
            assertThat(amina.messages()).hasCount(2);
            amina.press("g");
            assertThat(amina.page().locator("#other-number")).isFocused();
            amina.fits();
            amina.isAccessible("the dialog that finds another conversation, on a phone");
            amina.type(String.valueOf(other));
            amina.press("Enter");
            assertThat(amina.button(DO_MERGE)).isFocused();
            amina.fits();
            amina.isAccessible("what a merge will do, on a phone");
            amina.press("Escape");
            assertThat(amina.page().locator("dialog.other-conversation")).not().isVisible();
            amina.press("d");
            assertThat(amina.page().locator("dialog.part-conversation input[type=checkbox]").first()).isFocused();
            amina.fits();
            amina.isAccessible("the dialog that splits, on a phone");
        }
    }

    private static void open(AgentBrowser agent, long number) {
        agent.open("/conversation/" + number);
        assertThat(agent.page().locator("linked-conversations h3")).isVisible();
        assertThat(agent.page().locator("person-card section").first()).isVisible();
    }

    private static long call(AgentBrowser agent, String topic) {
        return call(agent, AgentBrowser.number(), topic);
    }

    /** Another matter of whoever the conversation is with. */
    private static long again(AgentBrowser agent, long conversation, String topic) {
        String person = agent.conversation(conversation).getJsonObject("contact").getString("id");
        return call(agent, agent.get("/api/v1/contacts/" + person).getJsonArray("handles").getJsonObject(0).getString("value"), topic);
    }

    private static long call(AgentBrowser agent, String caller, String topic) {
        return agent
                .post("/channels/telephone/notes", new JsonObject().put("caller", caller).put("name", "Claire Aubry").put("topic", topic)
                        .put("note", topic).put("outcome", "call-back"))
                .getLong("conversation");
    }
}
