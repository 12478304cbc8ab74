package org.parvis.gateway.desk;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * How long the desk makes its agents wait, with what the machine takes for nothing beside it: {@code -Dparvis.pace=true}. It prints a table and judges
 * no time; what it measures has to have happened.
 */
@Tag("browser")
@ExtendWith(Town.Given.class)
@EnabledIfSystemProperty(named = "parvis.pace", matches = "true")
class DeskPaceTest {

    private static final int STARTS = 10;
    private static final int OPENINGS = 30;
    private static final int KEYS = 500;
    private static final int WHEELS = 300;
    private static final int PIXELS_A_WHEEL = 480;
    private static final int KEYS_BETWEEN_CHANGES = 10;
    private static final double MILLIS_BETWEEN_KEYS = 50;
    /** Event Timing tells of nothing shorter. */
    private static final int SHORTEST_EVENT = 16;

    /** From the start of the navigation until a row is drawn, and until a key that is pressed at each frame from then on has moved the focus to it. */
    private static final String STARTING = """
            window.pace = {};
            (function look(frames) {
              const row = document.querySelector('#list a.row');
              if (frames === 2) pace.frame = performance.now();
              if (pace.seen) pace.row ??= performance.now();
              if (pace.seen && document.activeElement?.matches('#list a.row')) pace.key ??= performance.now();
              if (row && !pace.key) document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', code: 'KeyJ', bubbles: true, cancelable: true}));
              pace.seen = Boolean(row);
              if (!pace.key) requestAnimationFrame(() => look(frames + 1));
            })(0);
            """;

    /** From each key until the frame after it is drawn; from Enter until a message is that was not there before. */
    private static final String WATCHING = """
            () => {
              performance.setResourceTimingBufferSize(10_000);
              window.pace = {frames: [], events: [], tasks: [], answered: [], stood: [], opened: []};
              const drawn = (then) => requestAnimationFrame(() => {
                const {port1, port2} = new MessageChannel();
                port1.onmessage = then;
                port2.postMessage(0);
              });
              const messages = () => [...document.querySelectorAll('.messages > li')];
              addEventListener('keydown', ({key, timeStamp}) => {
                const passed = () => performance.now() - timeStamp;
                drawn(() => pace.frames.push(passed()));
                if (key !== 'Enter') return;
                const before = new Set(messages());
                new MutationObserver((_, observer) => {
                  if (!messages().some((message) => !before.has(message))) return;
                  observer.disconnect();
                  const answers = performance.getEntriesByType('resource').filter(({name, startTime}) => startTime >= timeStamp && name.includes('/api/v1/conversations/'));
                  if (answers.length) pace.answered.push(Math.max(...answers.map(({responseEnd}) => responseEnd)) - timeStamp);
                  pace.stood.push(passed());
                  drawn(() => pace.opened.push(passed()));
                }).observe(document, {childList: true, subtree: true});
              }, true);
              new PerformanceObserver((list) => pace.tasks.push(...list.getEntries().map(({duration}) => duration))).observe({type: 'longtask'});
              new PerformanceObserver((list) => pace.events.push(...list.getEntries().filter(({name}) => name === 'keydown').map(({duration}) => duration)))
                .observe({type: 'event', durationThreshold: 16});
            }""";

    /** The row with the focus has been looked at for as long as it takes to read its conversation. */
    private static final String READ_AHEAD = """
            () => {
              const {id} = document.activeElement?.dataset ?? {};
              return id && performance.getEntriesByType('resource').some(({name}) => name.endsWith(`/conversations/${id}/messages`));
            }""";

    /** From each frame to the next. */
    private static final String FRAMING = """
            () => {
              window.pace = {frames: []};
              let last;
              requestAnimationFrame(function next(now) {
                if (last !== undefined) pace.frames.push(now - last);
                last = now;
                if (!pace.ended) requestAnimationFrame(next);
              });
            }""";

    private static final String FETCHING = """
            async ([addresses, times]) => {
              const taken = [];
              for (let time = 0; time < times; time++) {
                const start = performance.now();
                for (const address of addresses) {
                  const answer = await fetch(address);
                  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
                  await answer.text();
                }
                taken.push(performance.now() - start);
              }
              return taken;
            }""";

    private final List<String> table = new ArrayList<>();

    @Test
    void measuresWhatItsAgentsWaitFor(Town town) {
        double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        starts(town);
        openings(town);
        typing(town);
        scrolling(town);
        System.out.printf(Locale.ROOT, "%nThe desk's pace in ms; load %.1f before, %.1f after, %d cores%n%s%n", busy,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Runtime.getRuntime().availableProcessors(),
                String.join("\n", table));
    }

