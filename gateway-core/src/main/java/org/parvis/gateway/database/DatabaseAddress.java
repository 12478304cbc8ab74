package org.parvis.gateway.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.vertx.pgclient.SslMode;

/**
 * Where the database is, and who asks.
 *
 * @param encryption what the connection demands of TLS, in PostgreSQL's own words ({@code sslmode})
 */
public record DatabaseAddress(String host, int port, String database, String user, String password, SslMode encryption) {

    private static final int DEFAULT_PORT = 5432;
    private static final String ENCRYPTION = "sslmode=";

    /**
     * Reads {@code postgresql://host[:port]/database[?sslmode=…]}.
     *
     * @throws IllegalArgumentException in words for whoever wrote the address
     */
    public static DatabaseAddress of(URI url, String user, String password) {
        if (!"postgresql".equals(url.getScheme()) && !"postgres".equals(url.getScheme())) {
            throw new IllegalArgumentException("a database's address starts with postgresql://");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password have keys of their own and do not belong in the address");
        }
        String host = url.getHost();
        String path = url.getPath();
        if (host == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("a database's address has the form postgresql://host:5432/database");
        }
        return new DatabaseAddress(host, url.getPort() < 0 ? DEFAULT_PORT : url.getPort(), path.substring(1), user, password,
                encryption(url));
    }

    private static SslMode encryption(URI url) {
        String query = url.getRawQuery();
        if (query == null) {
            return SslMode.PREFER;
        }
        if (!query.startsWith(ENCRYPTION)) {
            throw new IllegalArgumentException("the only option of a database's address is sslmode");
        }
        String mode = URLDecoder.decode(query.substring(ENCRYPTION.length()), StandardCharsets.UTF_8);
        return SslMode.of(mode.toLowerCase(Locale.ROOT));
    }

    DatabaseAddress withDatabase(String name) {
        return new DatabaseAddress(host, port, name, user, password, encryption);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port + "/" + database
                + "?ApplicationName=parvis&" + ENCRYPTION + encryption.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For logs: without the password. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
