package org.parvis.gateway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.parvis.channel.Key;
import org.parvis.gateway.database.DatabaseAddress;

/** Where the record is kept: in a PostgreSQL server of the operator's when {@code url} is set, else in the gateway's own. */
public record DatabaseConfiguration(
        @Key(value = "directory", doc = "Where the embedded PostgreSQL keeps its data when url is not set. Back it up by stopping the gateway and copying it.", fallback = "../data/database") Path directory,
        @Key(value = "url", doc = "A PostgreSQL server of your own, 15 or later: postgresql://host:5432/parvis?sslmode=verify-full.") Optional<URI> url,
        @Key(value = "user", doc = "Who to log in as at url.") Optional<String> user,
        @Key(value = "password", doc = "The password at url, or file: and the path of a file that holds it.", secret = true) Optional<String> password,
        @Key(value = "connections", doc = "How many connections are open at most for the work; a node has up to four more for its signs of life.", fallback = "16") int connections) {

    private static final int LEAST_CONNECTIONS = 4;
    /** The embedded server takes a few more. */
    private static final int MOST_CONNECTIONS = 200;

    public DatabaseConfiguration {
        if (connections < LEAST_CONNECTIONS || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException("connections is from " + LEAST_CONNECTIONS + " to " + MOST_CONNECTIONS);
        }
        if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
            throw new IllegalArgumentException("url is needed where user or password are set");
        }
        if (url.isPresent() && user.isEmpty()) {
            throw new IllegalArgumentException("user is needed where url is set");
        }
        try {
            external(url, user, password);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("url cannot be used: " + unfit.getMessage(), unfit);
        }
    }

    /** The operator's own server; when absent, the embedded one in {@link #directory}. */
    public Optional<DatabaseAddress> external() {
        return external(url, user, password);
    }

    private static Optional<DatabaseAddress> external(Optional<URI> url, Optional<String> user, Optional<String> password) {
        return url.map(address -> DatabaseAddress.of(address, user.orElse(""), password.orElse("")));
    }

    @Override
    public String toString() {
        return Redaction.of(this);
    }
}
