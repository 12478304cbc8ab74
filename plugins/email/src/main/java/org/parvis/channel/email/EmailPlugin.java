package org.parvis.channel.email;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.email.connection.Trust;

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
        Optional<SSLSocketFactory> trust = configuration.trustStore().isPresent()
                ? Optional.of(Trust.read(configuration.trustStore().get()))
                : Optional.empty();
        return new EmailChannel(configuration, trust, context);
    }
}
