package org.parvis.gateway.bench;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import org.parvis.gateway.bench.town.Letter;

/** A mail server in this process's memory, with one mailbox. */
final class MailServer implements Mailbox {

    private static final String PASSWORD = "bench";
    /**
     * GreenMail walks through a whole folder for each message that it hands over: ten thousand in one folder would measure that, and nothing else.
     */
    private static final int FOLDERS = 20;
    private static final String FOLDER = "Dossier-";

    private final GreenMail servers;
    private final List<MailFolder> folders;

    private MailServer(GreenMail servers, List<MailFolder> folders) {
        this.servers = servers;
        this.folders = folders;
    }

    static MailServer start() throws InterruptedException, ExecutionException {
        FutureTask<MailServer> starting = new FutureTask<>(MailServer::open);
        new Thread(new Connections(), starting, "bench-mail").start();
        return starting.get();
    }

    private static MailServer open() {
        GreenMail servers = new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        servers.start();
        GreenMailUser user = servers.setUser(ADDRESS, ADDRESS, PASSWORD);
        ImapHostManager host = servers.getManagers().getImapHostManager();
        List<MailFolder> folders = new ArrayList<>();
        try {
            folders.add(host.getInbox(user));
            for (int folder = 1; folder < FOLDERS; folder++) {
                folders.add(host.createMailbox(user, FOLDER + folder));
            }
        } catch (FolderException | AuthorizationException refused) {
            throw new IllegalStateException("A new mailbox has no folder yet", refused);
        }
        return new MailServer(servers, folders);
    }

    /** Spread over its folders. */
    @Override
    public void deliver(List<Letter> letters) throws Exception {
        for (int number = 0; number < letters.size(); number++) {
            folders.get(number % FOLDERS).store(Mailbox.mail(letters.get(number)));
        }
    }

    @Override
    public String channel() {
        List<String> names = folders.stream().map(MailFolder::getName).toList();
        return Mailbox.channel(listening(servers.getImap()), ADDRESS, PASSWORD, names, listening(servers.getSmtp()));
    }

    private static InetSocketAddress listening(AbstractServer server) {
        return InetSocketAddress.createUnresolved("127.0.0.1", server.getPort());
    }

    @Override
    public void close() {
        servers.stop();
    }

    /** GreenMail's threads end by an exception whenever a client hangs up, which is no news for anybody. */
    private static final class Connections extends ThreadGroup {

        Connections() {
            super("bench-mail");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            // Nothing is left to do for a connection that is gone.
        }
    }
}
