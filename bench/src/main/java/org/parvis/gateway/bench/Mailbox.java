package org.parvis.gateway.bench;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.parvis.gateway.bench.town.Letter;

/** A mailbox with letters that wait in it. */
interface Mailbox extends AutoCloseable {

    String ADDRESS = "courriel@saint-exemple.example";

    /** Puts letters into it as they would have arrived. */
    void deliver(List<Letter> letters) throws Exception;

    /** What the gateway's configuration says of it: an entry of {@code channels}. */
    String channel();

    @Override
    void close() throws MessagingException;

    /**
     * Of a mailbox without encryption, as on the loopback interface.
     *
     * @param smtp where sending would go; nothing is sent
     */
    static String channel(InetSocketAddress imap, String user, String password, List<String> folders, InetSocketAddress smtp) {
        return """
                  - id: courriel
                    type: email
                    label: Courriel de la mairie
                    settings:
                      address: %s
                      display-name: Mairie
                      imap:
                        host: %s
                        port: %d
                        security: none
                        user: %s
                        password: %s
                        poll-interval: 5s
                        folders: [%s]
                      smtp:
                        host: %s
                        port: %d
                        security: none
                """.formatted(ADDRESS, imap.getHostString(), imap.getPort(), user, password, String.join(", ", folders),
                smtp.getHostString(),
                smtp.getPort());
    }

    static MimeMessage mail(Letter letter) throws MessagingException {
        String source = "From: " + letter.address() + "\r\nTo: " + ADDRESS + "\r\nMessage-ID: " + letter.id()
                + "\r\nSubject: Demande\r\n"
                + letter.answers().map(name -> "In-Reply-To: " + name + "\r\n").orElse("")
                + "Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + letter.text().replace("\n", "\r\n") + "\r\n";
        return new MimeMessage(null, new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }
}
