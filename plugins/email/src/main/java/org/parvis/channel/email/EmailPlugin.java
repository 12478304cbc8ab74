package org.parvis.channel.email;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Findings;
import org.parvis.channel.email.connection.OwnLoader;
import org.parvis.channel.email.connection.Trust;
import org.parvis.channel.email.mailbox.MailboxTrial;
import org.parvis.channel.email.outgoing.Sender;
import org.parvis.channel.email.outgoing.SubmissionTrial;

/** E-mail by IMAP and SMTP. */
public final class EmailPlugin implements ChannelPlugin<EmailConfiguration> {

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Class<EmailConfiguration> configurationType() {
        return EmailConfiguration.class;
    }

    @Override
    public Channel open(EmailConfiguration configuration, ChannelContext context) throws ChannelException {
        return new EmailChannel(configuration, trust(configuration), context);
    }

    @Override
    public void test(EmailConfiguration configuration, Findings findings) throws InterruptedException {
        try (var _ = new OwnLoader()) {
            Optional<SSLSocketFactory> trust = trust(configuration);
            MailboxTrial.run(configuration.imap(), trust, findings);
            SubmissionTrial.run(configuration.smtp(), trust,
                    new Sender("", configuration.address(), configuration.displayName(), configuration.subjectNumber()), findings);
        } catch (ChannelException unusable) {
            findings.failed("certificates", unusable.fault());
        }
    }

    private static Optional<SSLSocketFactory> trust(EmailConfiguration configuration) throws ChannelException {
        return configuration.trustStore().isPresent() ? Optional.of(Trust.read(configuration.trustStore().get())) : Optional.empty();
    }
}
