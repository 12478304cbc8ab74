package org.parvis.gateway.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Every page of the desk, and each state of one that has a look of its own, with the way there: what must hold everywhere is asked in each.
 * The ways know no language, for they are walked in both. A way begins where the one before it ended, with its dialog closed.
 */
final class DeskPlaces {

    /** As an administrator sees it, who may go everywhere. */
    private static final String WHO = "claire";
    /** In milliseconds, until a place counts as missing. */
    private static final double LONGEST = 10_000;

    private record Place(String name, Consumer<AgentBrowser> way) {
    }

    private static final List<Place> OUTSIDE = List.of(at("the login", "/login", "#account"), at("the API", "/api", "h1"),
            at("the form", "/forms/formulaire", "button[type=submit]"),
            state("the form with mistakes", browser -> browser.page().locator("button[type=submit]").click(), "#summary"));

    private static final List<Place> LIST = List.of(at("the list", "/", "#list a.row"),
            fromList("the palette", "Control+k", "dialog.palette[open]"),
            fromList("what concerns the agent", "b", "dialog.attention[open]"), fromList("the keys", "?", "dialog.help[open]"),
            state("the search's offers", browser -> {
                browser.press("/");
                assertThat(browser.page().locator("#search")).isFocused();
                browser.press("ArrowDown");
            }, "#search-list [role=option]"),
            state("the search's help", browser -> browser.page().locator("search-box .button").click(), "dialog.search-help[open]"),
            state("the menu", browser -> browser.page().locator("button.me").click(), "top-bar [role=menu]"),
            state("some chosen", browser -> {
                browser.press("Escape");
                browser.press("j");
                browser.press("x");
            }, ".bulk .tools"), at("what was found", "/view/all?q=bonjour", "#list a.row"), pressed("a view to save", "v", "dialog[open]"),
            at("nothing found", "/view/all?q=zzzyx", ".empty a"));

    private static final List<Place> CONVERSATIONS = List.of(conversation("courriel"), conversation("formulaire"),
            conversation("telephone"),
            pressed("to hand over", "f", "dialog[open]"), pressed("to merge", "g", "dialog[open]"),
            pressed("to split", "d", "dialog[open]"),
            pressed("to link", "y", "dialog[open]"), pressed("tags", "t", "dialog[open]"), pressed("to snooze", "s", "dialog[open]"),
            pressed("a reason", "m", "dialog[open]"), pressed("an expert", "w", "dialog[open]"),
            state("more to do", browser -> browser.page().locator(".actions menu-button > button").click(), ".actions [role=menu]"),
            state("the topic", browser -> browser.page().locator(".actions").getByRole(AriaRole.MENUITEM,
                    new Locator.GetByRoleOptions().setName(Pattern.compile("thème|topic", Pattern.CASE_INSENSITIVE))).click(),
                    "dialog[open]"),
            state("colleagues to mention", browser -> typed(browser, "#composer-text", "n", "@"), "#mention-list [role=option]"),
            state("canned answers", browser -> {
                withdrawn(browser);
                typed(browser, "#composer-text", "r", "/");
            }, "[role=option][id^=canned-]"), state("the person beside", browser -> {
                withdrawn(browser);
                if (!browser.page().locator("person-card").isVisible()) {
                    browser.press("i");
                }
            }, "person-card"), conversation("mastodon"), state("a public reply with private data", browser -> {
                browser.page().locator(".said select").selectOption("public");
                written(browser, "Appelez le 01 99 00 00 01.");
                browser.press("Control+Enter");
            }, "[role=alertdialog]"), state("ways to send", browser -> browser.page().locator(".split menu-button > button").click(),
                    ".split [role=menu]"),
            state("to send later", browser -> browser.page().locator(".split [role=menuitem]").last().click(), "later-dialog dialog[open]"),
            state("a text in several posts", browser -> {
                written(browser, "La mairie annexe est fermée pour travaux jusqu’à la fin du mois. ".repeat(11));
                browser.page().locator("#composer-limit button").click();
            }, "split-dialog dialog[open]"), at("drafts", "/drafts", ".entries li"));

    private static final List<Place> PAGES = List.of(at("mentions", "/mentions", ".entries li"), state("a call", browser -> {
        browser.open("/call");
        browser.page().locator("[name=outcome][value=passed-on]").check();
        browser.page().locator("#call-number").fill("06 39 98 00 4");
    }, ".match"), at("the account", "/account", "main h2"), at("operations", "/operations", "table"),
            at("canned answers", "/canned-answers", "main article"), state("a canned answer", DeskPlaces::begun, "dialog[open]"),
            conversation("courriel"), pressed("a person", "p", ".person-page #merge-person"),
            state("people to merge", browser -> browser.page().locator("#merge-person").click(),
                    "merge-dialog dialog[open]"));

