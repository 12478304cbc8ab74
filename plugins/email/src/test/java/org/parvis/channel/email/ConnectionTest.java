package org.parvis.channel.email;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Fault;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;
import org.parvis.channel.testkit.RecordedFinding;

import static org.assertj.core.api.Assertions.assertThat;

/** What the test of a mailbox finds out, against real servers. */
class ConnectionTest {

    private Town town;

    @BeforeEach
    void start() throws Exception {
        town = new Town();
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void allIsWell() throws Exception {
        List<RecordedFinding> found = test(town.configuration());

        assertThat(found).extracting(RecordedFinding::step).containsExactly("imap-reached", "imap-login", "imap-folders", "smtp-reached",
                "smtp-login");
        assertThat(found).allMatch(RecordedFinding::good);
        assertThat(town.inbox().getMessageCount()).isZero();
    }

    @Test
    void aWrongPasswordIsToldForEachServerByItself() throws Exception {
        List<RecordedFinding> found = test(configuration(town.imap.port(), "wrong", List.of("INBOX"), town.smtp.port(), "wrong"));

        assertThat(codes(found)).containsExactly("imap-reached", "imap-login AUTHENTICATION_FAILED", "smtp-reached",
                "smtp-login AUTHENTICATION_FAILED");
    }

    @Test
    void aServerThatIsAwayAndAFolderThatIsMissingAreTold() throws Exception {
        int smtp = town.smtp.port();
        town.smtp.cut();

        assertThat(codes(test(configuration(town.imap.port(), "not-a-word", List.of("INBOX", "Voirie"), smtp, "not-a-word"))))
                .containsExactly("imap-reached", "imap-login", "imap-folders FOLDER_MISSING", "smtp-reached SMTP_UNREACHABLE");
    }

    @Test
    void anInterruptionEndsItWhileAServerIsSilent() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (LineServer silent = LineServer.start("silent", (in, out) -> {
            reached.countDown();
            in.readLine();
        })) {
            EmailConfiguration configuration = configuration(silent.port(), "not-a-word", List.of("INBOX"), town.smtp.port(), "not-a-word");
            FutureTask<List<RecordedFinding>> task = new FutureTask<>(() -> RecordedFinding.of(new EmailPlugin(), configuration));
            Thread thread = Thread.ofVirtual().start(task);
            assertThat(reached.await(5, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();

            assertThat(thread.join(Duration.ofSeconds(5))).as("it ends").isTrue();
            assertThat(task.state()).isEqualTo(FutureTask.State.FAILED);
            assertThat(task.exceptionNow()).isInstanceOf(InterruptedException.class);
        }
    }

    private static List<RecordedFinding> test(EmailConfiguration configuration) throws Exception {
        FutureTask<List<RecordedFinding>> task = new FutureTask<>(() -> RecordedFinding.of(new EmailPlugin(), configuration));
        Thread.ofVirtual().start(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    private static List<String> codes(List<RecordedFinding> found) {
        return found.stream().map(finding -> finding.step() + finding.fault().map(Fault::code).map(code -> " " + code).orElse("")).toList();
    }

    private static EmailConfiguration configuration(int imap, String password, List<String> folders, int smtp, String submission) {
        Duration limit = Duration.ofSeconds(10);
        return new EmailConfiguration(Town.ADDRESS, "Mairie",
                new ImapConfiguration("127.0.0.1", imap, Security.NONE, Town.ADDRESS, password, folders, "ParvisTaken", Optional.empty(),
                        limit,
                        limit, limit),
                new SmtpConfiguration("127.0.0.1", smtp, Security.NONE, Optional.of(Town.ADDRESS), Optional.of(submission), 60, limit,
                        limit),
                true, EmailConfiguration.SMALLEST_LIMIT, "Saint-Exemple", "FR", Optional.empty());
    }
}
