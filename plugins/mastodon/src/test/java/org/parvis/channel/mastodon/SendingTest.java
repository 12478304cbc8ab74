package org.parvis.channel.mastodon;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Patience;

import static org.assertj.core.api.Assertions.assertThat;

class SendingTest {

    private final FakeMastodon server = new FakeMastodon();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aReplyAnswersItsMessageUnderTheConfiguredVisibility() throws Exception {
        ObjectNode status = server.mention("public", "<p>@desk le lampadaire</p>");
        try (Desk desk = new Desk(server).listening()) {
            InboundMessage message = desk.await("lampadaire");
            var content = new Content("C'est bon.", Optional.empty(), List.of(), Optional.of("Voirie"), List.of());
            Outcome outcome = desk.perform(Desk.reply("k1", message, content, 1));
            FakeMastodon.Posted posted = server.posted().getFirst();
            assertThat(outcome).isEqualTo(Outcome.Accepted.as(new MessageId(posted.id())));
            assertThat(posted.field("status")).contains("@amina@ailleurs.test C'est bon.");
            assertThat(posted.field("visibility")).contains("unlisted");
            assertThat(posted.field("in_reply_to_id")).contains(status.path("id").asText());
            assertThat(posted.field("spoiler_text")).contains("Voirie");
            assertThat(posted.headers().get("Idempotency-key")).as("a key that a header can hold").hasSize(1);
        }
    }

