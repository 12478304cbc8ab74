package org.parvis.gateway.desk;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Colleagues who mention each other, hand conversations over, and hear of what concerns them. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskTogetherTest {

    private static final Pattern COUNTED = Pattern.compile("^\\(\\d+\\) ");

    @Test
    void aColleagueIsMentionedByKeyboardHearsOfItAndHasSeenItOnceTheConversationIsOpen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser marc = town.agent("marc")) {
            listening(marc);
            long number = opened(amina, "Nid-de-poule");
            beginNote(amina);
            amina.type("Peux-tu passer voir, ");
            amina.press("@");
            Locator field = amina.page().getByRole(AriaRole.COMBOBOX,
                    new Page.GetByRoleOptions().setName("Trouver un collègue ou une équipe"));
            assertThat(field).isFocused();
            amina.isAccessible("colleagues to mention");
            amina.type("lefort");
            assertThat(amina.page().locator("#mention-list [role=option]")).hasCount(1);
            amina.press("Enter");
            assertThat(text(amina)).hasValue("Peux-tu passer voir, @marc ");
            assertThat(text(amina)).isFocused();
            amina.type("?");
            amina.press("Control+Enter");
            Locator mention = amina.page().locator(".message.note .mention");
            assertThat(mention).containsText("@marc");
            assertThat(mention).containsText("Marc Lefort");
            amina.isAccessible("a note that mentions a colleague");

            assertThat(marc.page().locator(".notice.news")).containsText("vous mentionne dans la conversation");
            assertThat(marc.page().locator(".notice.news")).containsText("Peux-tu passer voir, @marc ?");
            assertThat(marc.page()).hasTitle(COUNTED);
            assertThat(marc.page().locator("#views a[href='/mentions'] .count > [aria-hidden]")).hasText("1");
            marc.isAccessible("a notice of a mention");
            marc.press("b");
            assertThat(marc.page().locator("dialog.attention a[data-unseen]")).containsText("Peux-tu passer voir");
            marc.isAccessible("what concerns the agent");
            marc.press("Escape");

            marc.page().locator("#views a[href='/mentions']").click();
            assertThat(marc.heading("Mentions")).isFocused();
            assertThat(marc.page().locator(".mentions [data-unread]")).hasCount(1);
            marc.isAccessible("mentions");
            marc.page().locator(".mentions a[href='/conversation/" + number + "']").click();
            assertThat(marc.page().locator(".message.note .mention[data-mine]")).containsText("@marc");
            assertThat(marc.page().locator("#views a[href='/mentions'] .count")).hasCount(0);
            assertThat(marc.page()).not().hasTitle(COUNTED);
            marc.isAccessible("a note that mentions oneself");
        }
    }

    @Test
    void aTeamIsMentionedAndAMentionIsReadWithoutItsConversation(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser fatou = town.agent("fatou")) {
            listening(fatou);
            long number = opened(amina, "Aide au chauffage");
            beginNote(amina);
            amina.page().locator("#composer").getByText("Mentionner").click();
            amina.type("solid");
            amina.press("Enter");
            assertThat(text(amina)).hasValue("@équipe-solidarités ");
            amina.type("pour avis");
            amina.press("Control+Enter");
            assertThat(amina.page().locator(".message.note .mention")).containsText("@équipe-solidarités");

            assertThat(fatou.page().locator(".notice.news")).containsText("mentionne votre équipe");
            fatou.open("/mentions");
            assertThat(fatou.page().locator(".mentions [data-unread]")).containsText("Solidarités");
            fatou.button("Marquer comme lue la mention de Amina Diallo").first().click();
            assertThat(fatou.page().locator(".mentions [data-unread]")).hasCount(0);
            assertThat(fatou.heading("Mentions")).isFocused();
            assertThat(fatou.page()).not().hasTitle(COUNTED);
            Assertions.assertThat(fatou.conversation(number).getBoolean("unread")).isTrue();
        }
    }

    @Test
    void whatBeginsLikeAMentionAndIsNoneGoesIntoTheText(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            opened(amina, "Adresse");
            beginNote(amina);
            amina.type("@ 12 et ");
            amina.type("@personnedecenom ");
            assertThat(text(amina)).hasValue("@ 12 et @personnedecenom ");
            amina.type("julien@ville.example, ");
            amina.press("@");
            amina.type("ju");
            amina.press("Escape");
            assertThat(text(amina)).hasValue("@ 12 et @personnedecenom julien@ville.example, @ju");
            amina.page().locator("#tab-reply").click();
            amina.press("@");
            assertThat(text(amina)).hasValue("@");
        }
    }

    @Test
    void aConversationIsHandedOverWithTheReasonAndTakenBackWithoutIt(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser thomas = town.agent("thomas")) {
            listening(thomas);
            long number = opened(amina, "Livret de famille");
            amina.press("f");
            assertThat(amina.page().locator("#hand-over-to")).isFocused();
            amina.isAccessible("to hand over");
            amina.press("Control+Enter");
            assertThat(amina.page().getByText("Choisissez à qui dans la liste.")).isVisible();
            amina.type("guérin");
            assertThat(amina.page().locator("#hand-over-list [role=option]")).hasCount(1);
            amina.press("Enter");
            assertThat(amina.page().locator("#hand-over-why")).isFocused();
            amina.press("Control+Enter");
            assertThat(amina.page().locator("#hand-over-why")).hasAttribute("aria-invalid", "true");
            amina.isAccessible("a reason is missing");
            amina.type("Il connaît le dossier.");
            amina.press("Control+Enter");
            assertThat(amina.page().getByText("Conversation transmise\u00a0: Thomas Guérin.")).isVisible();
            assertThat(amina.messages()).hasCount(2);
            assertThat(amina.page().locator("ul.changes")).containsText(Pattern.compile("a transmis la conversation à .*Thomas Guérin"));

            Locator news = thomas.page().locator(".notice.news");
            assertThat(news).containsText("vous a transmis la conversation");
            assertThat(news).containsText("Il connaît le dossier.");
            assertThat(thomas.page()).hasTitle(COUNTED);
            thomas.isAccessible("a notice of what was handed over");
            news.getByText("Ouvrir").click();
            assertThat(thomas.page()).hasURL(Pattern.compile("/conversation/" + number));
            assertThat(thomas.page()).not().hasTitle(COUNTED);

            amina.page().locator(".notice").getByText("Annuler").click();
            assertThat(amina.page().getByText("C’est annulé.")).isVisible();
            JsonObject back = amina.conversation(number);
            Assertions.assertThat(back.fieldNames()).doesNotContain("assigneeId");
            Assertions.assertThat(back.getInteger("messageCount")).isEqualTo(2);
        }
    }

    @Test
    void aNoteThatWasBegunIsWhatIsHandedOverAndStaysWhenTheDialogIsLeft(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            opened(amina, "Mot commencé");
            beginNote(amina);
            amina.type("Vu au guichet");
            amina.button("Autres actions").click();
            amina.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Transmettre avec un mot")).click();
            assertThat(amina.page().locator("#hand-over-why")).hasValue("Vu au guichet");
            amina.fits();
            amina.isAccessible("to hand over on a phone");
            amina.page().locator("#hand-over-why").fill("Vu au guichet mardi");
            amina.button("Annuler").click();
            assertThat(text(amina)).hasValue("Vu au guichet mardi");
        }
    }

    @Test
    void whatConcernsAnAgentIsSeenInAllTheirTabs(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser ines = town.agent("ines")) {
            listening(ines);
            Page other = ines.page().context().newPage();
            other.navigate("/");
            assertThat(other.locator(".connection[data-state=live]")).isVisible();
            long number = amina.callToReturn("Cantine");
            JsonObject conversation = amina.conversation(number);
            String receiver = ines.get("/api/v1/session").getJsonObject("agent").getString("id");
            amina.patch("/api/v1/conversations/" + conversation.getString("id"), new JsonObject().put("assigneeId", receiver));
            for (Page tab : List.of(ines.page(), other)) {
                assertThat(tab).hasTitle(COUNTED);
            }
            amina.callAbout(number, "Elle rappelle");
            assertThat(ines.page().locator(".bell .badge")).hasText("2");

            ines.page().bringToFront();
            ines.press("b");
            assertThat(ines.page().locator("dialog.attention a[data-unseen]")).hasCount(2);
            ines.page().getByText("Tout marquer comme vu").click();
            for (Page tab : List.of(ines.page(), other)) {
                assertThat(tab).not().hasTitle(COUNTED);
            }
        }
    }

    @Test
    void whatCameWhileNoDeskWasOpenIsBehindTheBell(Town town) {
        String receiver;
        try (AgentBrowser julien = town.agent("julien")) {
            receiver = julien.get("/api/v1/session").getJsonObject("agent").getString("id");
        }
        long number;
        try (AgentBrowser amina = town.agent("amina")) {
            number = amina.callToReturn("Un banc cassé");
            amina.patch("/api/v1/conversations/" + amina.conversation(number).getString("id"),
                    new JsonObject().put("assigneeId", receiver));
        }

        try (AgentBrowser julien = town.agent("julien")) {
            julien.open("/");
            assertThat(julien.page()).hasTitle(COUNTED);
            julien.press("b");
            Locator news = julien.page().locator("dialog.attention a[data-unseen][href='/conversation/" + number + "']");
            assertThat(news).containsText("vous a attribué la conversation n° " + number + ".");
            assertThat(news).containsText("Un banc cassé");
            julien.isAccessible("what came while no desk was open");
            news.click();
            assertThat(julien.messages()).hasCount(1);
        }
    }

    @Test
    void whatWasAssignedInAReadConversationIsBehindTheBellOfEveryMachineUntilItIsSeenAtOne(Town town) {
        long number;
        String receiver;
        try (AgentBrowser helene = town.agent("helene")) {
            helene.readsAll();
            receiver = helene.get("/api/v1/session").getJsonObject("agent").getString("id");
            long read = helene.callToReturn("Un volet qui claque");
            helene.page().waitForResponse(response -> response.url().endsWith("/read") && response.ok(),
                    () -> helene.open("/conversation/" + read));
            number = read;
        }
        try (AgentBrowser amina = town.agent("amina")) {
            amina.patch("/api/v1/conversations/" + amina.conversation(number).getString("id"),
                    new JsonObject().put("assigneeId", receiver));
        }

        try (AgentBrowser there = town.agent("helene"); AgentBrowser here = town.agent("helene")) {
            there.open("/");
            here.open("/");
            Locator news = bell(there, number);
            assertThat(news).containsText(Pattern.compile("vous a attribué la conversation"));
            assertThat(bell(here, number)).hasCount(1);
            there.page().waitForResponse(response -> response.url().endsWith("/seen") && response.ok(), news::click);
            assertThat(there.page()).hasURL(Pattern.compile("/conversation/" + number));
            here.page().reload();
            here.open("/");
            here.press("b");
            assertThat(here.page().locator("dialog.attention a[href='/conversation/" + number + "']")).isVisible();
            assertThat(bell(here, number)).hasCount(0);
        }
    }

    private static Locator bell(AgentBrowser agent, long number) {
        if (agent.page().locator("dialog.attention[open]").count() == 0) {
            agent.press("b");
        }
        return agent.page().locator("dialog.attention a[data-unseen][href='/conversation/" + number + "']");
    }

    @Test
    void whatStaysOpenBehindAnotherPageIsNotSeen(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser helene = town.agent("helene")) {
            helene.readsAll();
            long number = opened(helene, "Derrière une autre page");
            helene.page().locator("#views a[href='/mentions']").click();
            assertThat(helene.heading("Mentions")).isFocused();
            assertThat(helene.page().locator(".connection[data-state=live]")).isVisible();
            amina.post("/api/v1/conversations/" + amina.conversation(number).getString("id") + "/notes",
                    new JsonObject().put("text", "@helene, c'est pour toi"));
            assertThat(helene.page().locator(".mentions [data-unread]")).containsText("c'est pour toi");
            assertThat(helene.page()).hasTitle(COUNTED);

            helene.page().goBack();
            assertThat(helene.page()).hasURL(Pattern.compile("/conversation/" + number));
            assertThat(helene.page()).not().hasTitle(COUNTED);
            assertThat(helene.page().locator("#views a[href='/mentions'] .count")).hasCount(0);
        }
    }

    @Test
    void soundAndSystemNotificationsAreOffUntilTheyAreChosen(Town town) {
        Browser.NewContextOptions phone = new Browser.NewContextOptions().setViewportSize(390, 844);
        try (AgentBrowser amina = town.agent("amina", phone)) {
            amina.page().context().grantPermissions(List.of("notifications"));
            amina.open("/account");
            Locator sound = amina.page().getByLabel("Jouer un son discret");
            Locator system = amina.page().getByLabel("Notifications du système");
            assertThat(sound).not().isChecked();
            assertThat(system).not().isChecked();
            amina.isAccessible("the settings of notifications");
            amina.fits();
            sound.check();
            system.check();
            amina.open("/account");
            assertThat(sound).isChecked();
            assertThat(system).isChecked();
        }
    }

    /** Where the stream of changes is heard, and nothing concerns them yet; each test tells another agent something. */
    private static void listening(AgentBrowser agent) {
        agent.readsAll();
        agent.open("/");
        assertThat(agent.page().locator(".connection[data-state=live]")).isVisible();
    }

    private static void beginNote(AgentBrowser agent) {
        agent.press("n");
        assertThat(text(agent)).isFocused();
    }

    private static long opened(AgentBrowser agent, String topic) {
        long number = agent.callToReturn(topic);
        agent.open("/conversation/" + number);
        assertThat(agent.messages()).hasCount(1);
        return number;
    }

    private static Locator text(AgentBrowser agent) {
        return agent.page().locator("#composer-text");
    }
}
