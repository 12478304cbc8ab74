package org.parvis.gateway.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;

/** One agent at the desk. Closing it asserts that the page had nothing to complain about, such as its own content security policy. */
final class AgentBrowser implements AutoCloseable {

    /** Answers that a test provokes on purpose; the browser logs them as errors. */
    private static final Pattern PROVOKED = Pattern
            .compile(
                    "Failed to load resource: (the server responded with a status of (4\\d\\d|502)|net::ERR_(INTERNET_DISCONNECTED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)).*");

    /** What was put to tomorrow, whichever day that is. */
    static final Pattern GOES_ON_A_DAY = Pattern.compile("Partira (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) ");

    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000);

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    AgentBrowser(Town town, Browser browser, Browser.NewContextOptions how) {
        String locale = how.locale == null ? "fr-FR" : how.locale;
        context = browser.newContext(how.setBaseURL(town.address().toString()).setLocale(locale).setTimezoneId("Europe/Paris"));
        // What is sent goes out at once, except where a test is about calling it back; what a test makes on a channel is uppermost.
        JsonObject chosen = new JsonObject().put("hold", 0).put("sorts", new JsonObject().put("channel", "activity"));
        if (!locale.startsWith("fr")) {
            chosen.put("language", locale.substring(0, 2));
        }
        context.addInitScript("""
                if (!localStorage.getItem('parvis.preferences'))
                  localStorage.setItem('parvis.preferences', '%s')""".formatted(chosen.encode()));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !PROVOKED.matcher(message.text()).matches()) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /** Ends when the page stands and the rest of the desk is there: keys that are pressed earlier are nobody's. */
    AgentBrowser open(String path) {
        page.navigate(path);
        page.waitForFunction("""
                () => {
                  const desk = document.querySelector('parvis-app');
                  return !desk || desk.querySelector('.login') || (desk.querySelector('.desk') && customElements.get('snooze-dialog'));
                }""");
        return this;
    }

    /** As the login page does, without drawing it. */
    void logIn(String account, String password) {
        answer(context.request().post("/api/v1/session", RequestOptions.create().setHeader("Content-Type", "application/json")
                .setData(new JsonObject().put("account", account).put("password", password).encode())));
    }

    void submit(String account, String password) {
        page.getByLabel("Identifiant").fill(account);
        page.getByLabel("Mot de passe").fill(password);
        page.keyboard().press("Enter");
    }

    /** As the agent chooses on the account's page. */
    void holdReplies(int seconds) {
        open("/account");
        page.getByLabel("Délai pour annuler un envoi").selectOption(Integer.toString(seconds));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** The rows of the list whose spoken words contain {@code words}. */
    Locator row(String words) {
        return page.locator("#list").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words));
    }

    Locator messages() {
        return page.locator(".messages > li");
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** In the open conversation, by the keyboard. */
    void beginReply(String words) {
        press("r");
        PlaywrightAssertions.assertThat(page.locator("#composer-text")).isFocused();
        type(words);
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** A new conversation, owed an answer: a caller who wants to be called back. Answers its number. */
    long callToReturn(String topic) {
        JsonObject note = new JsonObject().put("caller", number()).put("name", "Claire Aubry").put("topic", topic)
                .put("note", "Demande à être rappelée : " + topic)
                .put("outcome", "call-back");
        return post("/channels/telephone/notes", note).getLong("conversation");
    }

    /** The person of a conversation calls once more. */
    void callAbout(long conversation, String words) {
        post("/channels/telephone/notes", new JsonObject().put("caller", number()).put("conversation", conversation).put("note", words)
                .put("outcome", "call-back"));
    }

    /** A number that no other test uses, nor anybody in the town. */
    static String number() {
        return "+3319900" + NUMBERS.incrementAndGet();
    }

    JsonObject conversation(long number) {
        return get("/api/v1/conversations/" + number);
    }

    /** The latest conversation of a channel that is still open. */
    JsonObject anyOpen(String channel) {
        JsonArray items = get("/api/v1/conversations?view=to-handle&channel=" + channel).getJsonArray("items");
        Assertions.assertThat(items).isNotEmpty();
        return items.getJsonObject(0);
    }

    /** The number of the best match that is still open. */
    long find(String words) {
        String query = "/api/v1/conversations?view=to-handle&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        return get(query).getJsonArray("items").getJsonObject(0).getLong("number");
    }

    JsonObject get(String path) {
        return answer(context.request().get(path));
    }

    JsonObject post(String path, JsonObject body) {
        String token = get("/api/v1/session").getString("csrfToken");
        return answer(context.request().post(path,
                RequestOptions.create().setHeader("Content-Type", "application/json").setHeader("X-CSRF-Token", token)
                        .setHeader("Idempotency-Key", UUID.randomUUID().toString()).setData(body.encode())));
    }

    JsonObject patch(String path, JsonObject body) {
        String token = get("/api/v1/session").getString("csrfToken");
        return answer(context.request().patch(path,
                RequestOptions.create().setHeader("Content-Type", "application/json").setHeader("X-CSRF-Token", token)
                        .setData(body.encode())));
    }

    /** Whatever is assigned to them or mentions them is read, and what concerns them is seen. */
    void readsAll() {
        String token = get("/api/v1/session").getString("csrfToken");
        get("/api/v1/conversations?view=mine&limit=100").getJsonArray("items").stream().map(JsonObject.class::cast)
                .filter(conversation -> conversation.getBoolean("unread", false))
                .forEach(conversation -> put("/api/v1/conversations/" + conversation.getString("id") + "/read", token,
                        new JsonObject().put("version", conversation.getLong("version"))));
        List<String> mentions = get("/api/v1/mentions?limit=100").getJsonArray("items").stream().map(JsonObject.class::cast)
                .map(mention -> mention.getJsonObject("message").getString("id")).toList();
        put("/api/v1/mentions/read", token, new JsonObject().put("messageIds", mentions));
        new JsonArray(context.request().get("/api/v1/concerns").text()).stream().map(JsonObject.class::cast)
                .forEach(concern -> put("/api/v1/conversations/" + concern.getString("conversationId") + "/seen", token,
                        new JsonObject().put("until", concern.getString("at"))));
    }

    private void put(String path, String token, JsonObject body) {
        APIResponse put = context.request().put(path,
                RequestOptions.create().setHeader("Content-Type", "application/json").setHeader("X-CSRF-Token", token)
                        .setData(body.encode()));
        Assertions.assertThat(put.ok()).as(put.url() + ": " + put.text()).isTrue();
    }

    private static JsonObject answer(APIResponse response) {
        Assertions.assertThat(response.ok()).as(response.url() + ": " + response.text()).isTrue();
        return new JsonObject(response.text());
    }

    /** Nothing on the page as it is now breaks a rule of axe (WCAG 2.2 A and AA, and good practice). */
    void isAccessible(String state) {
        keepsTheRules(state, rules());
    }

    /** What is written stands out from its ground: the one rule that other colours can break. */
    void contrasts(String state) {
        keepsTheRules(state, rules().withRules(List.of("color-contrast")));
    }

    /** In the page itself: what axe does beyond that, in a page of its own, is for frames of other sites, and takes longer than all else. */
    private AxeBuilder rules() {
        AxeRunOptions only = new AxeRunOptions();
        only.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).setLegacyMode(true).options(only);
    }

    private static void keepsTheRules(String state, AxeBuilder rules) {
        List<Rule> violations = rules.analyze().getViolations();
        Assertions
                .assertThat(
                        violations.stream().map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().getFirst().getHtml()))
                .as(state).isEmpty();
    }

    /** The page fits its window: nobody has to scroll sideways, in a dialog neither, and nothing to press or to read as a heading is cut off at its edges. */
    void fits() {
        String where = page.url() + " in " + page.viewportSize().width;
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assertions.assertThat(overflow).as("pixels beyond " + where).isEqualTo(0);
        Object outside = page.evaluate("""
                () => [...document.querySelectorAll('a, button, input, select, textarea, h1, h2, h3, time, img')].filter((element) => {
                  const {left, right, width} = element.getBoundingClientRect();
                  return width > 1 && element.checkVisibility({visibilityProperty: true}) && !element.closest('.skip, .unseen, [inert], .trap')
                    && (left < -1 || right > document.documentElement.clientWidth + 1);
                }).map((element) => element.outerHTML.slice(0, 120))""");
        Assertions.assertThat((List<?>) outside).as("cut off on " + where).isEmpty();
        Object wide = page
                .evaluate("[...document.querySelectorAll('dialog[open]')].some((dialog) => dialog.scrollWidth > dialog.clientWidth)");
        Assertions.assertThat(wide).as("a dialog that scrolls sideways on " + where).isEqualTo(false);
    }

    @Override
    public void close() {
        context.close();
        Assertions.assertThat(complaints).as("complaints of the page").isEmpty();
    }
}
