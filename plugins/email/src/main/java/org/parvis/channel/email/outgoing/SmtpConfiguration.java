package org.parvis.channel.email.outgoing;

import java.time.Duration;
import java.util.Optional;

import org.parvis.channel.Key;
import org.parvis.channel.email.connection.Security;

/** Where answers are submitted. */
public record SmtpConfiguration(
        @Key(value = "host", doc = "The submission server's name, such as smtp.saint-exemple.example.") String host,
        @Key(value = "port", fallback = "465", doc = "465 for tls, 587 for starttls.") int port,
        @Key(value = "security", fallback = "tls", doc = "tls, starttls, or none: for a server on this machine, or for a relay in your own network that wants no password.") Security security,
        @Key(value = "user", doc = "The login name; none when the server wants no authentication.") Optional<String> user,
        @Key(value = "password", secret = true, doc = "Goes with the login name, and is mostly the mailbox's own; none when the server wants no authentication.") Optional<String> password,
        @Key(value = "sends-per-minute", fallback = "60", doc = "The rate that the server bears.") int sendsPerMinute,
        @Key(value = "connect-timeout", fallback = "15s", doc = "How long connecting may take; less than 90s.") Duration connectTimeout,
        @Key(value = "read-timeout", fallback = "1m", doc = "How long the server may take for an answer; less than 90s.") Duration readTimeout) {

    /**
     * The gateway waits two minutes for a whole delivery and then counts its outcome as unknown, so that a person must look after it. A server that
     * falls silent must be noticed before, while it can still be told that nothing was sent.
     */
    private static final Duration TOO_LONG = Duration.ofSeconds(90);

    private static final String FIT = " is positive and less than 90s: the gateway waits two minutes for a whole delivery";

    public SmtpConfiguration {
        check(!host.isBlank(), "host must not be blank");
        check(port >= 1 && port <= 65_535, "port is 1 to 65535, not " + port);
        security.objection(host).filter(_ -> password.isPresent()).ifPresent(why -> check(false, why));
        check(user.isPresent() == password.isPresent(), "user and password belong together");
        check(sendsPerMinute >= 1, "sends-per-minute is at least 1");
        check(isFit(connectTimeout), "connect-timeout" + FIT);
        check(isFit(readTimeout), "read-timeout" + FIT);
    }

    private static boolean isFit(Duration timeout) {
        return timeout.isPositive() && timeout.compareTo(TOO_LONG) < 0;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the password: a configuration ends up in logs. */
    @Override
    public String toString() {
        return "smtp " + host + ":" + port + " " + security;
    }
}
