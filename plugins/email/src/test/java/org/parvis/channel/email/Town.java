package org.parvis.channel.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;

import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;

/** The mail servers of Saint-Exemple: IMAP and SMTP in this process, on loopback, behind relays. */
public final class Town implements AutoCloseable {

    public static final String ADDRESS = "bonjour@saint-exemple.example";
    private static final String PASSWORD = "not-a-word";

    private final GreenMail servers = new GreenMail(new ServerSetup[]{setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_SMTP)});
    private final GreenMailUser user;
    public final Relay imap;
    public final Relay smtp;

    public Town() throws Exception {
        servers.start();
        user = servers.setUser(ADDRESS, PASSWORD);
        imap = new Relay(servers.getImap().getPort());
        smtp = new Relay(servers.getSmtp().getPort());
    }

    private static ServerSetup setup(String protocol) {
        return new ServerSetup(0, "127.0.0.1", protocol);
    }

    public GreenMail servers() {
        return servers;
    }

    public ImapConfiguration imap(List<String> folders, Optional<String> takenFolder, Duration poll) {
        return new ImapConfiguration("127.0.0.1", imap.port(), Security.NONE, ADDRESS, PASSWORD, folders, "ParvisTaken", takenFolder, poll,
                Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    public SmtpConfiguration smtp() {
        return new SmtpConfiguration("127.0.0.1", smtp.port(), Security.NONE, Optional.of(ADDRESS), Optional.of(PASSWORD), 600,
                Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    public EmailConfiguration configuration() {
        return configuration(imap(List.of("INBOX"), Optional.empty(), Duration.ofMillis(200)));
    }

    public EmailConfiguration configuration(ImapConfiguration reading) {
        return new EmailConfiguration(ADDRESS, "Mairie de Saint-Exemple", reading, smtp(), true, EmailConfiguration.SMALLEST_LIMIT,
                "Saint-Exemple",
                "FR", Optional.empty());
    }

    /** A message in the inbox, as these bytes. */
    public void deliver(String source) throws MessagingException, UserException {
        user.deliver(message(source));
    }

    public static MimeMessage message(String source) throws MessagingException {
        byte[] bytes = source.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    public static String letter(String id, String text) {
        return """
                From: Camille Martin <camille.martin@citoyenne.example>
                To: bonjour@saint-exemple.example
                Subject: Lampadaire
                Date: Mon, 14 Sep 2026 09:12:00 +0200
                Message-ID: <%s@citoyenne.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 8bit

                %s
                """.formatted(id, text);
    }

    public MailFolder inbox() throws Exception {
        return servers.getManagers().getImapHostManager().getInbox(user);
    }

    /** A connection of its own to the mailbox, as a mail program would have one. */
    public Store open() throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", servers.getImap().getPort(), ADDRESS, PASSWORD);
        return store;
    }

    public <T> T inFolder(String name, FolderWork<T> work) throws Exception {
        try (Store store = open()) {
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

    /** What a mail program does in a folder. */
    @FunctionalInterface
    public interface FolderWork<T> {
        T on(Folder folder) throws Exception;
    }

    @Override
    public void close() {
        try {
            imap.cut();
            smtp.cut();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            servers.stop();
        }
    }
}