    @Test
    void theCitizensAnswerToOurReplyNamesIt() throws Exception {
        server.mention("direct", "<p>@desk mon dossier</p>");
        try (Desk desk = new Desk(server).listening()) {
            var accepted = (Outcome.Accepted) desk.perform(Desk.reply("k1", desk.await("mon dossier"), Content.of("C'est bon."), 1));
            server.mention("direct", "<p>@desk merci</p>").put("in_reply_to_id", accepted.ids().getFirst().value());
            assertThat(desk.await("merci").threading().inReplyTo().getFirst()).isEqualTo(accepted.ids().getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplyWhoseAnswerGotLostIsSentOnceEvenAfterARestart(boolean knowsKeys) throws Exception {
        server.knowsIdempotencyKeys = knowsKeys;
        server.mention("direct", "<p>@desk mon dossier</p>");
        InboundMessage message;
        try (Desk desk = new Desk(server).listening()) {
            message = desk.await("mon dossier");
            server.loseNextAnswer();
            assertThat(desk.perform(Desk.reply("k1", message, Content.of("C'est *bon* : https://saint-exemple.example/a"), 1)))
                    .isInstanceOf(Outcome.Unknown.class);
        }
        try (Desk desk = new Desk(server)) {
            Outcome again = desk.perform(Desk.reply("k1", message, Content.of("C'est *bon* : https://saint-exemple.example/a"), 2));
            assertThat(again).isEqualTo(Outcome.Accepted.as(new MessageId(server.posted().getFirst().id())));
            assertThat(server.posted()).hasSize(1);
        }
    }

    @Test
    void theSameWordsInAnotherCommandAreSentAgain() throws Exception {
        server.mention("direct", "<p>@desk mon dossier</p>");
        try (Desk desk = new Desk(server).listening()) {
            InboundMessage message = desk.await("mon dossier");
            desk.perform(Desk.reply("k1", message, Content.of("Merci"), 1));
            desk.perform(Desk.reply("k2", message, Content.of("Merci"), 2));
            assertThat(server.posted()).hasSize(2);
        }
    }

    @Test
    void whatCannotBeLookedForStaysUnknown() throws Exception {
        server.answerNext("GET /api/v1/accounts/1/statuses", new FakeMastodon.Canned(500, Map.of(), "{}"));
        try (Desk desk = new Desk(server)) {
            var send = Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PRIVATE, Content.of("Bonjour"), 2);
            assertThat(desk.perform(send)).isInstanceOf(Outcome.Unknown.class);
            assertThat(server.posted()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "401, Deferred, OPERATOR", "403, Deferred, OPERATOR", "404, Rejected, CITIZEN", "422, Rejected, AGENT", "413, Rejected, AGENT",
            "429, Deferred, PLATFORM", "500, Unknown, PLATFORM", "503, Unknown, PLATFORM", "301, Deferred, OPERATOR"})
    void aRefusalIsToldToWhomeverCanMendIt(int status, String outcome, Fault.Owner owner) throws Exception {
        server.answerNext("POST /api/v1/statuses", new FakeMastodon.Canned(status, Map.of(), "{\"error\":\"Text limit of 500 exceeded\"}"));
        try (Desk desk = new Desk(server)) {
            Outcome result = desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("Bonjour"), 1));
            assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
            Fault fault = switch (result) {
                case Outcome.Rejected rejected -> rejected.fault();
                case Outcome.Deferred deferred -> deferred.fault();
                case Outcome.Unknown unknown -> unknown.fault();
                case Outcome.Accepted accepted -> throw new AssertionError(accepted);
                case Outcome.ByPerson byPerson -> throw new AssertionError(byPerson);
            };
            assertThat(fault.owner()).isEqualTo(owner);
            if (status == 422) {
                assertThat(fault.detail()).contains("Text limit of 500 exceeded");
            }
            if (status == 401) {
                assertThat(desk.channel.health()).isInstanceOf(Health.NeedsOperator.class);
            }
        }
    }

    @Test
    void aRateLimitDefersUntilTheServerBearsMoreAndIsNotAskedBefore() throws Exception {
        server.answerNext("POST /api/v1/statuses", new FakeMastodon.Canned(429, Map.of("Retry-After", "120"), "{}"));
        try (Desk desk = new Desk(server)) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                var outcome = (Outcome.Deferred) desk
                        .perform(Desk.send("k" + attempt, FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("Bonjour"), 1));
                assertThat(outcome.until()).isBetween(Instant.now().plusSeconds(100), Instant.now().plusSeconds(121));
            }
            assertThat(server.requests()).containsExactly("POST /api/v1/statuses");
        }
    }

    @Test
    void theLastOfAnAllowanceClosesIt() throws Exception {
        Instant reset = Instant.now().plusSeconds(90);
        var last = Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset.toString());
        server.answerNext("POST /api/v1/statuses", new FakeMastodon.Canned(200, last, "{\"id\":\"7\"}"));
        try (Desk desk = new Desk(server)) {
            assertThat(desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("Un"), 1)))
                    .isInstanceOf(Outcome.Accepted.class);
            var deferred = (Outcome.Deferred) desk.perform(Desk.send("k2", FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("Deux"), 1));
            assertThat(deferred.until()).isEqualTo(reset);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"id\":{}}", "<html>"})
    void anAnswerThatCannotBeReadIsNoProofThatNothingWasSent(String body) throws Exception {
        server.answerNext("POST /api/v1/statuses", new FakeMastodon.Canned(200, Map.of(), body));
        try (Desk desk = new Desk(server)) {
            assertThat(desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("Bonjour"), 1)))
                    .isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void attachmentsGoWithTheirDescriptions() throws Exception {
        var plan = new Attachment("plan \"nord\"\r\n.png", "image/png", Bytes.utf8("PNG of a plan"), Optional.empty(),
                Optional.of("Le plan de la rue Haute"));
        try (Desk desk = new Desk(server)) {
            assertThat(desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PRIVATE, Content.of("Voici", List.of(plan)), 1)))
                    .isInstanceOf(Outcome.Accepted.class);
            String id = server.posted().getFirst().field("media_ids[]").orElseThrow();
            String uploaded = Bytes.wrap(server.uploaded(id)).toUtf8();
            assertThat(uploaded).contains("PNG of a plan", "Le plan de la rue Haute", "filename=\"plan _nord___.png\"");
        }
    }

    @Test
    void anUploadThatTheServerStillWorksOnIsWaitedFor() throws Exception {
        server.answerNext("POST /api/v2/media", new FakeMastodon.Canned(202, Map.of(), "{\"id\":\"m9\"}"));
        server.answerNext("GET /api/v1/media/m9", new FakeMastodon.Canned(206, Map.of(), "{\"id\":\"m9\"}"));
        server.answerNext("GET /api/v1/media/m9", new FakeMastodon.Canned(200, Map.of(), "{\"id\":\"m9\"}"));
        try (Desk desk = new Desk(server)) {
            desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PRIVATE,
                    Content.of("Voici", List.of(Attachment.of("a.png", "image/png", Bytes.utf8("a")))), 1));
            assertThat(server.posted().getFirst().field("media_ids[]")).contains("m9");
        }
    }

    @Test
    void aFailedUploadSendsNothing() throws Exception {
        server.answerNext("POST /api/v2/media", new FakeMastodon.Canned(422, Map.of(), "{\"error\":\"File type not supported\"}"));
        try (Desk desk = new Desk(server)) {
            Outcome outcome = desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PRIVATE,
                    Content.of("Voici", List.of(Attachment.of("a.exe", "x/y", Bytes.utf8("a")))), 1));
            assertThat(((Outcome.Rejected) outcome).fault().detail()).contains("File type not supported");
            assertThat(server.posted()).isEmpty();
        }
    }

    @Test
    void aHandleOfAnotherNetworkIsRejected() throws Exception {
        try (Desk desk = new Desk(server)) {
            assertThat(desk.perform(Desk.send("k1", Handle.of(Handle.Kind.EMAIL, "a@b.test"), Visibility.PRIVATE, Content.of("x"), 1)))
                    .isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void aServerThatNeverEndsItsAnswerIsLeftAfterTheTimeout() throws Exception {
        var quick = new MastodonConfiguration(server.address(), FakeMastodon.TOKEN, Duration.ofSeconds(1), Duration.ofSeconds(1),
                MastodonConfiguration.PublicReplies.PUBLIC, MastodonConfiguration.Streaming.OFF, Duration.ofDays(1), 1_000, false,
                Duration.ofMillis(300),
                Optional.empty(), "FR", Optional.empty(), Optional.empty());
        server.answerNext("POST /api/v1/statuses", new FakeMastodon.Canned(FakeMastodon.TRICKLE, Map.of(), ""));
        try (Desk desk = new Desk(quick, Clock.systemUTC())) {
            assertThat(desk.perform(Desk.send("k1", FakeMastodon.CITIZEN, Visibility.PUBLIC, Content.of("x"), 1)))
                    .isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void filesAreTakenInWithinBoundsAndLinkedBeyondThem() throws Exception {
        server.file("/media/small.png", new byte[1_000]);
        server.file("/media/large.png", new byte[1_000_001]);
        ObjectNode status = server.mention("public", "<p>@desk photos</p>");
        String base = server.address().toString();
        for (String url : List.of(base + "/media/small.png", base + "/media/large.png", base + "/media/none.png",
                "https://127.0.0.1:1/secret",
                "http://ailleurs.test/a.png", "file:///etc/passwd", "::", "https://169.254.169.254/latest")) {
            status.withArray("media_attachments").addObject().put("url", url).put("description", "Une photo").put("type", "image");
        }
        try (Desk desk = new Desk(server).listening()) {
            InboundMessage message = desk.await("photos");
            assertThat(message.content().attachments()).hasSize(1);
            Attachment small = message.content().attachments().getFirst();
            assertThat(small.name()).isEqualTo("small.png");
            assertThat(small.mediaType()).isEqualTo("image/png");
            assertThat(small.description()).contains("Une photo");
            assertThat(message.defects()).hasSize(7);
            assertThat(message.defects().getFirst().code()).isEqualTo(Defect.Code.TOO_LARGE);
            assertThat(message.defects().getFirst().detail()).contains("/media/large.png");
        }
    }

    @Test
    void aRedirectedFileIsFollowedWithTheSameRules() throws Exception {
        server.file("/media/there.png", new byte[10]);
        server.answerNext("GET /media/here.png", new FakeMastodon.Canned(302, Map.of("Location", "/media/there.png"), ""));
        server.answerNext("GET /media/inside.png", new FakeMastodon.Canned(302, Map.of("Location", "https://127.0.0.1:1/inside"), ""));
        ObjectNode status = server.mention("public", "<p>@desk photos</p>");
        for (String name : List.of("here.png", "inside.png")) {
            status.withArray("media_attachments").addObject().put("url", server.address() + "/media/" + name);
        }
        try (Desk desk = new Desk(server).listening()) {
            InboundMessage message = desk.await("photos");
            assertThat(message.content().attachments()).hasSize(1);
            assertThat(message.defects()).hasSize(1);
        }
    }

    @Test
    void onlyTheServerItselfIsShownOurToken() throws Exception {
        try (var elsewhere = new FakeMastodon()) {
            URI other = elsewhere.address();
            ObjectNode status = server.mention("public", "<p>@desk photo</p>");
            status.withArray("media_attachments").addObject().put("url", other + "/media/a.png");
            server.answerNext("GET /api/v1/statuses", new FakeMastodon.Canned(302, Map.of("Location", other.toString()), ""));
            try (Desk desk = new Desk(server).listening()) {
                desk.await("photo");
                Patience.until("a round goes by", Desk.PATIENCE, () -> server.requests().size() > 6);
            }
            assertThat(elsewhere.requests()).isEmpty();
        }
    }
}
