package org.parvis.channel.email.connection;

/** How a connection is protected. */
public enum Security {
    /** Not at all: for a server on the same machine only. */
    NONE,
    /** Starts in clear text and must be upgraded before anything secret is said (RFC 3207, RFC 9051 section 6.2.1). */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS
}
