package org.parvis.channel.email.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import jakarta.mail.Flags;
import jakarta.mail.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Channel;
import org.parvis.channel.Cursor;
import org.parvis.channel.Defect;
import org.parvis.channel.Health;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Listening;
import org.parvis.channel.email.EmailConfiguration;
import org.parvis.channel.email.EmailPlugin;
import org.parvis.channel.email.Town;
import org.parvis.channel.testkit.Patience;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.TestContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A mailbox on a real IMAP server, as a town uses it over days. */
class MailboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofMinutes(20);

    private final RecordingInbox inbox = new RecordingInbox();
    private final TestContext context = new TestContext(inbox);
    private final List<Running> running = new ArrayList<>();
    private Town town;

    @BeforeEach
    void foundTheTown() throws Exception {
        town = new Town();
    }

    @AfterEach
    void leave() throws Exception {
        for (Running each : List.copyOf(running)) {
            each.stop();
        }
        town.close();
    }

    /** A channel that listens on a virtual thread until stopped. */
    private final class Running {
        private final Channel channel;
        private final FutureTask<Void> task;
        private final Thread thread;

        Running(EmailConfiguration configuration, Optional<Cursor> from) throws Exception {
            channel = new EmailPlugin().open(configuration, context);
            task = new FutureTask<>(() -> {
                ((Listening) channel).listen(inbox, from);
                return null;
            });
            thread = Thread.ofVirtual().start(task);
            running.add(this);
        }

        void stop() throws Exception {
            running.remove(this);
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(5))).as("listening ends within five seconds").isTrue();
        }
    }

    private Running listen(ImapConfiguration imap) throws Exception {
        return new Running(town.configuration(imap), inbox.cursor());
    }

    private ImapConfiguration idling() {
        return town.imap(List.of("INBOX"), Optional.empty(), NEVER);
    }

    private void awaitMessages(int count) throws InterruptedException {
        inbox.await(it -> it.messages().size() >= count, PATIENCE);
    }

    @Test
    void newsArriveByIdleLongBeforeThePollingInterval() throws Exception {
        Running listening = listen(idling());
        Patience.until("the mailbox is idle", PATIENCE, () -> listening.channel.health() instanceof Health.Ready);
        town.deliver(Town.letter("one", "Premier"));
        awaitMessages(1);
        town.deliver(Town.letter("two", "Second"));
        awaitMessages(2);
    }

    @Test
    void whatIsTakenInIsMarkedButNeitherReadNorDeleted() throws Exception {
        town.deliver(Town.letter("one", "Premier"));
        listen(idling());
        awaitMessages(1);
        Patience.until("the message is marked", PATIENCE, () -> town.inFolder("INBOX",
                folder -> List.of(folder.getMessage(1).getFlags().getUserFlags()).contains("ParvisTaken")));
        Flags flags = town.inFolder("INBOX", folder -> folder.getMessage(1).getFlags());
        assertThat(flags.contains(Flags.Flag.SEEN)).isFalse();
        assertThat(flags.contains(Flags.Flag.DELETED)).isFalse();
    }

    @Test
    void everyFolderIsTakenIn() throws Exception {
        String accented = "Dépôt été";
        append("Voirie", Town.letter("one", "Premier"));
        append(accented, Town.letter("two", "Second"));
        listen(town.imap(List.of("INBOX", "Voirie", accented), Optional.empty(), Duration.ofMillis(200)));
        awaitMessages(2);
        append(accented, Town.letter("three", "Troisième"));
        awaitMessages(3);
        town.deliver(Town.letter("four", "Quatrième"));
        awaitMessages(4);
    }

    @Test
    void aMissingFolderIsSaidAndKeepsNoOtherFromBeingRead() throws Exception {
        town.deliver(Town.letter("one", "Premier"));
        Running listening = listen(town.imap(List.of("INBOX", "Absent"), Optional.empty(), NEVER));
        awaitMessages(1);
        Patience.until("the health tells of the folder", PATIENCE,
                () -> listening.channel.health() instanceof Health.Degraded degraded && degraded.why().contains("Absent")
                        && degraded.code().equals("FOLDER_UNREADABLE"));
    }

    @Test
    void aDayOfflineIsMadeUpForWithoutLossOrRepetition() throws Exception {
        town.deliver(Town.letter("before", "Avant"));
        Running first = listen(idling());
        awaitMessages(1);
        first.stop();
        for (int number = 1; number <= 120; number++) {
            town.deliver(Town.letter("day-" + number, "Message " + number + "."));
        }
        listen(idling());
        awaitMessages(121);
        assertThat(inbox.messages()).hasSize(121);
        assertThat(inbox.offered()).as("nothing is offered twice").hasSize(121);
        assertThat(IntStream.rangeClosed(1, 120)).allMatch(number -> inbox.messagesWith("Message " + number + ".").size() == 1);
    }

    @Test
    void aChangeOfUidvalidityReadsTheFolderAgainAndRepeatsNothing() throws Exception {
        ImapConfiguration voirie = town.imap(List.of("Voirie"), Optional.empty(), NEVER);
        append("Voirie", Town.letter("one", "Premier"));
        append("Voirie", Town.letter("two", "Second"));
        Running first = listen(voirie);
        awaitMessages(2);
        first.stop();
        long before = validity("Voirie");
        try (var store = town.open()) {
            store.getFolder("Voirie").delete(true);
        }
        append("Voirie", Town.letter("two", "Second"));
        append("Voirie", Town.letter("three", "Troisième"));
        assertThat(validity("Voirie")).as("the server numbers anew").isNotEqualTo(before);
        listen(voirie);
        awaitMessages(3);
        assertThat(inbox.messagesWith("Second")).hasSize(1);
        assertThat(inbox.cursor().orElseThrow().value()).contains(validity("Voirie") + " ");
    }

    @Test
    void aMessageMovedToAnotherFolderIsTakenInOnce() throws Exception {
        town.deliver(Town.letter("one", "Premier"));
        append("Voirie", Town.letter("one", "Premier"));
        append("Voirie", Town.letter("two", "Second"));
        listen(town.imap(List.of("INBOX", "Voirie"), Optional.empty(), NEVER));
        awaitMessages(2);
        inbox.await(it -> it.offered().size() == 3, PATIENCE);
        assertThat(inbox.messages()).hasSize(2);
    }

    @Test
    void twoMessagesWithTheSameMessageIdBothArrive() throws Exception {
        town.deliver(Town.letter("same", "Premier"));
        town.deliver(Town.letter("same", "Second"));
        listen(idling());
        awaitMessages(2);
        assertThat(inbox.messages()).extracting(message -> message.id().value()).containsOnly("same@citoyenne.example");
    }

    @Test
    void aMessageOverTheLimitComesInWithItsBeginningAndSaysSo() throws Exception {
        String line = "Une très longue plainte au sujet du lampadaire de la rue Haute.\n";
        town.deliver(Town.letter("large", "Début.\n" + line.repeat(30_000)));
        town.deliver(Town.letter("small", "Petite"));
        listen(idling());
        awaitMessages(2);
        InboundMessage large = inbox.messagesWith("Début.").getFirst();
        assertThat(large.original()).isEmpty();
        assertThat(large.defects()).extracting(Defect::code).contains(Defect.Code.TOO_LARGE);
        assertThat(large.defects().getFirst().detail()).contains("1.0 MB").contains("stays whole in the mailbox");
        assertThat(large.content().text()).contains("Une très longue plainte");
        assertThat(large.subject()).contains("Lampadaire");
    }

    @Test
    void whatCouldNotBeMarkedIsMarkedAtTheNextConnection() throws Exception {
        town.deliver(Town.letter("one", "Premier"));
        Running first = listen(idling());
        awaitMessages(1);
        first.stop();
        town.inFolder("INBOX", folder -> {
            folder.getMessage(1).setFlags(new Flags("ParvisTaken"), false);
            return true;
        });
        listen(idling());
        Patience.until("the message is marked", PATIENCE, () -> town.inFolder("INBOX",
                folder -> List.of(folder.getMessage(1).getFlags().getUserFlags()).contains("ParvisTaken")));
        assertThat(inbox.messages()).hasSize(1);
    }

    @Test
    void whatWasNotReachedYetSaysSoWithACode() throws Exception {
        Listening channel = (Listening) new EmailPlugin().open(town.configuration(idling()), context);

        assertThat(channel.health()).isEqualTo(new Health.Degraded("The mailbox was not reached yet.", "NOT_REACHED_YET"));
        channel.close();
    }

    @Test
    void aRefusedLoginAsksForTheOperator() throws Exception {
        town.servers().setUser(Town.ADDRESS, "changed");
        Running listening = listen(idling());
        Patience.until("listening ends", PATIENCE, () -> listening.task.isDone());
        assertThat(listening.channel.health()).isInstanceOfSatisfying(Health.NeedsOperator.class,
                needs -> assertThat(needs.code()).isEqualTo("AUTHENTICATION_FAILED"));
        assertThat(listening.task.exceptionNow()).hasMessageContaining("AUTHENTICATION_FAILED");
    }

    @Test
    void anInterruptionEndsAPlatformThreadToo() throws Exception {
        Listening channel = (Listening) new EmailPlugin().open(town.configuration(idling()), context);
        FutureTask<Void> task = new FutureTask<>(() -> {
            channel.listen(inbox, Optional.empty());
            return null;
        });
        Thread thread = Thread.ofPlatform().start(task);
        Patience.until("the mailbox is idle", PATIENCE, () -> channel.health() instanceof Health.Ready);
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
        assertThat(task.state()).isEqualTo(java.util.concurrent.Future.State.FAILED);
        assertThat(task.exceptionNow()).isInstanceOf(InterruptedException.class);
        assertThat(task.isDone()).isTrue();
    }

    private void append(String name, String source) throws Exception {
        town.inFolder(name, folder -> {
            folder.appendMessages(new Message[]{Town.message(source)});
            return true;
        });
    }

    private long validity(String name) throws Exception {
        return town.inFolder(name, folder -> ((jakarta.mail.UIDFolder) folder).getUIDValidity());
    }
}
