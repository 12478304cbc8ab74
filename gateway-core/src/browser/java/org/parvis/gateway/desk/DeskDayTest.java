package org.parvis.gateway.desk;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Eight hours at the desk in fast motion: the page's clock runs ahead, and changes come as from sixty colleagues. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskDayTest {

    private static final int HALF_HOURS = 16;
    /** One every two seconds. */
    private static final int CHANGES = 900;
    /** The first hour fills caches that a page rightly has. */
    private static final int WARM = 2;
    private static final long BYTES = 2_000_000;

    /** In place of the browser's: what a test tells it comes from the server. */
    private static final String STREAM = """
            window.EventSource = class extends EventTarget {
              static CONNECTING = 0; static OPEN = 1; static CLOSED = 2;
              readyState = 1;
              constructor() {
                super();
                window.stream = this;
                setTimeout(() => this.onopen?.());
              }
              close() { this.readyState = 2; }
            };""";
    private static final String TELL = """
            ({ids, count, from}) => {
              for (let number = from; number < from + count; number++) {
                const kind = number % 3 ? 'conversation.changed' : 'message.received';
                const data = JSON.stringify({kind, conversationId: ids[number % ids.length], detail: {}});
                window.stream.dispatchEvent(new MessageEvent('change', {data, lastEventId: `1-${number}`}));
                window.stream.dispatchEvent(new MessageEvent('presence', {data: JSON.stringify({conversationId: ids[number % ids.length], agentId: ids[0], doing: number % 2 ? 'reading' : 'none'})}));
              }
            }""";

    @Test
    void aDayOfChangesLeavesThePageAsSmallAsItWas(Town town) {
        try (AgentBrowser amina = town.agent("amina")) {
            List<String> ids = amina.get("/api/v1/conversations?view=all&limit=50").getJsonArray("items").stream()
                    .map(row -> ((io.vertx.core.json.JsonObject) row).getString("id")).toList();
            amina.page().addInitScript(STREAM);
            amina.page().clock().install();
            amina.open("/view/all");
            assertThat(amina.page().locator("#list a.row").first()).isVisible();
            CDPSession inspector = amina.page().context().newCDPSession(amina.page());
            Size warm = new Size(0, 0, 0);
            for (int half = 0; half < HALF_HOURS; half++) {
                amina.press("j");
                amina.press("Enter");
                assertThat(amina.messages().first()).isVisible();
                amina.page().evaluate(TELL, Map.of("ids", ids, "count", CHANGES, "from", half * CHANGES));
                amina.page().clock().runFor("30:00");
                if (half == WARM) {
                    warm = Size.of(inspector);
                }
            }
            assertThat(amina.messages().first()).isVisible();
            Size evening = Size.of(inspector);
            Assertions.assertThat(evening.heap()).as("bytes of heap, %s after an hour", warm).isLessThan(warm.heap() + BYTES);
            Assertions.assertThat(evening.listeners()).as("listeners, %s after an hour", warm).isLessThan(warm.listeners() * 3 / 2);
            Assertions.assertThat(evening.nodes()).as("nodes, %s after an hour", warm).isLessThan(warm.nodes() * 3 / 2);
        }
    }

    /** What a page takes once its garbage is collected. */
    private record Size(long heap, long nodes, long listeners) {

        static Size of(CDPSession inspector) {
            inspector.send("HeapProfiler.enable");
            inspector.send("HeapProfiler.collectGarbage");
            JsonObject counters = inspector.send("Memory.getDOMCounters");
            return new Size(inspector.send("Runtime.getHeapUsage").get("usedSize").getAsLong(), counters.get("nodes").getAsLong(),
                    counters.get("jsEventListeners").getAsLong());
        }
    }
}