    private static final List<Place> ADMINISTRATION = List.of(at("administration", "/administration", "main table"),
            state("an account", DeskPlaces::begun, "dialog[open]"), at("the history", "/administration/history", ".past > li"),
            at("the history of a channel", "/administration/history/mastodon", "#history-heading"),
            at("topics and tags", "/administration/words", "#tag-words-heading"), state("a topic", DeskPlaces::begun, "dialog[open]"),
            at("channels", "/administration/channels", "section.channel"),
            state("a rate", browser -> browser.page().locator("#cadence-mastodon").click(), "#cadence-count-mastodon"),
            at("kinds of channels", "/administration/new-channel", ".types button"), form(0), form(1), form(2), form(3));

    private DeskPlaces() {
    }

    /** Asks the check in every place and says at the end where it failed; a colleague has left a mention before. Closes the browser. */
    static void walk(Town town, AgentBrowser walker, Consumer<String> check) {
        List<String> failures = new ArrayList<>();
        Consumer<Place> visit = place -> {
            try {
                visit(walker, place, check);
            } catch (AssertionError | PlaywrightException failure) {
                failures.add(place.name + ": " + failure.getMessage());
            }
        };
        walker.page().setDefaultTimeout(LONGEST);
        try (AgentBrowser julien = town.agent("julien"); walker) {
            long number = julien.callToReturn("Lampadaire de la rue des Tilleuls");
            julien.post("/api/v1/conversations/" + julien.conversation(number).getString("id") + "/notes",
                    new JsonObject().put("text",
                            "@" + WHO + " : peux-tu regarder ? https://saint-exemple.example/" + "tilleuls".repeat(9)));
            OUTSIDE.forEach(visit);
            walker.logIn(WHO, Town.PASSWORD);
            List.of(LIST, CONVERSATIONS, PAGES, ADMINISTRATION).forEach(places -> places.forEach(visit));
            Assertions.assertThat(failures).isEmpty();
            forgetDraft(walker);
        }
    }

    private static void visit(AgentBrowser browser, Place place, Consumer<String> check) {
        try {
            place.way.accept(browser);
            check.accept(place.name);
        } finally {
            Locator dialog = browser.page().locator("dialog[open]");
            if (dialog.count() > 0) {
                browser.press("Escape");
                assertThat(dialog).hasCount(0);
            }
        }
    }

    private static Place at(String name, String address, String sign) {
        return state(name, browser -> browser.open(address), sign);
    }

    private static Place pressed(String name, String key, String sign) {
        return state(name, browser -> browser.press(key), sign);
    }

    private static Place fromList(String name, String key, String sign) {
        return state(name, browser -> {
            browser.open("/");
            assertThat(browser.page().locator("#list a.row").first()).isVisible();
            browser.press(key);
        }, sign);
    }

    private static Place conversation(String channel) {
        return state("a conversation of " + channel,
                browser -> browser.open("/conversation/" + browser.anyOpen(channel).getLong("number")), ".messages > li");
    }

    private static Place form(int kind) {
        return state("a channel of kind " + kind, browser -> {
            browser.open("/administration/new-channel");
            browser.page().locator(".types button").nth(kind).click();
            assertThat(browser.page().locator("#setup-label")).isFocused();
            browser.page().evaluate("() => document.querySelectorAll('main details').forEach((details) => (details.open = true))");
        }, "#setup-label");
    }

    private static Place state(String name, Consumer<AgentBrowser> way, String sign) {
        return new Place(name, browser -> {
            way.accept(browser);
            assertThat(browser.page().locator(sign).first()).isVisible();
        });
    }

    /** The one button of a page that begins something new. */
    private static void begun(AgentBrowser browser) {
        browser.page().locator("main .button.primary:visible").first().click();
    }

    private static void typed(AgentBrowser browser, String field, String key, String text) {
        browser.press(key);
        assertThat(browser.page().locator(field)).isFocused();
        browser.type(text);
    }

    /** What a list of choices was opened with is in the text, and taken out of it. */
    private static void withdrawn(AgentBrowser browser) {
        browser.press("Escape");
        assertThat(browser.page().locator("#composer-text")).isFocused();
        browser.press("Control+A");
        browser.press("Delete");
        browser.press("Escape");
    }

    private static void forgetDraft(AgentBrowser browser) {
        browser.open("/drafts");
        browser.page().locator(".entries a").first().click();
        written(browser, "");
    }

    /** The reply as it is now, once the server has it. */
    private static void written(AgentBrowser browser, String text) {
        Page page = browser.page();
        page.waitForResponse(answer -> answer.url().endsWith("/draft") && answer.ok(), () -> page.locator("#composer-text").fill(text));
    }
}
