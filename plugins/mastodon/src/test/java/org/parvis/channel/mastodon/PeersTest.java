package org.parvis.channel.mastodon;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Between two real snac servers: {@code citizen@citizen.test} writes to {@code desk@city.test}. The folder with both access tokens
 * ({@code desk.token}, {@code citizen.token}) is named by the system property {@code parvis.peers.fediverse}.
 */
@Tag("peers")
class PeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final URI CITY = URI.create("https://city.test");
    private static final URI CITIZEN = URI.create("https://citizen.test");
    /** One transparent pixel. */
    private static final Bytes PIXEL = Bytes.wrap(Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="));

    private Desk desk;
    private Api citizen;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk(configuration(CITY, "desk"), Clock.systemUTC());
        desk.listening();
        citizen = new Api(configuration(CITIZEN, "citizen"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        desk.close();
        citizen.close();
    }

    private static String secret(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("parvis.peers.fediverse", "peers/fediverse"), file)).strip();
    }

    private static MastodonConfiguration configuration(URI address, String account) throws Exception {
        return new MastodonConfiguration(address, secret(account + ".token"), Duration.ofMillis(500), Duration.ofSeconds(1),
                MastodonConfiguration.PublicReplies.UNLISTED,
                MastodonConfiguration.Streaming.AUTO, Duration.ofDays(1), 1_000_000, true, Duration.ofSeconds(20), Optional.empty(), "FR",
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Visibility.class)
    void aMessageArrivesOnceAndTheReplyReachesItsAuthorWithVisibilityKept(Visibility visibility) throws Exception {
        String words = "lampadaire " + UUID.randomUUID();
        String status = write(words, visibility == Visibility.PUBLIC ? "public" : "direct");
        InboundMessage message = await(words);
        assertThat(message.visibility()).isEqualTo(visibility);
        assertThat(message.from()).isEqualTo(Handle.of(Handle.Kind.FEDIVERSE, "citizen@citizen.test"));
        assertThat(message.content().text()).isEqualTo(words);

        String answer = "c'est bon " + UUID.randomUUID();
        var accepted = (Outcome.Accepted) desk.perform(Desk.reply(UUID.randomUUID().toString(), message, Content.of(answer), 1));
        JsonNode seen = awaitAtCitizen(answer);
        boolean open = List.of("public", "unlisted").contains(seen.path("visibility").asText());
        assertThat(open).isEqualTo(visibility == Visibility.PUBLIC);
        assertThat(Json.text(seen, "in_reply_to_id")).as("the citizen's own status").contains(status);

        String thanks = "merci " + UUID.randomUUID();
        write(thanks, visibility == Visibility.PUBLIC ? "public" : "direct", Map.of("in_reply_to_id", Json.text(seen, "id").orElseThrow()));
        assertThat(await(thanks).threading().inReplyTo().getFirst()).isEqualTo(accepted.ids().getFirst());
        assertThat(desk.inbox.messagesWith(words)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Visibility.class)
    void aReplyThatIsDoubtfulIsFoundInsteadOfSentAgain(Visibility visibility) throws Exception {
        String words = "doute " + UUID.randomUUID();
        write(words, visibility == Visibility.PUBLIC ? "public" : "direct");
        InboundMessage message = await(words);
        String answer = "une *seule* fois https://saint-exemple.example/a " + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        var first = desk.perform(Desk.reply(key, message, Content.of(answer), 1));
        try (Desk restarted = new Desk(configuration(CITY, "desk"), Clock.systemUTC())) {
            assertThat(restarted.perform(Desk.reply(key, message, Content.of(answer), 2))).isEqualTo(first);
        }
    }

    @Test
    void aDoubtfulFirstMessageIsFoundAsWell() throws Exception {
        String words = "ouverture " + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        Handle to = Handle.of(Handle.Kind.FEDIVERSE, "citizen@citizen.test");
        var first = desk.perform(Desk.send(key, to, Visibility.PRIVATE, Content.of(words), 1));
        try (Desk restarted = new Desk(configuration(CITY, "desk"), Clock.systemUTC())) {
            assertThat(restarted.perform(Desk.send(key, to, Visibility.PRIVATE, Content.of(words), 2))).isEqualTo(first);
        }
        awaitAtCitizen(words);
    }

    @Test
    void filesGoBothWays() throws Exception {
        String words = "photo " + UUID.randomUUID();
        var uploads = new Uploads(citizen);
        String file = uploads.upload(new Attachment("trou.png", "image/png", PIXEL, Optional.empty(), Optional.of("Un trou"))).id();
        write(words, "direct", Map.of("media_ids[]", file));
        InboundMessage message = await(words);
        assertThat(message.defects()).isEmpty();
        assertThat(message.content().attachments()).hasSize(1);
        assertThat(message.content().attachments().getFirst().bytes()).isEqualTo(PIXEL);
        assertThat(message.content().attachments().getFirst().description()).contains("Un trou");

        String answer = "le plan " + UUID.randomUUID();
        var plan = new Attachment("plan.png", "image/png", PIXEL, Optional.empty(), Optional.of("Le plan"));
        assertThat(desk.perform(Desk.reply(UUID.randomUUID().toString(), message, Content.of(answer, List.of(plan)), 1)))
                .isInstanceOf(Outcome.Accepted.class);
        JsonNode seen = awaitAtCitizen(answer);
        assertThat(Json.list(seen, "media_attachments")).hasSize(1);
        assertThat(Json.text(Json.list(seen, "media_attachments").getFirst(), "description")).contains("Le plan");
    }

    @Test
    void aWarningArrivesAndIsKeptOnTheWayOut() throws Exception {
        String words = "attention " + UUID.randomUUID();
        write(words, "direct", Map.of("spoiler_text", "Sujet sensible", "sensitive", "true"));
        InboundMessage message = await(words);
        assertThat(message.content().warning()).contains("Sujet sensible");
        String answer = "réponse " + UUID.randomUUID();
        desk.perform(Desk.reply(UUID.randomUUID().toString(), message,
                new Content(answer, Optional.empty(), List.of(), Optional.of("Réponse"), List.of()), 1));
        assertThat(Json.text(awaitAtCitizen(answer), "spoiler_text")).contains("Réponse");
    }

    @Test
    void anEditIsFollowed() throws Exception {
        String words = "avant " + UUID.randomUUID();
        String status = write(words, "direct");
        InboundMessage message = await(words);
        String changed = "après " + UUID.randomUUID();
        edit(status, "@desk@city.test " + changed);
        desk.inbox.await(it -> it.events(MessageEdited.class).stream().anyMatch(edit -> edit.content().text().contains(changed)), PATIENCE);
        MessageId edited = desk.inbox.events(MessageEdited.class).stream().filter(edit -> edit.content().text().contains(changed))
                .findFirst().orElseThrow().message();
        assertThat(edited).isEqualTo(message.id());
    }

    @Test
    void aDeletionIsFollowed() throws Exception {
        String first = "bonjour " + UUID.randomUUID();
        write(first, "public");
        follow(await(first));
        String words = "oubli " + UUID.randomUUID();
        String status = write(words, "public");
        InboundMessage message = await(words);
        String uri = Json.text(citizen.get("/api/v1/statuses/" + status, Map.of()).json(), "uri").orElseThrow();
        // snac deletes on its own page alone
        String login = "citizen:" + secret("citizen.password");
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        assertThat(request("POST", "/citizen/admin/action", basic, "action=Delete&id=" + Api.encode(uri))).isLessThan(400);
        desk.inbox.await(it -> it.events(MessageDeleted.class).stream().anyMatch(deleted -> deleted.message().equals(message.id())),
                PATIENCE);
    }

    @Test
    void aReplyToAMessageThatWasEditedMeanwhileThreadsAndIsSentOnce() throws Exception {
        String words = "avant " + UUID.randomUUID();
        String status = write(words, "direct");
        InboundMessage message = await(words);
        edit(status, "@desk@city.test après " + UUID.randomUUID());
        desk.inbox.await(it -> it.events(MessageEdited.class).stream().anyMatch(edit -> edit.message().equals(message.id())), PATIENCE);
        String answer = "vu " + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        var first = desk.perform(Desk.reply(key, message, Content.of(answer), 1));
        try (Desk restarted = new Desk(configuration(CITY, "desk"), Clock.systemUTC())) {
            assertThat(restarted.perform(Desk.reply(key, message, Content.of(answer), 2))).isEqualTo(first);
        }
        String more = "encore " + UUID.randomUUID();
        write(more, "direct", Map.of("in_reply_to_id", status));
        assertThat(await(more).threading().inReplyTo().getFirst()).isEqualTo(message.id());
    }

    /** snac tells of deletions to followers alone. */
    private static void follow(InboundMessage message) throws Exception {
        JsonNode original = Json.parse(message.original().orElseThrow().bytes());
        String account = Json.text(original.path("account"), "id").orElseThrow();
        try (Api city = new Api(configuration(CITY, "desk"), Clock.systemUTC())) {
            assertThat(city.post("/api/v1/accounts/" + account + "/follow", List.of(), Map.of()).status()).isEqualTo(200);
            Patience.until("the server follows", PATIENCE,
                    () -> Json.flag(city.get("/api/v1/accounts/relationships", Map.of("id[]", account)).json().path(0), "following"));
        }
    }

    private String write(String words, String visibility) throws Exception {
        return write(words, visibility, Map.of());
    }

    private String write(String words, String visibility, Map<String, String> more) throws Exception {
        var fields = new ArrayList<Map.Entry<String, String>>(
                List.of(Map.entry("status", "@desk@city.test " + words), Map.entry("visibility", visibility)));
        fields.addAll(more.entrySet());
        Answer answer = citizen.post("/api/v1/statuses", fields, Map.of());
        assertThat(answer.status()).as(answer.error()).isEqualTo(200);
        return Json.text(answer.json(), "id").orElseThrow();
    }

    private void edit(String status, String text) throws Exception {
        assertThat(request("PUT", "/api/v1/statuses/" + status, "Bearer " + secret("citizen.token"), "status=" + Api.encode(text)))
                .isEqualTo(200);
    }

    /** What the channel itself never asks for. */
    private static int request(String method, String path, String authorization, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(CITIZEN.resolve(path))
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private InboundMessage await(String words) throws Exception {
        desk.inbox.await(it -> !it.messagesWith(words).isEmpty(), PATIENCE);
        return desk.inbox.messagesWith(words).getFirst();
    }

    private JsonNode awaitAtCitizen(String words) throws Exception {
        var found = new ArrayList<JsonNode>();
        Patience.until("the citizen sees the answer", PATIENCE, () -> {
            Answer answer = citizen.get("/api/v1/notifications", Map.of("limit", "20"));
            for (JsonNode one : answer.json()) {
                if (one.path("status").path("content").asText().contains(words)) {
                    found.add(one.path("status"));
                }
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }
}
