package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Whoever has a conversation is told when its person's wait becomes long, once. The page's own clock is put forward. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDueTest {

    @Test
    void theAssigneeIsToldWhenAnAnswerIsDueSoonAndNotAgain(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long due = julien.callToReturn("Bientôt due");
            long answered = julien.callToReturn("Réglée à temps");
            amina.page().clock().install();
            amina.open("/view/channel/telephone");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            giveToAmina(amina, julien, due);
            giveToAmina(amina, julien, answered);
            assertThat(amina.row("Bientôt due").and(amina.row("attribuée à Amina"))).isVisible();
            assertThat(amina.row("Réglée à temps").and(amina.row("attribuée à Amina"))).isVisible();
            julien.patch(path(julien, answered), new JsonObject().put("state", "resolved").put("reasonCode", "by-phone"));
            assertThat(amina.row("Réglée à temps")).hasCount(0);
            amina.readsAll();

            amina.page().clock().fastForward("04:01:00");
            assertThat(amina.page().locator(".bell")).hasAccessibleName(Pattern.compile("[1-9]"));
            amina.press("b");
            Locator entries = amina.page().locator("dialog.attention li");
            Locator told = entries.filter(new Locator.FilterOptions().setHasText("bientôt due dans votre conversation n°\u00a0" + due));
            assertThat(told).hasCount(1);
            assertThat(entries.filter(new Locator.FilterOptions().setHasText("bientôt due dans votre conversation n°\u00a0" + answered)))
                    .hasCount(0);
            amina.isAccessible("an answer that is due soon");
            amina.button("Tout marquer comme vu").click();
            amina.press("Escape");

            amina.open("/view/channel/telephone");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            amina.page().clock().fastForward("00:01:00");
            amina.press("b");
            assertThat(told).hasCount(1);
            assertThat(told.getByText("Non vu")).hasCount(0);
        }
    }

    private static void giveToAmina(AgentBrowser amina, AgentBrowser colleague, long number) {
        colleague.patch(path(colleague, number),
                new JsonObject().put("assigneeId", amina.get("/api/v1/session").getJsonObject("agent").getString("id")));
    }

    private static String path(AgentBrowser agent, long number) {
        return "/api/v1/conversations/" + agent.conversation(number).getString("id");
    }
}
