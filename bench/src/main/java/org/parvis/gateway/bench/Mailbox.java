package org.parvis.gateway.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.parvis.gateway.bench.town.Letter;

/** A mailbox with letters that wait in it. */
interface Mailbox extends AutoCloseable {

    /** Puts letters into it as they would have arrived. */
    void deliver(List<Letter> letters) throws Exception;

    /** What the gateway's configuration says of it: an entry of {@code channels}. */
    String channel();

    @Override
    void close() throws MessagingException;

    static MimeMessage mail(Letter letter, String recipient) throws MessagingException {
        String source = "From: " + letter.address() + "\r\nTo: " + recipient + "\r\nMessage-ID: " + letter.id()
                + "\r\nSubject: Demande\r\n"
                + letter.answers().map(name -> "In-Reply-To: " + name + "\r\n").orElse("")
                + "Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + letter.text().replace("\n", "\r\n") + "\r\n";
        return new MimeMessage(null, new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }
}
