package org.parvis.channel.email;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLSocketFactory;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Cursor;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.Inbox;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.email.connection.OwnLoader;
import org.parvis.channel.email.mailbox.Mailbox;
import org.parvis.channel.email.mime.MailReader;
import org.parvis.channel.email.outgoing.Composer;
import org.parvis.channel.email.outgoing.Sender;
import org.parvis.channel.email.outgoing.Submission;

/** One mailbox and its way out. */
final class EmailChannel implements Listening {

    /** Longer answers are files, not messages. */
    private static final int MAXIMUM_TEXT = 100_000;
    private static final int MAXIMUM_ATTACHMENTS = 20;
    /** Base64 makes it 14 MB, which most servers still take. */
    private static final long MAXIMUM_ATTACHMENT_BYTES = 10L * 1024 * 1024;
    private static final int PARALLEL_SENDS = 4;

    private final Capabilities capabilities;
    private final Mailbox mailbox;
    private final Submission submission;

    EmailChannel(EmailConfiguration configuration, Optional<SSLSocketFactory> trust, ChannelContext context) {
        capabilities = new Capabilities(Capabilities.TextLimit.graphemes(MAXIMUM_TEXT),
                new Capabilities.MediaLimits(MAXIMUM_ATTACHMENTS, MAXIMUM_ATTACHMENT_BYTES, Set.of()),
                Set.of(Capabilities.Feature.SUBJECT, Capabilities.Feature.HTML), Set.of(Handle.Kind.EMAIL), true,
                Set.of(Visibility.PRIVATE),
                false, PARALLEL_SENDS, configuration.smtp().sendsPerMinute(),
                new Capabilities.Operator(configuration.operator(), configuration.jurisdiction(), "SMTP, IMAP", true));
        MailReader reader = new MailReader(configuration.address(), configuration.maximumMessageBytes());
        mailbox = new Mailbox(configuration.imap(), trust, configuration.maximumMessageBytes(), reader::read, context);
        Sender sender = new Sender(context.channelId(), configuration.address(), configuration.displayName(),
                configuration.subjectNumber());
        submission = new Submission(configuration.smtp(), trust, new Composer(sender, context.clock()), context.clock(), context.log());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome perform(Command command) {
        try (var _ = new OwnLoader()) {
            return switch (command) {
                case Command.Send send -> submission.send(send);
            };
        }
    }

    /** The worse of the two ways. */
    @Override
    public Health health() {
        Health in = mailbox.health();
        Health out = submission.health();
        return severity(out) > severity(in) ? out : in;
    }

    private static int severity(Health health) {
        return switch (health) {
            case Health.Ready() -> 0;
            case Health.Degraded(var _, var _) -> 1;
            case Health.NeedsOperator(var _, var _) -> 2;
        };
    }

    /** The gateway calls on a virtual thread, where an interruption ends a blocked read; for any other caller one is made. */
    @Override
    public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
        if (Thread.currentThread().isVirtual()) {
            listenHere(inbox, from);
            return;
        }
        FutureTask<Void> task = new FutureTask<>(() -> {
            listenHere(inbox, from);
            return null;
        });
        Thread thread = Thread.ofVirtual().name("imap-listen").start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ChannelException channel -> throw channel;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private void listenHere(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
        try (var _ = new OwnLoader()) {
            mailbox.listen(inbox, from);
        }
    }
}
