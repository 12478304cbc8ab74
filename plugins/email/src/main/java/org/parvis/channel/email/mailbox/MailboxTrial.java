package org.parvis.channel.email.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

import org.eclipse.angus.mail.iap.ProtocolException;

import org.parvis.channel.Fault;
import org.parvis.channel.Findings;

/** Whether a mailbox can be reached, entered and read; changes nothing in it. */
public final class MailboxTrial {

    private static final String REACHED = "imap-reached";
    private static final String LOGIN = "imap-login";
    private static final String FOLDERS = "imap-folders";

    private MailboxTrial() {
    }

    /** On a virtual thread: there alone does an interruption end a blocked read. */
    public static void run(ImapConfiguration configuration, Optional<SSLSocketFactory> trust, Findings findings)
            throws InterruptedException {
        String server = configuration.host() + ":" + configuration.port();
        try (ImapSession session = ImapSession.open(configuration, trust)) {
            findings.passed(REACHED, server);
            findings.passed(LOGIN, configuration.user());
            folders(session, configuration.folders(), findings);
        } catch (ImapSession.AuthenticationRefused refused) {
            findings.passed(REACHED, server);
            findings.failed(LOGIN, new Fault(Fault.Owner.OPERATOR, "AUTHENTICATION_FAILED",
                    "The IMAP server " + configuration.host() + " refuses the login: check user and password."));
        } catch (IOException | ProtocolException away) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            findings.failed(REACHED, new Fault(Fault.Owner.PLATFORM, "IMAP_UNREACHABLE",
                    "The IMAP server " + server + " cannot be used: " + away.getMessage()));
        }
    }

    private static void folders(ImapSession session, List<String> folders, Findings findings) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        try {
            for (String folder : folders) {
                if (!session.exists(folder)) {
                    missing.add(folder);
                }
            }
        } catch (ProtocolException broken) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            findings.failed(FOLDERS, new Fault(Fault.Owner.PLATFORM, "IMAP_UNREACHABLE",
                    "The folders cannot be looked at: " + broken.getMessage()));
            return;
        }
        if (missing.isEmpty()) {
            findings.passed(FOLDERS, String.join(", ", folders));
            return;
        }
        findings.failed(FOLDERS,
                new Fault(Fault.Owner.OPERATOR, "FOLDER_MISSING", "The mailbox has no folder " + String.join(", ", missing)));
    }
}
