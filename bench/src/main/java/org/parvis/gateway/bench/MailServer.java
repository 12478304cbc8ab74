package org.parvis.gateway.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;

import org.parvis.gateway.bench.town.Letter;

/** A mail server in this process's memory, with one mailbox. */
final class MailServer implements AutoCloseable {

    private static final String ADDRESS = "courriel@saint-exemple.example";
    private static final String PASSWORD = "bench";

    private final GreenMail servers;
    private final GreenMailUser user;

    private MailServer(GreenMail servers, GreenMailUser user) {
        this.servers = servers;
        this.user = user;
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
        return new MailServer(servers, servers.setUser(ADDRESS, ADDRESS, PASSWORD));
    }

    /** Puts letters into the mailbox as they would have arrived. */
    void deliver(List<Letter> letters) throws Exception {
        MailFolder inbox = servers.getManagers().getImapHostManager().getInbox(user);
        for (Letter letter : letters) {
            String source = "From: " + letter.address() + "\r\nTo: " + ADDRESS + "\r\nMessage-ID: " + letter.id()
                    + "\r\nSubject: Demande\r\n"
                    + letter.answers().map(name -> "In-Reply-To: " + name + "\r\n").orElse("")
                    + "Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                    + "Content-Transfer-Encoding: 8bit\r\n\r\n" + letter.text().replace("\n", "\r\n") + "\r\n";
            MimeMessage message = GreenMailUtil.newMimeMessage(new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
            inbox.store(message);
        }
    }

    String channel() {
        return """
                  - id: courriel
                    type: email
                    label: Courriel de la mairie
                    settings:
                      address: %s
                      display-name: Mairie
                      imap:
                        host: 127.0.0.1
                        port: %d
                        security: none
                        user: %s
                        password: %s
                        poll-interval: 5s
                      smtp:
                        host: 127.0.0.1
                        port: %d
                        security: none
                """.formatted(ADDRESS, servers.getImap().getPort(), ADDRESS, PASSWORD, servers.getSmtp().getPort());
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
