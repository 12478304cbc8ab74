package org.parvis.channel.email.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.search.HeaderTerm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;
import org.parvis.channel.email.EmailConfiguration;
import org.parvis.channel.email.Relay;
import org.parvis.channel.email.Town;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;
import org.parvis.channel.testkit.ChannelContract;
import org.parvis.channel.testkit.Network;

/** What every channel promises, with Dovecot and Postfix at the other end. */
@Tag("peers")
class PeersContractTest extends ChannelContract<EmailConfiguration> {

    private @Nullable PeerNetwork network;

    @BeforeAll
    static void peersRun() {
        MailPeers.assumeRunning();
    }

    @Override
    protected String type() {
        return "email";
    }

    @Override
    protected Network network() throws Exception {
        PeerNetwork fresh = new PeerNetwork();
        network = fresh;
        return fresh;
    }

    @Override
    protected EmailConfiguration configuration() {
        return Objects.requireNonNull(network).configuration();
    }

    private static final class PeerNetwork implements Network.Acknowledging, Network.Losing {
        private final String run = "run-" + UUID.randomUUID();
        private final Relay imap = new Relay(MailPeers.IMAP);
        private final Relay smtp = new Relay(MailPeers.SMTP);

        PeerNetwork() throws Exception {
            MailPeers.inFolder("desk", run, folder -> true);
        }

        /** Submission wants TLS, in which the relay could not tell an answer: Postfix's other port does not. */
        EmailConfiguration configuration() {
            return MailPeers.configuration("desk",
                    new ImapConfiguration("127.0.0.1", imap.port(), Security.STARTTLS, "desk", MailPeers.PASSWORD, List.of(run),
                            "ParvisTaken",
                            Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(10)),
                    new SmtpConfiguration("127.0.0.1", smtp.port(), Security.NONE, Optional.empty(), Optional.empty(), 600,
                            Duration.ofSeconds(5), Duration.ofSeconds(10)));
        }

        private String id(Letter letter) {
            return letter.key() + "-" + run + "@citoyenne.example";
        }

        @Override
        public void write(Letter letter) throws Exception {
            String source = Town.letter(letter.key() + "-" + run, letter.text()).replace("camille.martin@citoyenne.example",
                    "citizen+" + run + "@citizen.test");
            MailPeers.append("desk", run, List.of(source));
        }

        @Override
        public boolean acknowledged(Letter letter) throws Exception {
            return MailPeers.inFolder("desk", run, folder -> {
                Message[] found = folder.search(new HeaderTerm("Message-ID", id(letter)));
                return found.length > 0 && List.of(found[0].getFlags().getUserFlags()).contains("ParvisTaken");
            });
        }

        /** By the detail in the recipient's address, which Dovecot leaves in Delivered-To. */
        @Override
        public List<Sent> sent() throws Exception {
            return MailPeers.inFolder("citizen", "INBOX", folder -> {
                List<Sent> sent = new ArrayList<>();
                for (Message message : folder.search(new HeaderTerm("To", run))) {
                    Multipart alternative = (Multipart) message.getContent();
                    String text = String.valueOf(alternative.getBodyPart(0).getContent()).strip();
                    sent.add(new Sent(Handle.of(Handle.Kind.EMAIL, "citizen+" + run + "@citizen.test"), Visibility.PRIVATE, text));
                }
                return sent;
            });
        }

        @Override
        public void loseNextAnswer() {
            smtp.loseNextAnswer();
        }

        @Override
        public void cut() throws Exception {
            imap.cut();
            smtp.cut();
        }

        @Override
        public void restore() throws Exception {
            imap.restore();
            smtp.restore();
        }

        @Override
        public void close() {
            try {
                cut();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
