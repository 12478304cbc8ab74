package org.parvis.channel.email.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Defect;
import org.parvis.channel.Health;
import org.parvis.channel.email.Town;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mime.MailReader;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.channel.testkit.Patience;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.TestContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that offer less than one would wish, or break. */
class ModestServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingInbox inbox = new RecordingInbox();
    private final ManualClock clock = ManualClock.at("2026-11-02T08:00:00Z");
    private final AtomicInteger losses = new AtomicInteger();
    private Thread listening = Thread.currentThread();

    @AfterEach
    void stop() throws Exception {
        listening.interrupt();
        assertThat(listening.join(Duration.ofSeconds(5))).isTrue();
    }

    private Mailbox listen(ScriptedImap server) {
        return listen(server, Duration.ofMillis(50));
    }

    private Mailbox listen(ScriptedImap server, Duration poll) {
        ImapConfiguration configuration = new ImapConfiguration("127.0.0.1", server.port(), Security.NONE, "bonjour", "not-a-word",
                List.of(),
                "ParvisTaken", Optional.empty(), poll, Duration.ofSeconds(5), Duration.ofSeconds(5));
        MailReader reader = new MailReader("bonjour@saint-exemple.example", 1 << 20);
        Mailbox mailbox = new Mailbox(configuration, Optional.empty(), 1 << 20, reader::read, new TestContext("courriel", inbox, clock));
        listening = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    mailbox.listen(inbox, inbox.cursor());
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                } catch (ChannelException lost) {
                    // As the gateway does, without its pauses
                    losses.incrementAndGet();
                }
            }
        });
        return mailbox;
    }

    @Test
    void aServerWithoutIdleAndKeywordsIsPolledAndSaysWhatIsMissing() throws Exception {
        try (ScriptedImap server = new ScriptedImap(Town.letter("one", "Premier"))) {
            Mailbox mailbox = listen(server);
            inbox.await(it -> it.messages().size() == 1, PATIENCE);
            server.add(Town.letter("two", "Second"));
            inbox.await(it -> it.messages().size() == 2, PATIENCE);
            Patience.until("the health tells", PATIENCE,
                    () -> mailbox.health() instanceof Health.Degraded degraded && degraded.why().contains("read-only"));
            assertThat(server.commands())
                    .noneMatch(command -> command.contains("STORE") || command.contains("EXPUNGE") || command.contains("IDLE"));
            assertThat(inbox.offered()).hasSize(2);
        }
    }

    @Test
    void aMessageToldOfBetweenTheSearchAndIdleIsTakenInAtOnce() throws Exception {
        try (ScriptedImap server = new ScriptedImap(Town.letter("one", "Premier"))) {
            server.idleAndAddDuringFetch(Town.letter("two", "Second"));
            listen(server, Duration.ofMinutes(20));
            inbox.await(it -> it.messages().size() == 2, PATIENCE);
        }
    }

    @Test
    void aMessageToldOfBeforeTheServerAgreesToIdleIsTakenInAtOnce() throws Exception {
        try (ScriptedImap server = new ScriptedImap(Town.letter("one", "Premier"))) {
            server.idleAndAddBeforeIdling(Town.letter("two", "Second"));
            listen(server, Duration.ofMinutes(20));
            inbox.await(it -> it.messages().size() == 2, PATIENCE);
        }
    }

    @Test
    void aMessageThatTheServerDoesNotHandOverIsTakenInAsUnreadableAndStopsNoOther() throws Exception {
        try (ScriptedImap server = new ScriptedImap(Town.letter("one", "Premier"), "", Town.letter("three", "Troisième"))) {
            listen(server);
            inbox.await(it -> it.messages().size() == 3, PATIENCE);
            assertThat(inbox.messages().get(1).defects()).extracting(Defect::code).containsExactly(Defect.Code.UNPARSEABLE);
            assertThat(inbox.messages().get(1).defects().getFirst().detail()).contains("the mail server does not hand it over")
                    .contains("INBOX, message 2");
            assertThat(inbox.messages().get(2).content().text().strip()).isEqualTo("Troisième");
            assertThat(losses).hasValue(0);
        }
    }

    @Test
    void aMessageAtWhichTheServerHangsUpForLongIsTakenInAsUnreadableAndStopsNoOther() throws Exception {
        try (ScriptedImap server = new ScriptedImap(Town.letter("one", "Premier"), ScriptedImap.HANGS_UP,
                Town.letter("three", "Troisième"))) {
            listen(server);
            Patience.until("it was tried often", PATIENCE, () -> losses.get() > 3 * Attempts.MAXIMUM);
            assertThat(inbox.messages()).as("a connection breaks for other reasons too: in so short a time no message is blamed")
                    .hasSize(1);

            clock.advance(Attempts.LONG_ENOUGH);

            inbox.await(it -> it.messages().size() == 3, PATIENCE);
            assertThat(inbox.messages().get(0).content().text().strip()).isEqualTo("Premier");
            assertThat(inbox.messages().get(1).defects()).extracting(Defect::code).containsExactly(Defect.Code.UNPARSEABLE);
            assertThat(inbox.messages().get(1).defects().getFirst().detail()).contains("the mail server does not hand it over")
                    .contains("INBOX, message 2");
            assertThat(inbox.messages().get(2).content().text().strip()).isEqualTo("Troisième");
        }
    }
}
