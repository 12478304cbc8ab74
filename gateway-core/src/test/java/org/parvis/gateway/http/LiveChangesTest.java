package org.parvis.gateway.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.AgentChange;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.event.Position;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Desks see what happens while it happens, and what they missed when they come back. */
@Timeout(60)
class LiveChangesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @Test
    void aChangeReachesAnOpenDesk() throws Exception {
        UUID conversation = UUID.randomUUID();
        try (Stream desk = open(web.browser(Role.AGENT), Optional.empty())) {
            write(Kind.CONVERSATION_CHANGED, conversation);

            Event event = desk.next();
            assertThat(event.name()).isEqualTo("change");
            assertThat(event.data().getString("kind")).isEqualTo("conversation.changed");
            assertThat(event.data().getString("conversationId")).isEqualTo(conversation.toString());
            assertThat(Position.parse(event.id())).isPresent();
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissedAndThenWhatHappens() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        String seen;
        UUID first = UUID.randomUUID();
        try (Stream desk = open(agent, Optional.empty())) {
            write(Kind.CONVERSATION_CHANGED, first);
            seen = desk.next().id();
        }
        List<UUID> missed = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            missed.add(UUID.randomUUID());
        }
        web.seed.events(missed.stream().map(id -> Entry.of(Kind.CONVERSATION_CHANGED).conversation(id)).toArray(Entry[]::new));
        UUID last = UUID.randomUUID();

        try (Stream desk = open(agent, Optional.of(seen))) {
            List<String> seenNow = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                seenNow.add(desk.next().data().getString("conversationId"));
            }
            assertThat(seenNow).isEqualTo(missed.stream().map(UUID::toString).toList());
            // The tailer has slept since before the 700: what it tells now begins with them.
            write(Kind.CONVERSATION_CHANGED, last);
            assertThat(desk.next().data().getString("conversationId")).isEqualTo(last.toString());
        }
    }

    @Test
    void whoComesBackTooLateIsToldToReadAgain() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        web.seed.execute("insert into event (kind) select 'session.refused' from generate_series(1, $1)",
                EventFeed.EARLIEST_RESUME + 10);
        write(Kind.CONVERSATION_CHANGED, UUID.randomUUID());

        try (Stream desk = open(agent, Optional.of("0-0"))) {
            Event reset = desk.next();
            assertThat(reset.name()).isEqualTo("reset");
            assertThat(Position.parse(reset.id())).isPresent();
        }
    }

    @Test
    void aMentionIsToldToTheDesksOfWhomItNamesAlone() throws Exception {
        UUID conversation = web.seed.conversation("Mention");
        Caller named = web.browser(Role.AGENT);
        UUID after = UUID.randomUUID();
        try (Stream desk = open(named, Optional.empty()); Stream otherDesk = open(web.browser(Role.AGENT), Optional.empty())) {
            web.seed.events(Entry.of(Kind.MENTION_WRITTEN).conversation(conversation).agent(named.agent()));
            write(Kind.CONVERSATION_CHANGED, after);

            assertThat(desk.next().data().getString("kind")).isEqualTo("mention.written");
            assertThat(otherDesk.next().data().getString("conversationId")).isEqualTo(after.toString());
        }
    }

    @Test
    void whatAnAgentHasSeenOfWhatConcernsThemIsToldToTheirOwnDesksAlone() throws Exception {
        UUID conversation = web.seed.conversation("Vue ailleurs");
        Caller seer = web.browser(Role.AGENT);
        JsonObject until = new JsonObject().put("until", "2026-03-01T09:00:00.000001Z");
        UUID after = UUID.randomUUID();
        try (Stream desk = open(seer, Optional.empty()); Stream otherDesk = open(web.browser(Role.AGENT), Optional.empty())) {
            assertThat(seer.put("/api/v1/conversations/" + conversation + "/seen", until).status()).isEqualTo(204);
            Event event = desk.next();
            assertThat(event.data().getString("kind")).isEqualTo("concern.seen");
            assertThat(event.data().getString("conversationId")).isEqualTo(conversation.toString());
            assertThat(event.data().getJsonObject("detail")).isEqualTo(until);

            // Said again, it is no news.
            assertThat(seer.put("/api/v1/conversations/" + conversation + "/seen", until).status()).isEqualTo(204);
            write(Kind.CONVERSATION_CHANGED, after);
            assertThat(desk.next().data().getString("conversationId")).isEqualTo(after.toString());
            assertThat(otherDesk.next().data().getString("conversationId")).isEqualTo(after.toString());
        }
    }

    @Test
    void whatAnAgentHasReadIsToldToTheirOwnDesksAlone() throws Exception {
        UUID conversation = web.seed.conversation("Lue ailleurs");
        Caller reader = web.browser(Role.AGENT);
        UUID after = UUID.randomUUID();
        try (Stream desk = open(reader, Optional.empty()); Stream otherDesk = open(web.browser(Role.AGENT), Optional.empty())) {
            assertThat(reader.delete("/api/v1/conversations/" + conversation + "/read").status()).isEqualTo(204);
            Event event = desk.next();
            assertThat(event.data().getString("kind")).isEqualTo("conversation.read");
            assertThat(event.data().getString("conversationId")).isEqualTo(conversation.toString());
            assertThat(event.data().getJsonObject("detail").getBoolean("unread")).isTrue();

            write(Kind.CONVERSATION_CHANGED, after);
            assertThat(otherDesk.next().data().getString("conversationId")).isEqualTo(after.toString());
        }
    }

    @Test
    void aCallPopsUpForItsAgentAloneAndTheAuditForNobody() throws Exception {
        Caller called = web.browser(Role.AGENT);
        Caller other = web.browser(Role.AGENT);
        UUID after = UUID.randomUUID();
        try (Stream desk = open(called, Optional.empty()); Stream otherDesk = open(other, Optional.empty())) {
            web.seed.events(Entry.of(Kind.SESSION_REFUSED).agent(called.agent()),
                    Entry.of(Kind.CALL_SIGNALLED).agent(called.agent()).detail(new JsonObject().put("state", "RINGING")));
            write(Kind.CONVERSATION_CHANGED, after);

            assertThat(desk.next().data().getString("kind")).isEqualTo("call.signalled");
            assertThat(desk.next().data().getString("conversationId")).isEqualTo(after.toString());
            assertThat(otherDesk.next().data().getString("conversationId")).isEqualTo(after.toString());
        }
    }

    @Test
    void colleaguesSeeWhoReadsAndRepliesAndNobodySeesThemselves() throws Exception {
        Caller amina = web.browser(Role.AGENT);
        Caller julien = web.browser(Role.AGENT);
        UUID conversation = web.seed.conversation("À deux");
        assertThat(tell(amina, conversation, "reading")).isEqualTo(204);
        try (Stream aminas = open(amina, Optional.empty()); Stream juliens = open(julien, Optional.empty())) {
            JsonArray everybody = juliens.presence().getJsonArray("everybody");
            assertThat(everybody).contains(present(amina, "reading").put("conversationId", conversation.toString()));
            assertThat(aminas.presence().getJsonArray("everybody").stream().map(sign -> ((JsonObject) sign).getString("agentId")))
                    .doesNotContain(amina.agent().toString());

            tell(amina, conversation, "replying");
            assertThat(juliens.presence()).isEqualTo(present(amina, "replying").put("conversationId", conversation.toString()));
            assertThat(presenceOf(julien, conversation)).containsExactly(present(amina, "replying"));
            assertThat(presenceOf(amina, conversation)).isEmpty();
            assertThat(julien.get("/api/v1/conversations?view=all").json().getJsonArray("items").getJsonObject(0).getJsonArray("presence"))
                    .containsExactly(present(amina, "replying"));

            tell(julien, conversation, "reading");
            tell(amina, conversation, "none");
            assertThat(aminas.presence()).as("her own signs did not come before").isEqualTo(
                    present(julien, "reading").put("conversationId", conversation.toString()));
            assertThat(juliens.presence()).isEqualTo(present(amina, "none").put("conversationId", conversation.toString()));
            assertThat(presenceOf(julien, conversation)).isEmpty();
        }
    }

    private static int tell(Caller agent, UUID conversation, String doing) throws Exception {
        return agent.put("/api/v1/conversations/" + conversation + "/presence", new JsonObject().put("doing", doing)).status();
    }

    private static JsonObject present(Caller agent, String doing) {
        return new JsonObject().put("agentId", agent.agent().toString()).put("doing", doing);
    }

    private static JsonArray presenceOf(Caller reader, UUID conversation) throws Exception {
        return reader.get("/api/v1/conversations/" + conversation).json().getJsonArray("presence", new JsonArray());
    }

    @Test
    void loggingOutEndsTheStream() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        try (Stream desk = open(agent, Optional.empty())) {
            assertThat(agent.delete("/api/v1/session").status()).isEqualTo(204);

            assertThat(desk.ends()).isTrue();
        }
    }

    /** As soon as the change log says so, and not at the check of every half minute. */
    @Test
    @Timeout(10)
    void whoIsDeactivatedAnywhereIsToldNothingMore() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        web.browser(Role.ADMINISTRATOR);
        try (Stream desk = open(agent, Optional.empty())) {
            web.accounts.change(Optional.empty(), agent.agent(), AgentChange.active(false));

            assertThat(desk.ends()).isTrue();
        }
    }

    @Test
    void strangersAndNonsenseGetNoStream() throws Exception {
        Reply stranger = web.anybody().get("/api/v1/events");
        Reply nonsense = web.browser(Role.AGENT).with("last-event-id", "yesterday").get("/api/v1/events");

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(nonsense.status()).isEqualTo(400);
    }

    private static void write(Kind kind, UUID conversation) throws InterruptedException {
        web.seed.events(Entry.of(kind).conversation(conversation));
        web.feed.wake();
    }

    private static Stream open(Caller agent, Optional<String> lastEventId) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(web.uri("/api/v1/events")).GET();
        agent.credentials().forEach(request::header);
        lastEventId.ifPresent(id -> request.header("last-event-id", id));
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        Stream stream = new Stream(http, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        // The first block tells that the desk is registered: whatever is written from now on reaches it.
        stream.block();
        return stream;
    }

    private record Event(String name, String id, JsonObject data) {
    }

    private record Stream(HttpClient http, BufferedReader reader) implements AutoCloseable {

        /** The next change, or the order to read again; accounts, which each test makes, are passed over. */
        Event next() throws IOException {
            List<String> block = blockWith("id: ");
            while (isAboutAccounts(field(block, "data"))) {
                block = blockWith("id: ");
            }
            return new Event(field(block, "event"), field(block, "id"), new JsonObject(field(block, "data")));
        }

        private static boolean isAboutAccounts(String data) {
            return data.contains("\"kind\":\"agent.");
        }

        JsonObject presence() throws IOException {
            return new JsonObject(field(blockWith("event: presence"), "data"));
        }

        private List<String> blockWith(String beginning) throws IOException {
            List<String> block = block();
            while (block.stream().noneMatch(line -> line.startsWith(beginning))) {
                block = block();
            }
            return block;
        }

        /** Whether it ends before it tells of anything but accounts. */
        boolean ends() throws IOException {
            String line = reader.readLine();
            while (line != null && (!line.startsWith("data: {\"kind\"") || isAboutAccounts(line))) {
                line = reader.readLine();
            }
            return line == null;
        }

        private List<String> block() throws IOException {
            List<String> lines = new ArrayList<>();
            String line = reader.readLine();
            while (line != null && !line.isEmpty()) {
                lines.add(line);
                line = reader.readLine();
            }
            if (line == null) {
                throw new IOException("The stream ended");
            }
            return lines;
        }

        private static String field(List<String> block, String name) {
            return block.stream().filter(line -> line.startsWith(name + ": ")).findFirst().orElseThrow().substring(name.length() + 2);
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
