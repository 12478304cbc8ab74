package org.parvis.channel.email.outgoing;

import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.email.connection.MailProperties;
import org.parvis.channel.email.connection.WriteLimit;

/**
 * Submits messages, one connection each, and says what is known of the result.
 *
 * <p>Before the end of the message is said, a failure means that nothing was sent. After it, an answer of the server is the result, and
 * no answer means that nobody knows: the same Message-ID on a second attempt lets programs tell that it is the same message, but no
 * server promises to, so sending is not idempotent.
 */
public final class Submission {

    /** The first pause after a temporary refusal; the gateway lengthens it. Grey listing (RFC 6647) opens after some minutes. */
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE_FOR_OPERATOR = Duration.ofMinutes(5);

    private static final Pattern POLICY = Pattern.compile("\\b[45]\\.7\\.[0-9]");

    private final SmtpConfiguration configuration;
    private final Optional<SSLSocketFactory> trust;
    private final Composer composer;
    private final Clock clock;
    private final System.Logger log;
    private volatile Health health = new Health.Ready();

    public Submission(SmtpConfiguration configuration, Optional<SSLSocketFactory> trust, Composer composer, Clock clock,
            System.Logger log) {
        this.log = log;
        this.configuration = configuration;
        this.trust = trust;
        this.composer = composer;
        this.clock = clock;
    }

    public Health health() {
        return health;
    }

    /** Interrupted in the middle, it still says what is known, and leaves the thread interrupted. */
    public Outcome send(Command.Send send) {
        Optional<String> to = send.to().kind() == Handle.Kind.EMAIL ? Fields.address(send.to().value()) : Optional.empty();
        if (to.isEmpty()) {
            return new Outcome.Rejected(new Fault(Fault.Owner.CITIZEN, "ADDRESS_UNUSABLE", "No message can be sent to this address."));
        }
        try (WriteLimit writes = new WriteLimit()) {
            Properties properties = properties(configuration, trust, composer.domain());
            writes.putInto(properties, "smtp");
            return send(Session.getInstance(properties), send, to.get());
        }
    }

    private Outcome send(Session session, Command.Send send, String to) {
        MimeMessage message;
        try {
            message = composer.compose(session, send, to);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Outcome.Rejected(
                    new Fault(Fault.Owner.PARVIS, "NOT_COMPOSED", "The message could not be composed: " + e.getMessage()));
        }
        StagedTransport transport = new StagedTransport(session, configuration.host(), configuration.port());
        return submit(transport, message, send);
    }

    /** @param domain our own, rather than whatever the machine is called; asking for that may take a while */
    static Properties properties(SmtpConfiguration configuration, Optional<SSLSocketFactory> trust, String domain) {
        Properties properties = MailProperties.of("smtp", configuration.security(), configuration.connectTimeout(),
                configuration.readTimeout(), trust);
        properties.setProperty("mail.smtp.auth", Boolean.toString(configuration.user().isPresent()));
        properties.setProperty("mail.smtp.localhost", domain);
        // The reply to QUIT tells nothing about the message.
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    private Outcome submit(StagedTransport transport, MimeMessage message, Command.Send send) {
        try {
            transport.connect(configuration.host(), configuration.port(), configuration.user().orElse(null),
                    configuration.password().orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
            health = new Health.Ready();
            return Outcome.Accepted.as(composer.id(send));
        } catch (AuthenticationFailedException e) {
            // RFC 4954 section 6: 454 is the server's own trouble and passes.
            if (transport.getLastReturnCode() < 500) {
                return failed(transport, composer.id(send), e);
            }
            health = new Health.NeedsOperator("The SMTP server " + configuration.host() + " refuses the login: check user and password.",
                    "AUTHENTICATION_FAILED");
            return deferred(PAUSE_FOR_OPERATOR, Fault.Owner.OPERATOR, "AUTHENTICATION_FAILED", "The SMTP server refuses the login.");
        } catch (MessagingException e) {
            return failed(transport, composer.id(send), e);
        } finally {
            hangUp(transport);
        }
    }

    /** What goes wrong from here on says nothing about the message. */
    private void hangUp(StagedTransport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            log.log(System.Logger.Level.DEBUG, "The SMTP server was gone before it was told good-bye");
        }
    }

    /** The library chains what happened: the server's refusals first, then what it means for the message. */
    private Outcome failed(StagedTransport transport, MessageId id, MessagingException failure) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException next ? next.getNextException() : null) {
            switch (e) {
                case SMTPAddressFailedException address when address.getReturnCode() > 0 -> {
                    // RFC 3463 section 3.8: X.7.X is about policy, not about the address.
                    boolean policy = POLICY.matcher(String.valueOf(address.getMessage())).find();
                    return refused(address.getReturnCode(), policy ? Fault.Owner.PLATFORM : Fault.Owner.CITIZEN,
                            policy ? "REFUSED_BY_POLICY" : "RECIPIENT_REFUSED", address.getMessage());
                }
                case SMTPSenderFailedException sender when sender.getReturnCode() > 0 -> {
                    return refused(sender.getReturnCode(), Fault.Owner.OPERATOR, "SENDER_REFUSED", sender.getMessage());
                }
                case SMTPSendFailedException sending when sending.getReturnCode() > 0
                        && String.valueOf(sending.getCommand()).startsWith("MAIL") -> {
                    return refused(sending.getReturnCode(), Fault.Owner.OPERATOR, "SENDER_REFUSED", sending.getMessage());
                }
                case SMTPSendFailedException sending when sending.getReturnCode() > 0 -> {
                    boolean size = sending.getReturnCode() == 552 || String.valueOf(sending.getMessage()).contains("5.3.4");
                    return refused(sending.getReturnCode(), size ? Fault.Owner.AGENT : Fault.Owner.PLATFORM,
                            size ? "MESSAGE_TOO_LARGE" : "MESSAGE_REFUSED", sending.getMessage());
                }
                default -> {
                }
            }
        }
        if (transport.ended()) {
            return new Outcome.Unknown(List.of(id), new Fault(Fault.Owner.PLATFORM, "NO_REPLY",
                    "The message was handed over whole, but the SMTP server " + configuration.host() + " did not say whether it took it."));
        }
        health = new Health.Degraded(
                "The SMTP server " + configuration.host() + ":" + configuration.port() + " cannot be used: " + failure.getMessage(),
                "SMTP_UNREACHABLE");
        return deferred(PAUSE, Fault.Owner.PLATFORM, "SMTP_UNREACHABLE", "The SMTP server cannot be used: " + failure.getMessage());
    }

    /** RFC 5321 section 4.2.1: 4yz may pass, 5yz will not. */
    private Outcome refused(int code, Fault.Owner owner, String name, @org.jspecify.annotations.Nullable String answer) {
        String detail = "The SMTP server answered: " + Fields.line(String.valueOf(answer), Fault.MAXIMUM_DETAIL - 100);
        if (code >= 400 && code < 500) {
            return deferred(PAUSE, Fault.Owner.PLATFORM, name, detail);
        }
        return new Outcome.Rejected(new Fault(owner, name, detail));
    }

    private Outcome deferred(Duration pause, Fault.Owner owner, String code, String detail) {
        return new Outcome.Deferred(clock.instant().plus(pause), new Fault(owner, code, detail));
    }
}
