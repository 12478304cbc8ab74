package org.parvis.channel.email.outgoing;

import java.io.IOException;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Knows whether the end of the message was said: from then on silence means that the server may have taken it (RFC 5321 section 4.2.5). */
final class StagedTransport extends SMTPTransport {

    private volatile boolean ended;

    StagedTransport(Session session, String host, int port) {
        super(session, new URLName("smtp", host, port, null, null, null));
    }

    boolean ended() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        ended = true;
        super.finishData();
    }
}
