package org.parvis.channel.email.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

import javax.net.ssl.SSLSocketFactory;

/** The mail library's settings for one connection. Every socket operation gets a limit: connecting, reading and writing. */
public final class MailProperties {

    private MailProperties() {
    }

    /** @param protocol the library's word, {@code imap} or {@code smtp} */
    public static Properties of(String protocol, Security security, Duration connect, Duration read, Optional<SSLSocketFactory> trust) {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "connectiontimeout", Long.toString(connect.toMillis()));
        properties.setProperty(prefix + "timeout", Long.toString(read.toMillis()));
        properties.setProperty(prefix + "writetimeout", Long.toString(read.toMillis()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "ssl.enable", Boolean.toString(security == Security.TLS));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(security == Security.STARTTLS));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(security == Security.STARTTLS));
        trust.ifPresent(factory -> properties.put(prefix + "ssl.socketFactory", factory));
        return properties;
    }
}
