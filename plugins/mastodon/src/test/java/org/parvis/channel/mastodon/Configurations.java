package org.parvis.channel.mastodon;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configurations for tests. */
final class Configurations {

    private Configurations() {
    }

    static MastodonConfiguration of(URI address, String token, MastodonConfiguration.Streaming streaming, Duration pollInterval) {
        return new MastodonConfiguration(address, token, pollInterval, pollInterval, MastodonConfiguration.PublicReplies.UNLISTED,
                streaming,
                Duration.ofDays(7), 1_000_000, false, Duration.ofSeconds(5), Optional.empty(), "FR", Optional.empty(), Optional.empty());
    }

    static MastodonConfiguration of(FakeMastodon server) {
        return of(server.address(), FakeMastodon.TOKEN, MastodonConfiguration.Streaming.OFF, Duration.ofMillis(20));
    }
}
