package org.parvis.gateway.configuration;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.Key;

/** All that an operator decides about a gateway. Teams and agents are not here: they live in the database. */
public record GatewayConfiguration(
        @Key(value = "http", doc = "Where the gateway is reached.") HttpConfiguration http,
        @Key(value = "database", doc = "Where the record is kept.") DatabaseConfiguration database,
        @Key(value = "plugins", doc = "The directory of the channel plugins; when absent, those that come with Parvis.") Optional<Path> plugins,
        @Key(value = "node", doc = "This node's name in logs and in the record, of which the share of channels depends that it gets; when absent, the machine's name and the port.") Optional<String> node,
        @Key(value = "cluster", doc = "Several nodes over one record.") ClusterConfiguration cluster,
        @Key(value = "secrets", doc = "How passwords are kept that are typed at the desk.") SecretsConfiguration secrets,
        @Key(value = "metrics", doc = "What /metrics tells Prometheus.") Metrics metrics,
        @Key(value = "limits", doc = "What is refused with a clear answer, and never half taken.") Limits limits,
        @Key(value = "country-code", doc = "What completes a telephone number that agents type without one.", fallback = "+33") String countryCode,
        @Key(value = "time-zone", doc = "By whose clocks the hours of outside agencies are meant.", fallback = "Europe/Paris") String timeZone,
        @Key(value = "channels", doc = "The channels, in the order in which people see them.") List<ChannelConfiguration> channels) {

    private static final Pattern COUNTRY_CODE = Pattern.compile("\\+[1-9][0-9]{0,2}");

    public GatewayConfiguration {
        if (!COUNTRY_CODE.matcher(countryCode).matches()) {
            throw new IllegalArgumentException("country-code is + and one to three digits, such as +33 (ITU-T E.164)");
        }
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new IllegalArgumentException("time-zone is a zone of the IANA database, such as Europe/Paris");
        }
    }

    /** By whose clocks hours are meant. */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** What seals the secrets that are kept in the record. Nodes of a cluster make no key: what each had made would open nothing for the others. */
    public Vault vault() {
        return Vault.of(secrets, cluster.enabled() ? Optional.empty() : Optional.of(database.directory().resolveSibling("secrets.key")));
    }

    /** This configuration with another way to be reached. */
    public GatewayConfiguration withHttp(HttpConfiguration other) {
        return new GatewayConfiguration(other, database, plugins, node, cluster, secrets, metrics, limits, countryCode, timeZone, channels);
    }

    /** Figures for those who watch the gateway. */
    public record Metrics(
            @Key(value = "access", doc = "Who may read it: loopback (this machine alone) or everybody.", fallback = "loopback") Access access) {

        /** Who may read the figures. */
        public enum Access {
            LOOPBACK, EVERYBODY
        }
    }

    /** Bounds that an operator may move. */
    public record Limits(
            @Key(value = "attachment", doc = "The largest file that an agent can upload, at most 25 MB.", fallback = "25 MB") ByteSize attachment) {

        private static final ByteSize MOST = new ByteSize(25_000_000);

        public Limits {
            if (attachment.bytes() < 1 || attachment.bytes() > MOST.bytes()) {
                throw new IllegalArgumentException("attachment is from 1 B to 25 MB");
            }
        }
    }
}
