package org.parvis.channel.mastodon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Cursor;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Patience;

import static org.assertj.core.api.Assertions.assertThat;

class ListeningTest {

    private final FakeMastodon server = new FakeMastodon();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMentionIsTakenInWithEverythingThatTheServerSays() throws Exception {
        ObjectNode status = server.mention("public", "<p>" + FakeMastodon.mentionOfDesk() + " Le lampadaire 17 est éteint</p>");
        status.put("spoiler_text", "Voirie");
        try (Desk desk = new Desk(server).listening()) {
            InboundMessage message = desk.await("lampadaire");
            assertThat(message.content().text()).isEqualTo("Le lampadaire 17 est éteint");
            assertThat(message.content().warning()).contains("Voirie");
            assertThat(message.from()).isEqualTo(FakeMastodon.CITIZEN);
            assertThat(message.from().displayName()).contains("Amina");
            assertThat(message.visibility()).isEqualTo(Visibility.PUBLIC);
            assertThat(message.id()).isEqualTo(new MessageId(status.path("id").asText()));
            assertThat(message.original().orElseThrow().bytes().toUtf8()).contains("lampadaire");
            assertThat(message.defects()).isEmpty();
            assertThat(message.origin()).isEqualTo(InboundMessage.Origin.PERSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "private", "local", ""})
    void whatIsNotPublicIsPrivate(String visibility) throws Exception {
        server.mention(visibility, "<p>@desk mon dossier</p>");
        try (Desk desk = new Desk(server).listening()) {
            assertThat(desk.await("mon dossier").visibility()).isEqualTo(Visibility.PRIVATE);
        }
    }

    @Test
    void aNameWithoutHostIsOneOfOurServer() throws Exception {
        server.notify("mention", server.status(FakeMastodon.account("7", "Karim", ""), "public", "<p>@desk bonjour</p>"));
        try (Desk desk = new Desk(server).listening()) {
            assertThat(desk.await("bonjour").from()).isEqualTo(Handle.of(Handle.Kind.FEDIVERSE, "karim@" + FakeMastodon.DOMAIN));
        }
    }

    @Test
    void aMachineIsOwedNoAnswer() throws Exception {
        server.notify("mention",
                server.status(FakeMastodon.account("8", "meteo@ailleurs.test", "").put("bot", true), "public", "<p>@desk pluie</p>"));
        try (Desk desk = new Desk(server).listening()) {
            assertThat(desk.await("pluie").origin()).isEqualTo(InboundMessage.Origin.AUTOMATIC);
        }
    }

    @Test
    void aReplyNamesWhatItAnswersAndWhatThatAnswered() throws Exception {
        ObjectNode first = server.status(FakeMastodon.account("1", "desk", ""), "public", "<p>Travaux rue Haute</p>");
        ObjectNode second = server.status(FakeMastodon.account("9", "lea@ailleurs.test", ""), "public", "<p>Jusqu'à quand ?</p>");
        second.put("in_reply_to_id", first.path("id").asText());
        server.mention("public", "<p>@desk moi aussi je voudrais savoir</p>").put("in_reply_to_id", second.path("id").asText());
        try (Desk desk = new Desk(server).listening()) {
            assertThat(desk.await("moi aussi").threading().inReplyTo())
                    .containsExactly(new MessageId(second.path("id").asText()), new MessageId(first.path("id").asText()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBacklogOfManyPagesIsTakenInOnceAndInOrderWhicheverPageTheServerGivesFirst(boolean nextPageFirst) throws Exception {
        server.nextPageFirst = nextPageFirst;
        server.pageSize = 7;
        server.mention("direct", "<p>@desk message 0.</p>");
        try (Desk desk = new Desk(server)) {
            desk.listening().await("message 0.");
            desk.running().stop();
            IntStream.rangeClosed(1, 100).forEach(n -> server.mention("direct", "<p>@desk message " + n + ".</p>"));
            desk.listening().await("message 100.");
            List<String> texts = desk.inbox.messages().stream().map(message -> message.content().text()).toList();
            assertThat(texts).isEqualTo(IntStream.rangeClosed(0, 100).mapToObj(n -> "message " + n + ".").toList());
        }
    }

    @Test
    void theFirstStartLooksBackNoFurtherThanConfigured() throws Exception {
        server.mention("direct", "<p>@desk de l'an dernier</p>").put("created_at", Instant.now().minus(Duration.ofDays(8)).toString());
        server.mention("direct", "<p>@desk d'hier</p>").put("created_at", Instant.now().minus(Duration.ofDays(1)).toString());
        try (Desk desk = new Desk(server).listening()) {
            desk.await("d'hier");
            assertThat(desk.inbox.messages()).hasSize(1);
        }
    }

    @Test
    void aMentionThatTurnsUpBelowTheCursorIsTakenInLate() throws Exception {
        server.mention("direct", "<p>@desk premier</p>");
        int held = server.nextId();
        server.mention("direct", "<p>@desk troisième</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("troisième");
            server.raw(Integer.toString(held), "{\"id\":\"" + held + "\",\"type\":\"mention\",\"status\":" + server.status(
                    FakeMastodon.account("42", "amina@ailleurs.test", ""), "direct", "<p>@desk deuxième</p>") + "}");
            desk.await("deuxième");
            assertThat(desk.inbox.messages()).hasSize(3);
        }
    }

    @Test
    void anEditIsToldWithItsNewWords() throws Exception {
        ObjectNode status = server.mention("public", "<p>@desk le lampadaire 17</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("lampadaire 17");
            server.edit(status, "<p>@desk le lampadaire 18</p>", "2026-09-15T08:00:00Z");
            desk.inbox.await(it -> !it.events(MessageEdited.class).isEmpty(), Desk.PATIENCE);
            MessageEdited edited = desk.inbox.events(MessageEdited.class).getFirst();
            assertThat(edited.content().text()).isEqualTo("le lampadaire 18");
            assertThat(edited.message().value()).isEqualTo(status.path("id").asText());
            assertThat(edited.at()).isEqualTo("2026-09-15T08:00:00Z");
        }
    }

    @Test
    void anEditMadeWhileNobodyListenedIsToldOnce() throws Exception {
        ObjectNode status = server.mention("public", "<p>@desk le lampadaire 17</p>");
        try (Desk desk = new Desk(server)) {
            desk.listening().await("lampadaire 17");
            desk.running().stop();
            server.edit(status, "<p>@desk le lampadaire 18</p>", "2026-09-15T08:00:00Z");
            server.mention("public", "<p>@desk ensuite</p>");
            desk.listening();
            desk.inbox.await(it -> !it.events(MessageEdited.class).isEmpty(), Desk.PATIENCE);
            int rounds = server.requests().size();
            Patience.until("five more rounds", Desk.PATIENCE, () -> server.requests().size() > rounds + 10);
            assertThat(desk.inbox.offered().stream().filter(MessageEdited.class::isInstance)).hasSize(1);
        }
    }

    @Test
    void aDeletionIsToldWhenTheStatusIsGone() throws Exception {
        ObjectNode status = server.mention("public", "<p>@desk oubliez-moi</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("oubliez-moi");
            server.delete(status);
            desk.inbox.await(it -> !it.events(MessageDeleted.class).isEmpty(), Desk.PATIENCE);
            assertThat(desk.inbox.events(MessageDeleted.class).getFirst().message().value()).isEqualTo(status.path("id").asText());
        }
    }

    @Test
    void tidiedNotificationsAreNoDeletions() throws Exception {
        server.mention("public", "<p>@desk toujours là</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("toujours là");
            server.dismissAll();
            Patience.until("the status was asked for", Desk.PATIENCE,
                    () -> server.requests().stream().anyMatch(call -> call.matches("GET /api/v1/statuses/\\d+")));
            server.mention("public", "<p>@desk ensuite</p>");
            desk.await("ensuite");
            assertThat(desk.inbox.events(MessageDeleted.class)).isEmpty();
        }
    }

    @Test
    void aRateLimitIsObeyed() throws Exception {
        Instant reset = Instant.now().plusSeconds(2);
        server.answerNext("GET /api/v1/notifications", new FakeMastodon.Canned(429, Map.of("X-RateLimit-Reset", reset.toString()), "{}"));
        server.mention("public", "<p>@desk patience</p>");
        try (Desk desk = new Desk(server).listening()) {
            Patience.until("the channel says that it waits", Desk.PATIENCE, () -> desk.channel.health() instanceof Health.Degraded);
            long asked = server.requests().stream().filter(call -> call.contains("/notifications")).count();
            assertThat(asked).isEqualTo(1);
            desk.await("patience");
            assertThat(Instant.now()).isAfterOrEqualTo(reset);
            assertThat(desk.running().failures()).isEmpty();
        }
    }

    @Test
    void aRefusedTokenNeedsTheOperator() throws Exception {
        var wrong = Configurations.of(server.address(), "no-longer-valid", MastodonConfiguration.Streaming.OFF, Duration.ofMillis(20));
        try (Desk desk = new Desk(wrong, Clock.systemUTC()).listening()) {
            Patience.until("the operator is told", Desk.PATIENCE, () -> desk.channel.health() instanceof Health.NeedsOperator);
            assertThat(desk.context.logged()).noneMatch(line -> line.contains("no-longer-valid"));
        }
    }

    @Test
    void theLimitsAreTheServersOwn() throws Exception {
        server.mention("public", "<p>@desk bonjour</p>");
        try (Desk desk = new Desk(server)) {
            assertThat(desk.channel.capabilities().text().maximum()).isEqualTo(500 - MastodonChannel.MENTION);
            desk.listening().await("bonjour");
            assertThat(desk.channel.capabilities().text().maximum()).isEqualTo(700 - MastodonChannel.MENTION);
            assertThat(desk.channel.capabilities().media().types()).containsExactly("image/png");
        }
    }

    @Test
    void aCursorThatCannotBeReadRepeatsNothing() throws Exception {
        server.mention("public", "<p>@desk une fois</p>");
        try (Desk desk = new Desk(server)) {
            desk.listening().await("une fois");
            desk.running().stop();
            desk.inbox.commit(List.of(), Optional.of(new Cursor("of another version")));
            server.mention("public", "<p>@desk deux fois</p>");
            desk.listening().await("deux fois");
            assertThat(desk.inbox.messages()).hasSize(2);
        }
    }

    @Test
    void oneBadNotificationKeepsNobodyBack() throws Exception {
        server.mention("public", "<p>@desk avant</p>");
        for (String bad : List.of("{\"id\":\"%d\",\"type\":\"mention\",\"status\":null}",
                "{\"id\":\"%d\",\"type\":\"mention\",\"status\":{\"id\":{},\"content\":7}}",
                "{\"id\":\"%d\",\"type\":\"mention\",\"status\":{\"id\":\"1\",\"account\":{\"acct\":\"<script>\",\"id\":1},\"content\":\"x\"}}",
                "{\"id\":\"%d\",\"type\":\"mention\",\"deep\":" + "[".repeat(200) + "]".repeat(200) + "}",
                "{\"id\":\"%d\",\"type\":\"mention\",\"status\":{\"content\":\"" + "x".repeat(2_500_000) + "\"}}",
                "{\"id\":\"%d\",\"type\":\"mention\", oh no")) {
            int id = server.nextId();
            server.raw(Integer.toString(id), bad.formatted(id));
        }
        server.mention("public", "<p>@desk après</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("avant");
            desk.await("après");
            List<InboundMessage> unreadable = desk.inbox.messages().stream()
                    .filter(message -> message.defects().stream().anyMatch(defect -> defect.code() == Defect.Code.UNPARSEABLE)).toList();
            assertThat(unreadable).hasSize(6);
            assertThat(unreadable.stream().filter(message -> message.original().isPresent())).hasSize(5);
            assertThat(desk.inbox.messages()).hasSize(8);
        }
    }

    @Test
    void whatTheServerCallsNotificationsMayBeAnything() throws Exception {
        for (String body : List.of("", "[]]", "{\"error\":1}", "null", "\"x\"", "[1,null,[]]", "\u0000\ufffd")) {
            server.answerNext("GET /api/v1/notifications", new FakeMastodon.Canned(200, Map.of(), body));
        }
        server.mention("public", "<p>@desk malgré tout</p>");
        try (Desk desk = new Desk(server).listening()) {
            desk.await("malgré tout");
        }
    }
}
