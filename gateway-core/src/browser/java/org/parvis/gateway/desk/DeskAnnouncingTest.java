package org.parvis.gateway.desk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What concerns an agent, told beyond the page: by the system and by a sound, where that was chosen. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskAnnouncingTest {

    private static final String SOUND = "a sound";

    /** A desk that nobody has in front of them, whose system shows nothing and says to the test what it would. */
    private static final String AWAY = """
            document.hasFocus = () => false;
            window.Notification = class {
              static permission = 'granted';
              constructor(title, {body}) {
                window.latest = this;
                window.told(`${title} | ${body}`);
              }
              close() {}
            };
            window.AudioContext = class extends AudioContext {
              constructor() {
                super();
                window.told('a sound');
              }
            };""";

    @Test
    void oneTabTellsForAllAndOnlyInTheWaysThatWereChosenAndWithoutAnybodysWords(Town town) {
        List<String> told = new CopyOnWriteArrayList<>();
        try (AgentBrowser amina = town.agent("amina"); AgentBrowser oriane = town.browser(new Browser.NewContextOptions())) {
            town.hire("oriane", "Oriane Vidal");
            oriane.logIn("oriane", Town.PASSWORD);
            oriane.page().context().exposeBinding("told",
                    (source, words) -> told.add(words[0].toString().replaceAll("[\\u2066-\\u2069]", "")));
            oriane.page().context().addInitScript(AWAY);
            Page one = oriane.page();
            Page other = one.context().newPage();
            open(one, "/");
            open(other, "/");
            long first = assign(amina, oriane, "Ni par le système ni par un son");
            seen(first, one, other);

            // What is chosen in one tab holds in the other, which tells for both from now on.
            open(other, "/account");
            choose(other, "Notifications du système", true);
            long second = assign(amina, oriane, "Par le système");
            seen(second, one, other);
            one.waitForCondition(() -> told.contains(assigned(second)));
            choose(other, "Jouer un son discret", true);
            one.waitForCondition(() -> told.size() == 2);
            amina.callAbout(second, "Des mots que personne d’autre ne doit lire");
            one.waitForCondition(() -> told.size() == 4);

            choose(other, "Notifications du système", false);
            choose(other, "Jouer un son discret", false);
            long silent = assign(amina, oriane, "De nouveau par rien");
            seen(silent, one, other);
            choose(other, "Notifications du système", true);
            long last = assign(amina, oriane, "Et par le système seul");
            seen(last, one, other);
            one.waitForCondition(() -> told.contains(assigned(last)));

            Assertions.assertThat(told).containsExactly(assigned(second), SOUND, SOUND,
                    "Parvis | Nouveau message dans votre conversation n°\u00a0" + second + ".", assigned(last));
            one.evaluate("() => window.latest.onclick()");
            assertThat(one).hasURL(town.address() + "/conversation/" + last);
        }
    }

    private static String assigned(long number) {
        return "Parvis | Amina Diallo vous a attribué la conversation n°\u00a0" + number + ".";
    }

    private static long assign(AgentBrowser from, AgentBrowser to, String topic) {
        long number = from.callToReturn(topic);
        String receiver = to.get("/api/v1/session").getJsonObject("agent").getString("id");
        from.patch("/api/v1/conversations/" + from.conversation(number).getString("id"), new JsonObject().put("assigneeId", receiver));
        return number;
    }

    private static void seen(long number, Page... tabs) {
        for (Page tab : tabs) {
            // A browser need not draw a tab that is behind another.
            tab.bringToFront();
            assertThat(tab.locator(".notice.news").filter(new Locator.FilterOptions().setHasText("n° " + number))).isVisible();
        }
    }

    private static void choose(Page tab, String way, boolean chosen) {
        tab.getByLabel(way).setChecked(chosen);
    }

    private static void open(Page tab, String path) {
        tab.navigate(path);
        assertThat(tab.locator(".connection[data-state=live]")).isVisible();
    }
}
