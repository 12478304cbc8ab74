package org.parvis.channel.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.Inbox;

/**
 * What the gateway lends to a channel, in memory.
 *
 * {@snippet :
 * var inbox = new RecordingInbox();
 * var clock = ManualClock.at("2026-09-15T08:00:00Z");
 * var channel = plugin.open(configuration, new TestContext("guichet", inbox, clock));
 * }
 */
public final class TestContext implements ChannelContext {

    private final String channelId;
    private final Inbox inbox;
    private final Clock clock;
    private final RecordingLog log = new RecordingLog();
    private final InMemoryFollowUp followUp = new InMemoryFollowUp();
    private final Signer signer;

    public TestContext(String channelId, Inbox inbox, Clock clock) {
        this.channelId = channelId;
        this.inbox = inbox;
        this.clock = clock;
        this.signer = new TestSigner(channelId);
    }

    public TestContext(Inbox inbox) {
        this("test", inbox, Clock.systemUTC());
    }

    @Override
    public String channelId() {
        return channelId;
    }

    @Override
    public String label() {
        return "Mairie de Saint-Exemple";
    }

    @Override
    public RecordingLog log() {
        return log;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public URI publicAddress() {
        return URI.create("https://parvis.saint-exemple.example");
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public InMemoryFollowUp followUp() {
        return followUp;
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public Allowance allowance(String purpose, int perHour) {
        return new InMemoryAllowance(clock, perHour);
    }

    /** What the channel has logged. */
    public List<String> logged() {
        return log.lines();
    }

    /** Signs with a key that depends on the channel alone, as the gateway's outlives a restart. */
    private record TestSigner(String key) implements Signer {

        @Override
        public String sign(String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every JDK has HmacSHA256", e);
            }
        }

        @Override
        public boolean verify(String text, String signature) {
            return MessageDigest.isEqual(sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        }
    }
}
