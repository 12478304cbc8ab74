package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What is behind the bell of an agent who sits at two machines, or at none. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskConcernsTest {

    private static final Pattern COUNTED = Pattern.compile("^\\(\\d+\\) ");

    private static final Pattern TOLD = Pattern.compile("à votre équipe|revenue de veille|bientôt due");

    @Test
    void whatIsSeenAtOneMachineIsSeenAtOnceAtTheOtherThatIsOpen(Town town) {
        try (AgentBrowser amina = town.agent("amina");
                AgentBrowser there = town.agent("helene");
                AgentBrowser here = town.agent("helene")) {
            long number = there.callToReturn("Un portail bloqué");
            // It is read already: nothing else than that the assignment was seen can be told.
            there.page().waitForResponse(response -> response.url().endsWith("/read") && response.ok(),
                    () -> there.open("/conversation/" + number));
            listening(there);
            listening(here);
            give(amina, number, there);
            assertThat(bell(there, number)).hasCount(1);
            assertThat(bell(here, number)).hasCount(1);

            bell(there, number).click();
            assertThat(there.page()).hasURL(Pattern.compile("/conversation/" + number));
            assertThat(bell(here, number)).hasCount(0);
            assertThat(here.page().locator("dialog.attention a[href='/conversation/" + number + "']")).isVisible();
            assertThat(here.page()).not().hasTitle(COUNTED);
        }
    }

    @Test
    void whatIsMarkedAsSeenAtOneMachineIsSeenAtTheOtherAndStaysUnread(Town town) {
        try (AgentBrowser amina = town.agent("amina");
                AgentBrowser there = town.agent("helene");
                AgentBrowser here = town.agent("helene")) {
            long number = amina.callToReturn("Une grille ouverte");
            give(amina, number, there);
            listening(there);
            listening(here);
            amina.callAbout(number, "La grille est encore ouverte");
            assertThat(bell(there, number)).containsText("Nouveau message");
            assertThat(bell(here, number)).containsText("Nouveau message");

            there.button("Tout marquer comme vu").click();
            assertThat(bell(here, number)).hasCount(0);
            assertThat(here.page()).not().hasTitle(COUNTED);
            Assertions.assertThat(here.conversation(number).getBoolean("unread")).isTrue();
        }
    }

    @Test
    void whatOnlyListsToldOfIsBehindTheBellOfEveryMachineUntilItIsSeenAtOne(Town town) throws Exception {
        long handedOver;
        long back;
        long late;
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser helene = town.agent("helene")) {
            helene.readsAll();
            handedOver = amina.callToReturn("Un arbre penché");
            amina.post(path(amina, handedOver) + "/hand-over", new JsonObject().put("teamId", team(helene))
                    .put("version", amina.conversation(handedOver).getLong("version")).put("note", "Il est devant l'école."));
            back = helene.callToReturn("Une clôture abîmée");
            give(helene, back, helene);
            helene.patch(path(helene, back), new JsonObject().put("snoozedUntil", Instant.now().plusMillis(500).toString()));
            late = helene.callToReturn("Un préau sans lumière");
            give(helene, late, helene);
            town.letWait(helene.conversation(late).getString("id"));
            helene.page().waitForCondition(() -> helene.conversation(back).getString("state").equals("open"));
        }

        try (AgentBrowser there = town.agent("helene"); AgentBrowser here = town.agent("helene")) {
            for (AgentBrowser machine : List.of(there, here)) {
                machine.open("/");
                assertThat(bell(machine, handedOver)).containsText("a transmis la conversation n° " + handedOver + " à votre équipe.");
                assertThat(bell(machine, handedOver)).containsText("Il est devant l'école.");
                assertThat(bell(machine, back).getByText("est revenue de veille.")).hasCount(1);
                assertThat(bell(machine, late).getByText("La réponse est bientôt due")).hasCount(1);
            }
            there.isAccessible("what lists told of");

            bell(there, handedOver).click();
            assertThat(bell(here, handedOver)).hasCount(0);
            assertThat(bell(here, back).getByText("est revenue de veille.")).hasCount(1);
            here.button("Tout marquer comme vu").click();
            assertThat(there.page()).not().hasTitle(COUNTED);
        }

        try (AgentBrowser helene = town.agent("helene")) {
            helene.open("/");
            helene.press("b");
            for (long number : List.of(handedOver, back, late)) {
                assertThat(helene.page().locator("dialog.attention a[href='/conversation/" + number + "']").getByText(TOLD)).isVisible();
                assertThat(bell(helene, number).getByText(TOLD)).hasCount(0);
            }
        }
    }

    private static String path(AgentBrowser agent, long number) {
        return "/api/v1/conversations/" + agent.conversation(number).getString("id");
    }

    /** One of the agent's. */
    private static String team(AgentBrowser agent) {
        return agent.get("/api/v1/session").getJsonObject("agent").getJsonArray("teamIds").getString(0);
    }

    private static void give(AgentBrowser by, long number, AgentBrowser to) {
        by.patch(path(by, number), new JsonObject().put("assigneeId", id(to)));
    }

    private static String id(AgentBrowser agent) {
        return agent.get("/api/v1/session").getJsonObject("agent").getString("id");
    }

    /** Where the stream of changes is heard, and nothing concerns them yet. */
    private static void listening(AgentBrowser agent) {
        agent.readsAll();
        agent.open("/");
        assertThat(agent.page().locator(".connection[data-state=live]")).isVisible();
        assertThat(agent.page()).not().hasTitle(COUNTED);
    }

    /** What is unseen of the conversation. */
    private static Locator bell(AgentBrowser agent, long number) {
        if (agent.page().locator("dialog.attention[open]").count() == 0) {
            agent.press("b");
        }
        return agent.page().locator("dialog.attention a[data-unseen][href='/conversation/" + number + "']");
    }
}
