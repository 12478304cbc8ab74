package org.parvis.channel.email.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Cursor;
import org.parvis.channel.Fault;
import org.parvis.channel.Health;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.Inbox;
import org.parvis.channel.email.mime.RawMail;

/** Takes in the folders of one mailbox, one after the other over one connection, and waits on the first for news. */
public final class Mailbox {

    private final ImapConfiguration configuration;
    private final Optional<SSLSocketFactory> trust;
    private final long maximumBytes;
    private final Function<RawMail, List<InboundEvent>> reader;
    private final ChannelContext context;
    private final Attempts attempts;
    private volatile Health health = new Health.Degraded("The mailbox was not reached yet.", "NOT_REACHED_YET");

    /** @param reader turns one message into events; never throws, never returns nothing */
    public Mailbox(ImapConfiguration configuration, Optional<SSLSocketFactory> trust, long maximumBytes,
            Function<RawMail, List<InboundEvent>> reader, ChannelContext context) {
        this.configuration = configuration;
        this.trust = trust;
        this.maximumBytes = maximumBytes;
        this.reader = reader;
        this.context = context;
        this.attempts = new Attempts(context.clock());
    }

    public Health health() {
        return health;
    }

    /** On a virtual thread: there alone does an interruption end a blocked read. */
    public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
        MailboxCursor cursor = MailboxCursor.read(from).only(configuration.folders());
        boolean again = true;
        while (again) {
            Round round = new Round(inbox, cursor);
            try {
                round.run();
            } catch (ProtocolException | IOException e) {
                interrupted();
                cursor = round.cursor;
                // A connection that served a while may drop; anything sooner is the gateway's to pace.
                again = round.waited;
                if (!again) {
                    throw unreachable(e);
                }
                context.log().log(System.Logger.Level.INFO, "The IMAP connection was lost and is opened again: {0}",
                        e.getClass().getSimpleName());
            } catch (ImapSession.AuthenticationRefused e) {
                interrupted();
                health = new Health.NeedsOperator(
                        "The IMAP server " + configuration.host() + " refuses the login: check user and password.",
                        "AUTHENTICATION_FAILED");
                throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "AUTHENTICATION_FAILED",
                        "The IMAP server " + configuration.host() + " refuses the login: check user and password."), e);
            }
        }
    }

    private static void interrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private ChannelException unreachable(Exception cause) {
        String detail = "The IMAP server " + configuration.host() + ":" + configuration.port() + " cannot be used: " + cause.getMessage();
        health = new Health.Degraded(detail, "IMAP_UNREACHABLE");
        return new ChannelException(new Fault(Fault.Owner.PLATFORM, "IMAP_UNREACHABLE", detail), cause);
    }

    /** One connection's life. */
    private final class Round {
        private final Inbox inbox;
        private MailboxCursor cursor;
        private boolean waited;

        Round(Inbox inbox, MailboxCursor cursor) {
            this.inbox = inbox;
            this.cursor = cursor;
        }

        void run() throws IOException, ProtocolException, ImapSession.AuthenticationRefused, InterruptedException, ChannelException {
            try (ImapSession session = ImapSession.open(configuration, trust)) {
                Marking marking = Marking.prepare(session, configuration);
                while (true) {
                    pass(session, marking);
                    session.awaitNews(configuration.pollInterval());
                    waited = true;
                    interrupted();
                }
            }
        }

        /** Every folder once, the first last: it stays selected, and IDLE tells of the selected folder. */
        private void pass(ImapSession session, Marking marking) throws ProtocolException, InterruptedException, ChannelException {
            List<String> troubles = new ArrayList<>();
            for (String folder : configuration.folders().reversed()) {
                try {
                    FolderIntake intake = new FolderIntake(session, folder, marking, reader, maximumBytes, context);
                    cursor = intake.run(inbox, cursor, attempts, taken -> cursor = taken);
                } catch (CommandFailedException refused) {
                    // The server says no to this folder; the others go on.
                    troubles.add("The folder " + folder + " cannot be read: " + refused.getMessage());
                }
            }
            boolean none = troubles.size() == configuration.folders().size();
            String code = marking.troubles().isEmpty() ? "FOLDER_UNREADABLE" : "";
            troubles.addAll(marking.troubles());
            if (none) {
                health = new Health.NeedsOperator(String.join(" ", troubles), code);
                return;
            }
            health = troubles.isEmpty() ? new Health.Ready() : new Health.Degraded(String.join(" ", troubles), code);
        }
    }
}
