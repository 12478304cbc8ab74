package org.parvis.gateway.desk;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Searches that are kept as views, for oneself and for a team. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskViewsTest {

    @Test
    void aSearchIsKeptByKeyboardAndFoundAgainAmongTheViews(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.callToReturn("Une fontaine fendue");
            searched(amina, "fontaine fendue");
            amina.press("v");
            assertThat(amina.page().getByLabel("Nom", new Page.GetByLabelOptions().setExact(true))).isFocused();
            amina.isAccessible("a search that is being kept");
            amina.fits();
            amina.press("Enter");
            assertThat(amina.page().locator("#view-problem")).containsText("un nom");
            amina.type("Les fontaines");
            amina.press("Enter");

            assertThat(amina.page().getByText("Vue «\u00a0Les fontaines\u00a0» enregistrée.")).isVisible();
            assertThat(view(amina, "Les fontaines")).hasAttribute("aria-current", "page");
            assertThat(amina.heading("Les fontaines")).isVisible();
            amina.isAccessible("a view that was kept");
            amina.open("/");
            view(amina, "Les fontaines").click();
            assertThat(amina.row("Une fontaine fendue")).isVisible();

            amina.button("Modifier cette vue").click();
            amina.isAccessible("a view that is being changed");
            amina.page().getByLabel("Nom", new Page.GetByLabelOptions().setExact(true)).fill("Mobilier");
            amina.press("Enter");
            assertThat(view(amina, "Mobilier")).isVisible();
            assertThat(view(amina, "Les fontaines")).hasCount(0);
            amina.button("Modifier cette vue").click();
            amina.button("Supprimer la vue").click();
            assertThat(view(amina, "Mobilier")).hasCount(0);
            assertThat(amina.row("Une fontaine fendue")).isVisible();
        }
    }

    @Test
    void aViewOfATeamIsWithItsMembersAtOnce(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            julien.open("/");
            searched(amina, "est:urgente");
            amina.press("v");
            assertThat(amina.page().getByLabel("Nom", new Page.GetByLabelOptions().setExact(true))).isFocused();
            amina.type("Nos urgences");
            amina.page().getByLabel("Pour qui").selectOption(new SelectOption().setIndex(1));
            amina.button("Enregistrer la vue").click();
            assertThat(amina.page().getByText("Vue «\u00a0Nos urgences\u00a0» enregistrée.")).isVisible();

            assertThat(view(julien, "Nos urgences")).isVisible();
            view(julien, "Nos urgences").click();
            assertThat(julien.heading("Nos urgences")).isVisible();
            julien.button("Modifier cette vue").click();
            julien.button("Supprimer la vue").click();
            assertThat(view(amina, "Nos urgences")).hasCount(0);
        }
    }

    private static void searched(AgentBrowser agent, String query) {
        agent.open("/");
        agent.page().locator("#search").fill(query);
        agent.press("Enter");
        assertThat(agent.page()).hasURL(Pattern.compile("q="));
        agent.page().locator("#list").focus();
    }

    private static Locator view(AgentBrowser agent, String name) {
        return agent.page().locator("#views").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
    }
}
