package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskPresenceTest {

    @Test
    void twoAgentsSeeWhoReadsAndWhoReplies(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("À deux");
            julien.open("/view/channel/telephone");
            julien.row("À deux").click();
            assertThat(julien.messages()).hasCount(1);
            assertThat(julien.page().locator(".connection")).hasText("En direct");

            amina.open("/conversation/" + number);
            Locator seen = julien.page().locator(".thread-header .presence");
            assertThat(seen).hasText(Pattern.compile("^Amina .* lit$"));
            assertThat(julien.page().locator("notice-area [role=status]")).containsText(Pattern.compile("Amina .* lit"));
            assertThat(julien.row("À deux")).hasAttribute("aria-label", Pattern.compile(".*Amina [^,]* lit.*"));
            assertThat(amina.page().locator(".thread-header .presence")).hasText(Pattern.compile("^Julien .* lit$"));

            amina.press("r");
            amina.type("Bonjour");
            assertThat(seen).hasText(Pattern.compile("^Amina .* répond$"));
            assertThat(julien.page().locator(".composer .also")).containsText("répond aussi ici");
            assertThat(julien.row("À deux").locator(".presence.replying")).hasText("AD");
            assertThat(amina.page().locator(".composer .also")).hasText("");
            julien.isAccessible("a colleague replies");

            amina.open("/view/to-handle");
            assertThat(seen).hasCount(0);
            assertThat(julien.page().locator(".composer .also")).hasText("");
        }
    }

    @Test
    void whoComesLaterSeesThoseWhoAreThere(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Déjà là");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            amina.press("r");
            amina.type("Bonjour");

            julien.open("/conversation/" + number);
            assertThat(julien.page().locator(".thread-header .presence")).hasText(Pattern.compile("^Amina .* répond$"));
        }
    }

    @Test
    void whoIsAwayIsSeenWhereSomethingIsAssigned(Town town) {
        try (AgentBrowser yanis = town.agent("yanis"); AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("À qui est là");
            amina.open("/conversation/" + number);
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            yanis.open("/");
            yanis.button("Menu de Yanis").click();
            yanis.page().getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("Je m’absente un moment")).click();
            assertThat(yanis.button("Menu de Yanis Khelifi (absent un moment)")).isVisible();

            Locator assignee = amina.page().getByLabel("Agent", new Page.GetByLabelOptions().setExact(true)).first();
            assertThat(assignee.locator("option").last()).hasText("Yanis Khelifi (absent un moment)");
            assignee.selectOption("Yanis Khelifi (absent un moment)");
            assertThat(amina.page().getByText("Conversation attribuée à Yanis Khelifi, qui est absent un moment.")).isVisible();

            yanis.press("Control+k");
            yanis.type("je suis disponible");
            yanis.press("Enter");
            assertThat(assignee.locator("option:checked")).hasText("Yanis Khelifi");
        }
    }
}
