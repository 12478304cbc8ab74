package org.parvis.channel.email;

import java.util.ArrayList;
import java.util.List;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.ChannelContract;
import org.parvis.channel.testkit.Network;

/** What every channel promises, on a real mailbox. */
class EmailContractTest extends ChannelContract<EmailConfiguration> {

    private @Nullable MailNetwork network;

    @Override
    protected String type() {
        return "email";
    }

    @Override
    protected Network network() throws Exception {
        MailNetwork fresh = new MailNetwork();
        network = fresh;
        return fresh;
    }

    @Override
    protected EmailConfiguration configuration() {
        return java.util.Objects.requireNonNull(network).town.configuration();
    }

    private static final class MailNetwork implements Network.Acknowledging, Network.Losing {
        private final Town town = new Town();

        MailNetwork() throws Exception {
        }

        @Override
        public void write(Letter letter) throws Exception {
            town.deliver(Town.letter(letter.key(), letter.text()));
        }

        @Override
        public boolean acknowledged(Letter letter) throws Exception {
            return town.inFolder("INBOX", folder -> {
                Message[] found = folder.search(new HeaderTerm("Message-ID", letter.key() + "@citoyenne.example"));
                return found.length > 0 && List.of(found[0].getFlags().getUserFlags()).contains("ParvisTaken");
            });
        }

        @Override
        public List<Sent> sent() throws Exception {
            List<Sent> sent = new ArrayList<>();
            for (MimeMessage message : town.servers().getReceivedMessages()) {
                if (message.getHeader("X-Parvis-Loop") != null) {
                    InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
                    sent.add(new Sent(Handle.of(Handle.Kind.EMAIL, to.getAddress()), Visibility.PRIVATE, text(message)));
                }
            }
            return sent;
        }

        private static String text(Part part) throws Exception {
            if (part.getContent() instanceof Multipart multipart) {
                BodyPart first = multipart.getBodyPart(0);
                return text(first);
            }
            return String.valueOf(part.getContent()).strip();
        }

        @Override
        public void loseNextAnswer() {
            town.smtp.loseNextAnswer();
        }

        @Override
        public void cut() throws Exception {
            town.imap.cut();
            town.smtp.cut();
        }

        @Override
        public void restore() throws Exception {
            town.imap.restore();
            town.smtp.restore();
        }

        @Override
        public void close() {
            town.close();
        }
    }
}
