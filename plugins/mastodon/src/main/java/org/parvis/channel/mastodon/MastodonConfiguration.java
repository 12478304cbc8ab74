package org.parvis.channel.mastodon;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.parvis.channel.Key;

/** One account on one server. */
public record MastodonConfiguration(
        @Key(value = "base-url", doc = "The server's address, such as https://social.saint-exemple.example.") URI baseUrl,
        @Key(value = "access-token", secret = true, doc = "The account's access token with the scopes read and write, from the server's page Development.") String accessToken,
        @Key(value = "poll-interval", fallback = "30s", doc = "How often to ask the server for messages; a stream makes them come at once.") Duration pollInterval,
        @Key(value = "review-interval", fallback = "2m", doc = "How often to look whether recent messages were edited or deleted.") Duration reviewInterval,
        @Key(value = "public-replies", fallback = "unlisted", doc = "How a reply to a public mention is published: public, or unlisted, which keeps it out of the public timelines.") PublicReplies publicReplies,
        @Key(value = "streaming", fallback = "auto", doc = "Whether to listen to the server's stream where it has one: auto or off.") Streaming streaming,
        @Key(value = "history", fallback = "7d", doc = "How far back to take messages in when the channel is started for the first time.") Duration history,
        @Key(value = "attachment-bytes", fallback = "26214400", doc = "Larger attachments are left out and linked; in bytes.") long attachmentBytes,
        @Key(value = "private-media", fallback = "false", doc = "Whether attachments may be fetched from addresses of private networks: true only where the servers of citizens stand inside your own network.") boolean privateMedia,
        @Key(value = "timeout", fallback = "30s", doc = "How long one request to the server may take.") Duration timeout,
        @Key(value = "operator-name", doc = "Who runs the server, for the report on dependence; the server's host name when absent.") Optional<String> operatorName,
        @Key(value = "operator-jurisdiction", fallback = "??", doc = "The law that the server's operator answers to, as ISO 3166-1 alpha-2, such as FR; ?? when not known.") String operatorJurisdiction,
        @Key(value = "trust-store", doc = "A PKCS #12 file with the certificates to trust, for a server with a private authority.") Optional<Path> trustStore,
        @Key(value = "trust-store-password", secret = true, doc = "What protects the file of certificates; none where nothing does.") Optional<String> trustStorePassword) {

    /** The stream is woken, not read: intervals longer than this would make a lost wake-up felt. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    /** Visibility of a reply to a public mention, in the words of the Mastodon API. */
    public enum PublicReplies {
        PUBLIC, UNLISTED
    }

    /** Whether to listen to a stream. */
    public enum Streaming {
        AUTO, OFF
    }

    public MastodonConfiguration {
        String scheme = String.valueOf(baseUrl.getScheme());
        String host = String.valueOf(baseUrl.getHost());
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if (baseUrl.getHost() == null || !(scheme.equals("https") || (scheme.equals("http") && loopback))) {
            throw new IllegalArgumentException("base-url must be an https address, such as https://social.saint-exemple.example");
        }
        if (accessToken.isBlank() || accessToken.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("access-token must be one line of printable ASCII without spaces");
        }
        requireInterval("poll-interval", pollInterval);
        requireInterval("review-interval", reviewInterval);
        requireInterval("timeout", timeout);
        if (history.isNegative()) {
            throw new IllegalArgumentException("history must not be negative");
        }
        if (attachmentBytes < 0) {
            throw new IllegalArgumentException("attachment-bytes must not be negative");
        }
        if (!operatorJurisdiction.matches("[A-Z]{2}|\\?\\?")) {
            throw new IllegalArgumentException("operator-jurisdiction must be two capital letters, such as FR, or ??");
        }
    }

    private static void requireInterval(String key, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(key + " must be more than nothing and at most " + LONGEST_INTERVAL.toHours() + "h");
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "MastodonConfiguration[" + baseUrl + "]";
    }
}
