package org.parvis.channel.webform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** The form as people meet it: in a browser, with its policy in force. */
@Tag("browser")
class WebFormBrowserTest {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Town town;

    @BeforeAll
    static void startBrowser() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")).setHeadless(true)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void endBrowser() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void openTown() throws Exception {
        town = new Town();
    }

    @AfterEach
    void closeTown() {
        town.close();
    }

    @Test
    void aMessageIsSentAnsweredAndWrittenOnWithoutScripts() {
        try (BrowserContext person = browser.newContext(new Browser.NewContextOptions().setLocale("fr-FR").setJavaScriptEnabled(false))) {
            Page page = person.newPage();
            page.navigate(town.formAddress());
            page.getByLabel("Sujet").selectOption("Voirie");
            page.getByLabel("Message").fill(Forms.WORDS);
            page.getByLabel("Adresse électronique").fill("lea@marchetti.example");
            page.getByLabel("Pièces jointes")
                    .setInputFiles(new FilePayload("plan.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)));
            page.getByText("Envoyer").click();
            page.waitForURL("**/sent/**");
            InboundMessage message = town.inbox.messages().getFirst();
            assertThat(message.content().text()).isEqualTo(Forms.WORDS);
            assertThat(message.content().attachments()).hasSize(1);
            answer(message);
            page.locator("a.secret").click();
            assertThat(page.locator(".words").allInnerTexts()).containsExactly(Forms.WORDS, "Réparé.");
            page.getByLabel("Message").fill("Merci !");
            page.getByText("Envoyer").click();
            page.waitForURL("**sent=1**");
            assertThat(town.inbox.messages()).hasSize(2);
        }
    }

    @Test
    void everyPageIsAccessibleInLightAndDarkAndNarrow() {
        for (int width : new int[]{1_000, 390, 320}) {
            walk(new Browser.NewContextOptions().setViewportSize(width, 900));
        }
        // What fits in light colours fits in dark ones.
        walk(new Browser.NewContextOptions().setViewportSize(1_000, 900).setColorScheme(ColorScheme.DARK));
    }

    private void walk(Browser.NewContextOptions how) {
        try (BrowserContext person = browser.newContext(how.setLocale("fr-FR").setBypassCSP(true))) {
            Page page = person.newPage();
            page.navigate(town.formAddress());
            assertAccessible(page);
            page.getByLabel("Adresse électronique").fill("lea");
            page.getByText("Envoyer").click();
            assertThat(page.locator("#summary").count()).isEqualTo(1);
            assertAccessible(page);
            page.getByLabel("Sujet").selectOption("Voirie");
            page.getByLabel("Message").fill(Forms.WORDS);
            page.getByLabel("Adresse électronique").fill("lea@marchetti.example");
            page.getByText("Envoyer").click();
            page.waitForURL("**/sent/**");
            assertAccessible(page);
            answer(town.inbox.messages().getLast());
            page.locator("a.secret").click();
            assertAccessible(page);
            page.navigate(town.formAddress() + "/follow/none");
            assertAccessible(page);
        }
    }

    @Test
    void mistakesGetTheFocusAndLeadToTheirFields() {
        try (BrowserContext person = browser.newContext(new Browser.NewContextOptions().setLocale("fr-FR"))) {
            Page page = watched(person);
            page.navigate(town.formAddress());
            page.getByText("Envoyer").click();
            PlaywrightAssertions.assertThat(page.locator("#summary")).isFocused();
            page.locator("#summary a").last().click();
            PlaywrightAssertions.assertThat(page.locator("#message")).isFocused();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void insideTheTownsSiteTheFormIsAsHighAsItIsAndStaysThereWhenSent() {
        try (BrowserContext person = browser.newContext(new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(700, 900))) {
            Page page = watched(person);
            page.navigate(town.siteAddress());
            FrameLocator form = page.frameLocator("iframe[title^='Formulaire']");
            form.getByLabel("Sujet").selectOption("Voirie");
            form.getByLabel("Message").fill(Forms.WORDS);
            assertHighAsItIs(page);
            form.getByText("Envoyer").click();
            form.locator("a.secret").waitFor();
            assertHighAsItIs(page);
            assertThat(page.url()).startsWith(town.siteAddress());
            assertThat(town.inbox.messages()).hasSize(1);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anotherSiteCannotShowTheForm() throws Exception {
        try (Town other = new Town(); BrowserContext person = browser.newContext()) {
            Page page = watched(person);
            page.navigate(other.siteAddress());
            page.evaluate(
                    "address => new Promise(done => { const frame = document.createElement('iframe'); frame.onload = done; frame.src = address; document.body.append(frame); })",
                    town.formAddress());
            page.waitForCondition(() -> !complaints.isEmpty());
            assertThat(complaints.getFirst()).contains("frame-ancestors");
        }
    }

    private Page watched(BrowserContext person) {
        Page page = person.newPage();
        page.onConsoleMessage((ConsoleMessage message) -> {
            // The browser's own word for an answer of 422
            if (message.type().equals("error") && !message.text().contains("status of 422")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** The frame has no scroll bar and no large gap. */
    private static void assertHighAsItIs(Page page) {
        var frame = page.frames().getLast();
        page.waitForCondition(() -> {
            double shown = page.locator("iframe").boundingBox().height;
            double content = ((Number) frame.evaluate("document.body.getBoundingClientRect().height")).doubleValue();
            return shown >= content && shown < content + 20;
        });
    }

    private static void assertAccessible(Page page) {
        List<Rule> violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
        assertThat(violations).as(page.url()).extracting(rule -> rule.getId() + ": " + rule.getNodes()).isEmpty();
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).intValue())
                .as("scrolls sideways").isZero();
    }

    private void answer(InboundMessage message) {
        Instant now = Instant.parse("2026-09-15T08:00:00Z");
        town.followUp().put(message.threading().thread().orElseThrow(),
                new FollowUp.Conversation(1042, Handle.of(Handle.Kind.EMAIL, "lea@marchetti.example"),
                        FollowUp.State.OPEN, Optional.empty(),
                        List.of(new FollowUp.Message(now, true, "Léa", Forms.WORDS, List.of(new FollowUp.File("1", "plan.pdf", 899))),
                                new FollowUp.Message(now, false, "Équipe voirie", "Réparé.", List.of()))));
    }
}
