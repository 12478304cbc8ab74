package org.parvis.gateway.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Key;

/** All that an operator decides about a gateway. Teams and agents are not here: they live in the database. */
public record GatewayConfiguration(
        @Key(value = "http", doc = "Where the gateway is reached.") HttpConfiguration http,
        @Key(value = "database", doc = "Where the record is kept.") DatabaseConfiguration database,
        @Key(value = "plugins", doc = "The directory of the channel plugins; when absent, those that come with Parvis.") Optional<Path> plugins,
        @Key(value = "node", doc = "This node's name in logs and in the record; when absent, the machine's.") Optional<String> node,
        @Key(value = "language", doc = "The language of those who have not chosen one.", fallback = "fr") Language language,
        @Key(value = "metrics", doc = "What /metrics tells Prometheus.") Metrics metrics,
        @Key(value = "limits", doc = "What is refused with a clear answer, and never half taken.") Limits limits,
        @Key(value = "channels", doc = "The channels, in the order in which people see them.") List<ChannelConfiguration> channels) {

    /** This configuration with another way to be reached. */
    public GatewayConfiguration withHttp(HttpConfiguration other) {
        return new GatewayConfiguration(other, database, plugins, node, language, metrics, limits, channels);
    }

    /** The languages of the desk and of pages for citizens. */
    public enum Language {
        FR, EN
    }

    /** Figures for those who watch the gateway. */
    public record Metrics(
            @Key(value = "enabled", doc = "Whether there is a page /metrics at all.", fallback = "true") boolean enabled,
            @Key(value = "access", doc = "Who may read it: loopback (this machine alone) or everybody.", fallback = "loopback") Access access) {

        /** Who may read the figures. */
        public enum Access {
            LOOPBACK, EVERYBODY
        }
    }

    /** Bounds that an operator may move. */
    public record Limits(
            @Key(value = "attachment", doc = "The largest file that is taken, in or out.", fallback = "25 MB") ByteSize attachment,
            @Key(value = "request", doc = "The largest HTTP request: all the files of a form together.", fallback = "50 MB") ByteSize request) {

        private static final ByteSize MOST = new ByteSize(200_000_000);

        public Limits {
            if (attachment.bytes() < 1 || attachment.bytes() > MOST.bytes()) {
                throw new IllegalArgumentException("attachment is from 1 B to 200 MB");
            }
            if (request.bytes() < attachment.bytes() || request.bytes() > MOST.bytes()) {
                throw new IllegalArgumentException("request is at least as much as attachment, and at most 200 MB");
            }
        }
    }
}
