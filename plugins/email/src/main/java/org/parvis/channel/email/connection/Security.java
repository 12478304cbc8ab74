package org.parvis.channel.email.connection;

import java.net.InetAddress;
import java.util.Optional;

/** How a connection is protected. */
public enum Security {
    /** Not at all. A password is said so to a server on the same machine only. */
    NONE,
    /** Starts in clear text and must be upgraded before anything secret is said (RFC 3207, RFC 9051 section 6.2.1). */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS;

    /** Why a password must not be said to the host so; empty when it may. No name server is asked what a name stands for: it could lie, and change its mind. */
    public Optional<String> objection(String host) {
        return this != NONE || loopback(host)
                ? Optional.empty()
                : Optional.of("security: none would say the password in clear text to " + host
                        + "; write tls or starttls, or, for a server on this machine, localhost or 127.0.0.1 as host");
    }

    private static boolean loopback(String host) {
        try {
            return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