    private void starts(Town town) {
        List<Double> empty = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        List<Double> keys = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            try (AgentBrowser browser = town.agent("amina")) {
                Page page = browser.page();
                page.addInitScript(STARTING);
                page.navigate("/health/live");
                page.waitForFunction("() => pace.frame");
                empty.add(number(page, "frame"));
                page.navigate("/view/to-handle");
                page.waitForFunction("() => pace.key");
                rows.add(number(page, "row"));
                keys.add(number(page, "key"));
                page.navigate("/view/to-handle");
                page.waitForFunction("() => pace.key");
                again.add(number(page, "key"));
            }
        }
        row("page without a desk: second frame", empty);
        row("desk, nothing cached: first row drawn", rows);
        row("desk, nothing cached: a key works", keys);
        row("desk, cached: a key works", again);
    }

    private void openings(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.open("/view/all");
            Page page = browser.page();
            assertThat(page.locator("#list a.row").first()).isVisible();
            assertThat(page.locator(".connection")).hasText("En direct");
            page.evaluate(WATCHING);
            open(browser, "opening a row at once", "() => document.activeElement?.matches('#list a.row')");
            open(browser, "opening a row that was looked at", READ_AHEAD);
            JsonObject shown = browser.anyOpen("telephone");
            List<String> answers = List.of("/api/v1/conversations/" + shown.getLong("number"),
                    "/api/v1/conversations/" + shown.getString("id") + "/messages");
            row("opening: its two answers over HTTP alone, one after the other",
                    numbers(page.evaluate(FETCHING, List.of(answers, OPENINGS))));
        }
    }

    /** @param ready when Enter is pressed: a function of the page */
    private void open(AgentBrowser browser, String what, String ready) {
        Page page = browser.page();
        page.evaluate("() => Object.keys(pace).forEach((name) => (pace[name] = []))");
        page.evaluate("() => performance.clearResourceTimings()");
        for (int opening = 1; opening <= OPENINGS; opening++) {
            browser.press("j");
            page.waitForFunction(ready);
            browser.press("Enter");
            page.waitForFunction("count => pace.opened.length === count", opening);
            page.waitForFunction("() => document.activeElement?.closest('.thread-pane')");
            browser.press("Escape");
            page.waitForFunction("() => document.activeElement?.matches('#list a.row')");
        }
        List<Double> answered = numbers(page.evaluate("() => pace.answered"));
        if (!answered.isEmpty()) {
            row(what + ": Enter until its answers are here", answered);
        }
        row(what + ": Enter until the first message stands in the page", numbers(page.evaluate("() => pace.stood")));
        row(what + ": Enter until the first message is drawn", numbers(page.evaluate("() => pace.opened")));
    }

    private void typing(Town town) {
        try (AgentBrowser browser = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            Page page = browser.page();
            page.setContent("<textarea autofocus></textarea>");
            page.locator("textarea").focus();
            page.evaluate(WATCHING);
            type(page, () -> {
            });
            typed(page, "typing into an empty page");

            long number = julien.callToReturn("Rythme");
            browser.open("/conversation/" + number);
            assertThat(browser.messages().first()).isVisible();
            assertThat(page.locator(".connection")).hasText("En direct");
            page.locator("#composer-text").focus();
            assertThat(page.locator("#composer-text")).isFocused();
            page.evaluate(WATCHING);
            int[] changes = {0};
            type(page, () -> {
                int change = ++changes[0];
                if (change % 2 == 0) {
                    julien.callAbout(number, "Appel " + change);
                    return;
                }
                julien.callToReturn("Appel " + change);
            });
            assertThat(browser.messages().filter(new Locator.FilterOptions().setHasText("Appel " + changes[0])))
                    .hasCount(1);
            Assertions.assertThat(page.locator("#composer-text").inputValue()).hasSize(KEYS);
            typed(page, "typing a reply, " + changes[0] + " changes meanwhile");
        }
    }

    private static void type(Page page, Runnable colleague) {
        for (int key = 0; key < KEYS; key += KEYS_BETWEEN_CHANGES) {
            page.keyboard().type("bonjour, a", new Keyboard.TypeOptions().setDelay(MILLIS_BETWEEN_KEYS));
            colleague.run();
        }
    }

    private void typed(Page page, String what) {
        page.waitForFunction("count => pace.frames.length === count", KEYS);
        row(what + ": key until the frame after it", numbers(page.evaluate("() => pace.frames")));
        List<Double> events = numbers(page.evaluate("() => pace.events"));
        table.add(String.format(Locale.ROOT, "| %s: Event Timing, keydown | %d of %d from %d ms on | longest %.0f |", what, events.size(),
                KEYS, SHORTEST_EVENT,
                events.stream().mapToDouble(Double::doubleValue).max().orElse(0)));
        List<Double> tasks = numbers(page.evaluate("() => pace.tasks"));
        table.add(String.format(Locale.ROOT, "| %s: tasks over 50 ms | %d | longest %.0f |", what, tasks.size(),
                tasks.stream().mapToDouble(Double::doubleValue).max().orElse(0)));
    }

    private void scrolling(Town town) {
        try (AgentBrowser browser = town.agent("amina")) {
            browser.page().setContent("<div id='list' style='height: 90vh; overflow: auto'><div style='height: 720000px'></div></div>");
            row("turning the wheel over an empty page: frame to frame", scrolled(browser.page()));
        }
        try (AgentBrowser browser = DeskLongListTest.open(town)) {
            Locator last = browser.page().locator("#list li[aria-posinset='" + DeskLongListTest.ROWS + "']");
            browser.press("j");
            browser.press("End");
            assertThat(last).isVisible();
            browser.press("Home");
            assertThat(last).hasCount(0);
            row("turning the wheel over " + DeskLongListTest.ROWS + " rows: frame to frame", scrolled(browser.page()));
        }
    }

    private static List<Double> scrolled(Page page) {
        page.locator("#list").hover();
        page.evaluate(FRAMING);
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            page.mouse().wheel(0, PIXELS_A_WHEEL);
        }
        page.waitForFunction("pixels => document.querySelector('#list').scrollTop >= pixels", WHEELS * PIXELS_A_WHEEL);
        return numbers(page.evaluate("() => (pace.ended = true, pace.frames)"));
    }

    private void row(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        table.add(String.format(Locale.ROOT, "| %s | %d times | p50 %.1f | p95 %.1f | longest %.1f |", what, sorted.size(), at(sorted, 0.5),
                at(sorted, 0.95), sorted.getLast()));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static double number(Page page, String name) {
        return ((Number) page.evaluate("name => pace[name]", name)).doubleValue();
    }

    private static List<Double> numbers(Object values) {
        return ((List<?>) values).stream().map(value -> ((Number) value).doubleValue()).toList();
    }
}
