package org.parvis.channel.email.outgoing;

import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import org.parvis.channel.Fault;
import org.parvis.channel.Findings;
import org.parvis.channel.email.connection.WriteLimit;

/** Whether messages could be submitted; submits none. */
public final class SubmissionTrial {

    private static final String REACHED = "smtp-reached";
    private static final String LOGIN = "smtp-login";
    /** RFC 4954 section 6: from here on the server knows what it refuses; 454 is its own trouble. */
    private static final int PERMANENT = 500;

    private SubmissionTrial() {
    }

    /** On a virtual thread: there alone does an interruption end a blocked read. */
    public static void run(SmtpConfiguration configuration, Optional<SSLSocketFactory> trust, Sender sender, Findings findings)
            throws InterruptedException {
        try (WriteLimit writes = new WriteLimit()) {
            Properties properties = Submission.properties(configuration, trust, sender.domain());
            writes.putInto(properties, "smtp");
            StagedTransport transport = new StagedTransport(Session.getInstance(properties), configuration.host(), configuration.port());
            connect(transport, configuration, findings);
        }
    }

    private static void connect(StagedTransport transport, SmtpConfiguration configuration, Findings findings)
            throws InterruptedException {
        String server = configuration.host() + ":" + configuration.port();
        try {
            transport.connect(configuration.host(), configuration.port(), configuration.user().orElse(null),
                    configuration.password().orElse(null));
            findings.passed(REACHED, server);
            configuration.user().ifPresent(user -> findings.passed(LOGIN, user));
        } catch (AuthenticationFailedException refused) {
            findings.passed(REACHED, server);
            findings.failed(LOGIN, transport.getLastReturnCode() < PERMANENT
                    ? new Fault(Fault.Owner.PLATFORM, "SMTP_UNREACHABLE", "The SMTP server cannot log anybody in: " + refused.getMessage())
                    : new Fault(Fault.Owner.OPERATOR, "AUTHENTICATION_FAILED",
                            "The SMTP server refuses the login: check user and password."));
        } catch (MessagingException away) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            findings.failed(REACHED, new Fault(Fault.Owner.PLATFORM, "SMTP_UNREACHABLE",
                    "The SMTP server " + server + " cannot be used: " + away.getMessage()));
        } finally {
            hangUp(transport);
        }
    }

    /** What goes wrong from here on says nothing about the connection. */
    private static void hangUp(StagedTransport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            System.getLogger(SubmissionTrial.class.getName()).log(System.Logger.Level.DEBUG,
                    "The SMTP server was gone before it was told good-bye");
        }
    }
}
