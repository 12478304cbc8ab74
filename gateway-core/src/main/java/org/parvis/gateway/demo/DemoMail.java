package org.parvis.gateway.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The town's mail server, SMTP and IMAP on loopback, in memory. Whoever is written to has a mailbox, so that answers to citizens can be
 * read; any password opens it, and nothing ever leaves this machine.
 */
final class DemoMail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoMail.class);

    static final String ADDRESS = "courriel@saint-exemple.example";
    static final String PASSWORD = "courriel-saint-exemple";

    /** The least recent mail beyond this is forgotten. */
    static final int MOST_MESSAGES = 200;
    /** Further people's mail is refused. */
    static final int MOST_MAILBOXES = 500;
    static final int LARGEST_MESSAGE = 40_000_000;

    private final GreenMail servers;

    private DemoMail(GreenMail servers) {
        this.servers = servers;
    }

    static DemoMail start(int smtp, int imap) throws InterruptedException, IOException {
        FutureTask<DemoMail> starting = new FutureTask<>(() -> open(smtp, imap));
        new Thread(new Connections(), starting, "demo-mail").start();
        try {
            return starting.get();
        } catch (ExecutionException failure) {
            throw new IOException("The demo's mail server does not start", failure.getCause());
        }
    }

    private static DemoMail open(int smtp, int imap) {
        GreenMail servers = new GreenMail(new ServerSetup[]{new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(imap, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        servers.start();
        servers.setUser(ADDRESS, ADDRESS, PASSWORD);
        UserManager users = servers.getUserManager();
        users.setAuthRequired(false);
        users.setMessageDeliveryHandler((message, recipient) -> receive(users, message, recipient));
        return new DemoMail(servers);
    }

    int smtp() {
        return servers.getSmtp().getPort();
    }

    int imap() {
        return servers.getImap().getPort();
    }

    /** How many messages somebody has. */
    int messages(String address) throws IOException {
        GreenMailUser user = servers.getUserManager().getUserByEmail(address);
        if (user == null) {
            return 0;
        }
        try {
            return servers.getManagers().getImapHostManager().getInbox(user).getMessageCount();
        } catch (FolderException missing) {
            throw new IOException("The mailbox of the demo cannot be looked at", missing);
        }
    }

    private static GreenMailUser receive(UserManager users, MovingMessage message, MailAddress recipient)
            throws MessagingException, UserException {
        if (message.getMessage().getSize() > LARGEST_MESSAGE) {
            throw new MessagingException("A message has at most " + LARGEST_MESSAGE + " bytes");
        }
        // Mailboxes are made and trimmed by one thread at a time, so that their number keeps its bound.
        synchronized (users) {
            GreenMailUser known = users.getUserByEmail(recipient.getEmail());
            GreenMailUser user = known == null ? create(users, recipient.getEmail()) : known;
            trim(users, user);
            return user;
        }
    }

    private static GreenMailUser create(UserManager users, String address) throws UserException {
        if (users.listUser().size() >= MOST_MAILBOXES) {
            throw new UserException("The demo has at most " + MOST_MAILBOXES + " mailboxes");
        }
        return users.createUser(address, address, address);
    }

    private static void trim(UserManager users, GreenMailUser user) throws UserException {
        try {
            MailFolder inbox = users.getImapHostManager().getInbox(user);
            List<StoredMessage> messages = inbox.getMessages();
            if (messages.size() >= MOST_MESSAGES) {
                messages.getFirst().setFlag(Flags.Flag.DELETED, true);
                inbox.expunge();
            }
        } catch (FolderException missing) {
            throw new UserException("There is no mailbox", missing);
        }
    }

    @Override
    public void close() {
        servers.stop();
    }

    /** GreenMail's threads end by an exception whenever a client hangs up, which is no news for anybody. */
    private static final class Connections extends ThreadGroup {

        Connections() {
            super("demo-mail");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            LOG.debug("A connection to the demo's mail server ended", failure);
        }
    }
}
