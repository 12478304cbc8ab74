package org.parvis.gateway.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;

import org.parvis.gateway.bench.town.Letter;

/** A new folder in a mailbox of a server that runs already, a Dovecot for instance; it is removed afterwards and the others are left alone. */
final class ForeignMailbox implements Mailbox {

    private static final int SMTP = 25;
    private static final int BATCH = 500;

    private final URI server;
    private final String user;
    private final String password;
    private final Store store;
    private final Folder folder;

    private ForeignMailbox(URI server, String user, String password, Store store, Folder folder) {
        this.server = server;
        this.user = user;
        this.password = password;
        this.store = store;
        this.folder = folder;
    }

    /** @param server {@code imap://user:password@host:port}, without encryption, as on the loopback interface */
    static ForeignMailbox open(URI server) throws MessagingException {
        String[] account = server.getUserInfo().split(":", 2);
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect(server.getHost(), server.getPort(), account[0], account[1]);
        Folder folder = store.getFolder("Bench-" + UUID.randomUUID());
        folder.create(Folder.HOLDS_MESSAGES);
        return new ForeignMailbox(server, account[0], account[1], store, folder);
    }

    /** Whether a mailbox can be named so. */
    static boolean isAddress(URI server) {
        return "imap".equals(server.getScheme()) && server.getHost() != null && server.getPort() > 0 && server.getUserInfo() != null
                && server.getUserInfo().contains(":");
    }

    @Override
    public void deliver(List<Letter> letters) throws MessagingException {
        for (int start = 0; start < letters.size(); start += BATCH) {
            List<Message> batch = new ArrayList<>();
            for (Letter letter : letters.subList(start, Math.min(letters.size(), start + BATCH))) {
                batch.add(Mailbox.mail(letter));
            }
            folder.appendMessages(batch.toArray(Message[]::new));
        }
    }

    @Override
    public String channel() {
        return Mailbox.channel(InetSocketAddress.createUnresolved(server.getHost(), server.getPort()), user, password,
                List.of(folder.getFullName()), InetSocketAddress.createUnresolved(server.getHost(), SMTP));
    }

    @Override
    public void close() throws MessagingException {
        try (store) {
            folder.delete(true);
        }
    }
}
