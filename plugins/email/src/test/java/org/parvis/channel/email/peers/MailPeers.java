package org.parvis.channel.email.peers;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;

import org.parvis.channel.email.EmailConfiguration;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Dovecot and Postfix on loopback, at the ports of the peers' own README. */
final class MailPeers {

    static final int IMAP = 17143;
    static final int IMAPS = 17993;
    static final int SUBMISSION = 17588;
    static final int SMTP = 17025;
    static final String PASSWORD = "secret";

    private MailPeers() {
    }

    static void assumeRunning() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), IMAP)) {
            assumeTrue(probe.isConnected());
        } catch (java.io.IOException away) {
            assumeTrue(false, "the peer mail does not run: peers start mail");
        }
    }

    private static Path authority() {
        return Path.of(Optional.ofNullable(System.getenv("PEERS_HOME")).orElse("/tmp/parvis-peers"), "ca", "ca.crt");
    }

    /** @param user the local part; {@code desk} is at gw.test, {@code citizen} at citizen.test */
    static EmailConfiguration configuration(String user, Security security, List<String> folders, Optional<String> taken, Duration poll) {
        ImapConfiguration imap = new ImapConfiguration("127.0.0.1", security == Security.TLS ? IMAPS : IMAP, security, user, PASSWORD,
                folders,
                "ParvisTaken", taken, poll, Duration.ofSeconds(5), Duration.ofSeconds(20));
        SmtpConfiguration smtp = new SmtpConfiguration("127.0.0.1", SUBMISSION, Security.STARTTLS, Optional.of(user), Optional.of(PASSWORD),
                600,
                Duration.ofSeconds(5), Duration.ofSeconds(20));
        return configuration(user, imap, smtp);
    }

    static EmailConfiguration configuration(String user, ImapConfiguration imap, SmtpConfiguration smtp) {
        return new EmailConfiguration(address(user), user.equals("desk") ? "Mairie de Saint-Exemple" : "Camille", imap, smtp, true,
                25L * 1024 * 1024, "Saint-Exemple", "FR", Optional.of(authority()));
    }

    static String address(String user) {
        return user + (user.equals("citizen") ? "@citizen.test" : "@gw.test");
    }

    static Store open(String user) throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", IMAP, user, PASSWORD);
        return store;
    }

    static <T> T inFolder(String user, String name, FolderWork<T> work) throws Exception {
        try (Store store = open(user)) {
            Folder folder = store.getFolder(name);
            if (!folder.exists()) {
                folder.create(Folder.HOLDS_MESSAGES);
            }
            folder.open(Folder.READ_WRITE);
            try {
                return work.on(folder);
            } finally {
                folder.close(false);
            }
        }
    }

    static void append(String user, String name, List<String> sources) throws Exception {
        Message[] messages = new Message[sources.size()];
        for (int index = 0; index < messages.length; index++) {
            byte[] bytes = sources.get(index).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            messages[index] = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        }
        inFolder(user, name, folder -> {
            folder.appendMessages(messages);
            return true;
        });
    }

    /** What a mail program does in a folder. */
    @FunctionalInterface
    interface FolderWork<T> {
        T on(Folder folder) throws Exception;
    }
}
