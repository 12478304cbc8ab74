package org.parvis.channel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the gateway lends to one channel. Every member is safe for use by many threads and valid until the channel is closed. */
public interface ChannelContext {

    /** The channel's id, as the configuration names it: lower-case letters, digits and hyphens. */
    String channelId();

    /** The channel's name for people, such as {@code Courriel de la mairie}. */
    String label();

    /** For operators. Never log a body, an address or a secret. */
    System.Logger log();

    /** The only clock to ask, so that tests can move it. */
    Clock clock();

    /** Where citizens reach this gateway, without a trailing slash. */
    URI publicAddress();

    /** The inbox for what comes in by {@link Webhooks}; the same that {@link Listening#listen} is given. */
    Inbox inbox();

    /** What a citizen may see of a conversation on this channel. */
    FollowUp followUp();

    /** For links and tokens that leave the gateway and come back. */
    Signer signer();

    /**
     * Bounds what strangers may do, over all the nodes together: those that have just seen each other agree within moments, those that do
     * not see each other count alone.
     *
     * @param purpose what is counted, one of few constant words of this channel
     * @param perHour how often each name may do it, from 1; refilled evenly
     */
    Allowance allowance(String purpose, int perHour);

    /** How often something may be done by each name: an address of the network, a mailbox. Any thread; does not block. */
    @FunctionalInterface
    interface Allowance {

        /** Takes one; when there is none, how long until there is. */
        Optional<Duration> take(String name);
    }

    /** Signs what leaves the gateway and has to be recognised when it comes back: links, tokens. */
    interface Signer {

        /** A keyed digest (HMAC-SHA-256, RFC 2104) of the text as unpadded base64url; the key is this channel's own and outlives restarts. */
        String sign(String text);

        /** Whether {@code signature} is the one of {@code text}, compared in constant time. */
        boolean verify(String text, String signature);
    }
}
