package org.parvis.channel.email.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Channel;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Listening;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.email.EmailConfiguration;
import org.parvis.channel.email.EmailPlugin;
import org.parvis.channel.email.Town;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.testkit.Patience;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.TestContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A town and a citizen with real mail servers between them. */
@Tag("peers")
class PeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofMinutes(20);

    private final String run = "run-" + UUID.randomUUID();
    private final List<Thread> threads = new ArrayList<>();

    @BeforeAll
    static void peersRun() {
        MailPeers.assumeRunning();
    }

    @AfterEach
    void stop() throws Exception {
        for (Thread thread : threads) {
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(5))).as("listening ends within five seconds").isTrue();
        }
    }

    private final class Party {
        private final RecordingInbox inbox = new RecordingInbox();
        private final Channel channel;

        Party(EmailConfiguration configuration) throws Exception {
            channel = new EmailPlugin().open(configuration, new TestContext(inbox));
        }

        Party listening() {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                ((Listening) channel).listen(inbox, inbox.cursor());
                return true;
            });
            threads.add(Thread.ofVirtual().start(task));
            return this;
        }

        void stopListening() throws Exception {
            Thread thread = threads.removeLast();
            thread.interrupt();
            thread.join();
        }

        Outcome send(Handle to, String subject, Content content, List<MessageId> inReplyTo) throws Exception {
            Command.Send send = new Command.Send(new CommandKey(UUID.randomUUID().toString()), to, "Voirie", Optional.of(subject), content,
                    Visibility.PRIVATE, inReplyTo, Optional.empty(), 17, 1);
            return Patience.onVirtualThread(() -> channel.perform(send), PATIENCE);
        }

        InboundMessage await(String words) throws InterruptedException {
            inbox.await(it -> !it.messagesWith(words).isEmpty(), PATIENCE);
            return inbox.messagesWith(words).getFirst();
        }
    }

    private static EmailConfiguration inbox(String user, Security security) {
        return MailPeers.configuration(user, security, List.of("INBOX"), Optional.empty(), NEVER);
    }

    @ParameterizedTest
    @EnumSource(value = Security.class, names = {"STARTTLS", "TLS"})
    void aConversationGoesBothWays(Security security) throws Exception {
        Party town = new Party(inbox("desk", security)).listening();
        Party citizen = new Party(inbox("citizen", security)).listening();
        Patience.until("both are idle", PATIENCE,
                () -> town.channel.health() instanceof Health.Ready && citizen.channel.health() instanceof Health.Ready);
        byte[] photo = new byte[300_000];
        new java.util.Random(7).nextBytes(photo);
        Outcome written = citizen.send(Handle.of(Handle.Kind.EMAIL, "desk@gw.test", "Mairie"), "Éclairage",
                Content.of("Rue Haute, " + run + "\n.\nfin",
                        List.of(Attachment.of("lampadaire éteint.jpg", "image/jpeg", Bytes.wrap(photo)))),
                List.of());
        assertThat(written).isInstanceOf(Outcome.Accepted.class);
        InboundMessage question = town.await(run);
        assertThat(question.content().text()).isEqualTo("Rue Haute, " + run + "\n.\nfin");
        assertThat(question.content().attachments())
                .containsExactly(Attachment.of("lampadaire éteint.jpg", "image/jpeg", Bytes.wrap(photo)));
        Outcome answered = town.send(question.from(), question.subject().orElseThrow(), Content.of("Réparé, " + run),
                List.of(question.id()));
        assertThat(answered).isInstanceOf(Outcome.Accepted.class);
        InboundMessage answer = citizen.await("Réparé, " + run);
        assertThat(answer.threading().inReplyTo()).containsExactlyElementsOf(((Outcome.Accepted) written).ids());
        assertThat(answer.threading().conversation()).contains(17L);
        assertThat(answer.subject()).contains("Re: Éclairage");
        assertThat(answer.id()).isEqualTo(((Outcome.Accepted) answered).ids().getFirst());
    }

    @Test
    void aBounceIsAReportOnTheMessageThatBounced() throws Exception {
        Party town = new Party(inbox("desk", Security.TLS)).listening();
        Outcome sent = town.send(Handle.of(Handle.Kind.EMAIL, "nobody-here@citizen.test"), "Perdu", Content.of(run), List.of());
        MessageId id = ((Outcome.Accepted) sent).ids().getFirst();
        town.inbox.await(it -> it.events(DeliveryReported.class).stream().anyMatch(report -> report.message().equals(id)), PATIENCE);
        DeliveryReported report = town.inbox.events(DeliveryReported.class).stream().filter(each -> each.message().equals(id)).findFirst()
                .orElseThrow();
        assertThat(report.report()).isEqualTo(InboundEvent.Report.FAILED);
        assertThat(report.fault().orElseThrow().code()).isEqualTo("RECIPIENT_UNKNOWN");
    }

    @Test
    void aThousandMessagesComeInOnceEachAndAreMarked() throws Exception {
        int count = 1_000;
        MailPeers.append("desk", run,
                IntStream.range(0, count).mapToObj(number -> Town.letter(number + "-" + run, "Message " + number + ".")).toList());
        EmailConfiguration configuration = MailPeers.configuration("desk", Security.STARTTLS, List.of(run), Optional.empty(), NEVER);
        long start = System.nanoTime();
        Party town = new Party(configuration).listening();
        town.inbox.await(it -> it.messages().size() == count, PATIENCE);
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("Dovecot: " + count + " messages taken in and marked in " + millis + " ms");
        Patience.until("all are marked", PATIENCE, () -> MailPeers.inFolder("desk", run,
                folder -> folder.search(new jakarta.mail.search.FlagTerm(new jakarta.mail.Flags("ParvisTaken"), true)).length == count));
        assertThat(town.inbox.offered()).hasSize(count);
    }

    @Test
    void aChangeOfUidvalidityReadsTheFolderAgainAndRepeatsNothing() throws Exception {
        MailPeers.append("desk", run, List.of(Town.letter("one-" + run, "Premier"), Town.letter("two-" + run, "Second")));
        Party town = new Party(MailPeers.configuration("desk", Security.STARTTLS, List.of(run), Optional.empty(), NEVER)).listening();
        town.inbox.await(it -> it.messages().size() == 2, PATIENCE);
        town.stopListening();
        long before = MailPeers.inFolder("desk", run, folder -> ((UIDFolder) folder).getUIDValidity());
        try (Store store = MailPeers.open("desk")) {
            store.getFolder(run).delete(true);
        }
        MailPeers.append("desk", run, List.of(Town.letter("two-" + run, "Second"), Town.letter("three-" + run, "Troisième")));
        assertThat(MailPeers.<Long>inFolder("desk", run, folder -> ((UIDFolder) folder).getUIDValidity())).isNotEqualTo(before);
        town.listening();
        town.await("Troisième");
        assertThat(town.inbox.messages()).hasSize(3);
    }

    @Test
    void whatIsTakenInMovesToTheFolderThatTheOperatorNamed() throws Exception {
        MailPeers.append("desk", run, List.of(Town.letter("one-" + run, "Premier"), Town.letter("two-" + run, "Second")));
        String taken = "Traité été " + run;
        Party town = new Party(MailPeers.configuration("desk", Security.STARTTLS, List.of(run), Optional.of(taken), NEVER)).listening();
        town.inbox.await(it -> it.messages().size() == 2, PATIENCE);
        Patience.until("both are moved", PATIENCE, () -> MailPeers.inFolder("desk", taken, folder -> folder.getMessageCount()) == 2);
        assertThat(MailPeers.<Integer>inFolder("desk", run, folder -> folder.getMessageCount())).isZero();
        MailPeers.append("desk", run, List.of(Town.letter("three-" + run, "Troisième")));
        town.await("Troisième");
    }

    @Test
    void aRefusedLoginAsksForTheOperator() throws Exception {
        ImapConfiguration right = inbox("desk", Security.TLS).imap();
        ImapConfiguration wrong = new ImapConfiguration(right.host(), right.port(), right.security(), right.user(), "wrong",
                right.folders(),
                right.takenKeyword(), right.takenFolder(), right.pollInterval(), right.connectTimeout(), right.readTimeout());
        Party town = new Party(MailPeers.configuration("desk", wrong, inbox("desk", Security.TLS).smtp())).listening();
        Patience.until("the health asks for the operator", PATIENCE, () -> town.channel.health() instanceof Health.NeedsOperator);
    }
}
