package org.parvis.gateway.desk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The search: results while somebody types, where they matched, what the box offers and what it says of what it does not understand. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskSearchTest {

    @Test
    void resultsComeWhileTypingWithTheirMatchMarkedAndOneEntryOfTheHistory(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Le baldaquin du kiosque");
            ready(amina);
            int entries = history(amina);

            amina.press("/");
            amina.type("baldaq");
            Locator row = amina.row("Le baldaquin du kiosque");
            assertThat(row).isVisible();
            assertThat(row.locator("mark")).containsText("baldaquin");
            assertThat(amina.page()).hasURL(Pattern.compile("q=baldaq"));
            amina.type("uin kiosques");
            assertThat(amina.page()).hasURL(Pattern.compile("q=baldaquin\\+kiosques"));
            assertThat(row).isVisible();
            assertThat(amina.page().locator("#search")).isFocused();
            assertThat(amina.page().locator("#search")).hasValue("baldaquin kiosques");
            assertThat(amina.page().getByText("1 conversation trouvée")).isAttached();
            Assertions.assertThat(history(amina)).isEqualTo(entries + 1);
            amina.isAccessible("what was found");

            row.click();
            assertThat(amina.page()).hasURL(Pattern.compile("/conversation/" + number));
            amina.page().waitForFunction("() => CSS.highlights.get('searched')?.size >= 2");
            amina.page().goBack();
            assertThat(row).isVisible();
            amina.page().goBack();
            assertThat(amina.page().locator("#search")).hasValue("");
        }
    }

    @Test
    void aHitOpensAtTheMessageThatMatchedHoweverFarBack(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Un clocher fêlé");
            for (int call = 0; call < 60; call++) {
                amina.callAbout(number, "Rappelle pour avoir des nouvelles.");
            }
            ready(amina);
            amina.press("/");
            amina.type("clocher fêlé");
            amina.press("Enter");
            amina.row("Un clocher fêlé").click();

            assertThat(amina.messages()).hasCount(61);
            assertThat(amina.messages().first()).isInViewport();
            assertThat(amina.page().locator("#thread-heading")).isFocused();
        }
    }

    @Test
    void operatorsAndTheirValuesAreOfferedAndChosenByKeyboard(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            amina.callToReturn("Une écluse en panne");
            ready(amina);
            amina.press("/");
            amina.press("ArrowDown");
            Locator options = amina.page().locator("#search-list [role=option]");
            assertThat(options).hasCount(11);
            assertThat(amina.page().locator("#search")).hasAttribute("aria-activedescendant", "search-0");
            amina.isAccessible("operators are offered");

            amina.type("écluse can");
            assertThat(options).hasCount(1);
            amina.press("ArrowDown");
            amina.press("Enter");
            assertThat(amina.page().locator("#search")).hasValue("écluse canal:");
            amina.type("tél");
            assertThat(options).hasCount(1);
            amina.press("ArrowDown");
            amina.press("Enter");
            assertThat(amina.page().locator("#search")).hasValue(Pattern.compile("^écluse canal:.*[Tt]éléphon.* $"));
            assertThat(amina.row("Une écluse en panne")).isVisible();
            assertThat(amina.page().locator("#list a.row")).hasCount(1);

            amina.type("est:sans-réponse état:résolue");
            amina.press("Enter");
            assertThat(amina.page().getByText("Rien ne correspond à")).isVisible();
            amina.press("Escape");
            assertThat(amina.page()).hasURL(Pattern.compile("/view/to-handle$"));
        }
    }

    /** Whoever is in no row in sight is offered all the same. */
    @Test
    void peopleOfTheWholeRecordAreOffered(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            JsonObject note = new JsonObject().put("caller", AgentBrowser.number()).put("name", "Philibert Ozanne")
                    .put("topic", "La girouette")
                    .put("note", "La girouette est de travers").put("outcome", "answered");
            amina.post("/channels/telephone/notes", note);
            ready(amina);
            assertThat(amina.row("La girouette")).hasCount(0);
            amina.press("/");
            amina.type("de:ozan");
            Locator options = amina.page().locator("#search-list [role=option]");
            assertThat(options).hasText(Pattern.compile("Philibert Ozanne"));
            amina.press("ArrowDown");
            amina.press("Enter");
            assertThat(amina.page().locator("#search")).hasValue("de:\"Philibert Ozanne\" ");
            assertThat(amina.row("La girouette")).isVisible();

            amina.page().locator("#search").fill("de:personne-de-ce-nom");
            assertThat(options).hasCount(0);
        }
    }

    @Test
    void whatIsNotUnderstoodIsSaidUnderTheBoxInTheAgentsLanguage(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            ready(amina);
            amina.press("/");
            amina.type("lampe chanel:site ");
            Locator problem = amina.page().locator("#search-problem");
            assertThat(problem).containsText("n’est pas un opérateur. Il y a\u00a0: de, canal, équipe");
            assertThat(amina.page().locator("#search")).hasAttribute("aria-invalid", "true");
            amina.isAccessible("an operator that there is not");
            amina.page().locator("#search").fill("avant:hier");
            amina.press("Enter");
            assertThat(problem).containsText("n’est pas une date");
            amina.page().locator("#search").fill("équipe:paquebot");
            amina.press("Enter");
            assertThat(problem).containsText("Voirie");
            amina.page().locator("#search").fill("est:sans-réponse");
            amina.press("Enter");
            assertThat(problem).isHidden();
            assertThat(amina.page().locator("#list a.row").first()).isVisible();
        }
    }

    @Test
    void theHelpIsReachedFromTheBoxAndFitsAPhone(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setViewportSize(390, 844))) {
            amina.callToReturn("Un gazebo de travers");
            ready(amina);
            amina.button("Aide à la recherche").click();
            assertThat(amina.page().locator("dialog.search-help")).containsText("est:sans-réponse");
            amina.isAccessible("the help of the search");
            amina.fits();
            amina.press("Escape");
            amina.page().locator("#search").fill("ca");
            assertThat(amina.page().locator("#search-list [role=option]").first()).isVisible();
            amina.fits();
            amina.page().locator("#search").fill("gazeb");
            assertThat(amina.row("Un gazebo de travers").locator("mark")).isVisible();
        }
    }

    @Test
    void aMatchIsSeenInForcedColours(Town town) {
        try (AgentBrowser amina = town.agent("amina", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            amina.callToReturn("La margelle du puits");
            ready(amina);
            amina.press("/");
            amina.type("margelle");
            Locator mark = amina.row("La margelle du puits").locator("mark");
            assertThat(mark).isVisible();
            Object background = mark.evaluate("element => getComputedStyle(element).backgroundColor");
            Object around = mark.evaluate("element => getComputedStyle(document.body).backgroundColor");
            Assertions.assertThat(background).isNotEqualTo(around);
        }
    }

    @Test
    void whatWasTypedIsLegibleInThePaletteInForcedColours(Town town) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE)
                .setColorScheme(ColorScheme.DARK);
        try (AgentBrowser amina = town.agent("amina", how)) {
            ready(amina);
            amina.press("Control+k");
            Locator palette = amina.page().locator("dialog.palette");
            assertThat(palette.locator("input")).isFocused();
            amina.type("brouillons");
            Object letters = palette.locator("mark").first().evaluate("element => getComputedStyle(element).color");
            Object around = palette.evaluate("element => getComputedStyle(element).backgroundColor");
            Assertions.assertThat(letters).isNotEqualTo(around);
        }
    }

    @Test
    void whereASearchMatchedIsSaidToo(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            long number = amina.callToReturn("Le campanile du lavoir");
            long other = amina.callToReturn("Une rampe glissante");
            ready(amina);
            amina.page().locator("#search").fill("campanile lavoirs");
            assertThat(amina.row("trouvé dans un message, «\u00a0campanile, lavoir\u00a0»\u00a0: … ")).hasCount(1);
            amina.page().locator("#search").fill("#" + other);
            assertThat(amina.row("Une rampe glissante, trouvé par son numéro, ")).hasCount(1);
            amina.page().locator("#search").fill("claire aub");
            assertThat(amina.row("trouvé par la personne").first()).isVisible();

            amina.open("/view/all?q=campanile");
            amina.row("Le campanile du lavoir").click();
            assertThat(amina.page()).hasURL(Pattern.compile("/conversation/" + number));
            assertThat(amina.page().getByRole(AriaRole.ARTICLE,
                    new Page.GetByRoleOptions().setName("Claire Aubry, Privé, trouvé\u00a0: campanile")))
                    .isVisible();
        }
    }

    @Test
    void aSearchThatIsNotUnderstoodIsAskedOnceUnlessItNamesWhatMayBeMade(Town town) {
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser claire = town.agent("claire")) {
            ready(amina);
            List<String> searches = new CopyOnWriteArrayList<>();
            amina.page().onRequest(request -> {
                if (request.url().contains("/api/v1/conversations?") && request.url().contains("q=")) {
                    searches.add(request.url());
                }
            });
            amina.page().locator("#search").fill("avant:2026-99-99");
            assertThat(amina.page().locator("#search-problem")).isVisible();
            amina.press("Enter");
            amina.press("Enter");
            amina.page().locator("#search").fill("kiosque");
            assertThat(amina.page()).hasURL(Pattern.compile("q=kiosque"));
            assertThat(amina.page().locator("#search-problem")).not().isVisible();
            Assertions.assertThat(searches.stream().filter(url -> url.contains("2026-99-99")).toList()).hasSize(1);

            amina.page().locator("#search").fill("équipe:lampisterie");
            amina.press("Enter");
            assertThat(amina.page().locator("#search-problem")).isVisible();
            claire.post("/api/v1/teams", new JsonObject().put("name", "Lampisterie"));
            amina.press("Enter");
            assertThat(amina.page().locator("#search-problem")).not().isVisible();
        }
    }

    private static void ready(AgentBrowser agent) {
        agent.open("/");
        assertThat(agent.page().locator("#list a.row").first()).isVisible();
    }

    private static int history(AgentBrowser agent) {
        return (Integer) agent.page().evaluate("history.length");
    }
}
