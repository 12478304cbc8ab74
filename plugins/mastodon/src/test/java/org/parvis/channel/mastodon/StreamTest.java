package org.parvis.channel.mastodon;

import java.time.Clock;
import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.testkit.Patience;

/** The stream as Mastodon's own streaming server writes it, before a channel that polls once an hour. */
class StreamTest {

    private final FakeMastodon server = new FakeMastodon();
    private final MastodonConfiguration slow = Configurations.of(server.address(), FakeMastodon.TOKEN,
            MastodonConfiguration.Streaming.AUTO, Duration.ofHours(1));

    @BeforeEach
    void theServerHasAStream() {
        server.stream.offered = true;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void itMakesTheChannelLookAtOnce() throws Exception {
        try (Desk desk = listening()) {
            ObjectNode status = server.mention("public", "<p>@desk par le flux</p>");
            server.stream.ring("notification");
            desk.await("par le flux");
            server.delete(status);
            server.stream.ring("delete");
            desk.inbox.await(it -> !it.events(MessageDeleted.class).isEmpty(), Desk.PATIENCE);
        }
    }

    @Test
    void itIsReadWhereTheServerSaysThatItIs() throws Exception {
        server.stream.host = "localhost";
        try (Desk desk = listening()) {
            server.mention("public", "<p>@desk par un autre hôte</p>");
            server.stream.ring("notification");
            desk.await("par un autre hôte");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event: notification\ndata: {\ndata: }\n\n", "event:notification\r\ndata: {}\r\n\r\n",
            "event: notification\rdata: {}\r\r",
            "data: {}\nevent: notification\n\n", "event: notifications_merged\ndata: undefined\n\n",
            ":thump\n:thump\nretry: 5\nid: 7\nevent: filters_changed\ndata: undefined\n\nevent: notification\ndata: {}\n\n"})
    void itIsUnderstoodHoweverItIsWritten(String written) throws Exception {
        try (Desk desk = listening()) {
            server.mention("public", "<p>@desk bien lu</p>");
            server.stream.write(written);
            desk.await("bien lu");
        }
    }

    @Test
    void aStatusOfAnyLengthDoesNotEndIt() throws Exception {
        try (Desk desk = listening()) {
            server.stream.write("event: update\ndata: " + "x".repeat(2_000_000) + "\n\n");
            server.mention("public", "<p>@desk après un roman</p>");
            server.stream.ring("notification");
            desk.await("après un roman");
        }
    }

    @Test
    void oneThatEndsIsOpenedAgainAndWhatWasMissedIsFound() throws Exception {
        try (Desk desk = listening()) {
            server.mention("public", "<p>@desk entre deux</p>");
            server.stream.end();
            desk.await("entre deux");
        }
    }

    /** A connection that a router forgot: nobody says that it has ended. */
    @Test
    void oneThatFallsSilentIsOpenedAgain() throws Exception {
        try (Api api = new Api(slow, Clock.systemUTC());
                Stream stream = Stream.start(api, Instance.unknown("saint-exemple.test"), MastodonConfiguration.Streaming.AUTO,
                        Duration.ofMillis(100))) {
            Patience.until("another stream stands", Desk.PATIENCE, () -> {
                stream.await(Duration.ofMillis(200));
                return server.stream.count() > 1;
            });
        }
    }

    /** The channel looks once at its start and once when the stream stands; what comes later it finds by the stream alone. */
    private Desk listening() throws Exception {
        Desk desk = new Desk(slow, Clock.systemUTC()).listening();
        Patience.until("the stream stands", Desk.PATIENCE, () -> server.stream.count() == 1
                && server.requests().stream().filter(call -> call.startsWith("GET /api/v1/notifications")).count() == 2);
        return desk;
    }
}
