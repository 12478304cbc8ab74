package org.parvis.gateway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Key;

/** Where the gateway is reached. */
public record HttpConfiguration(
        @Key(value = "host", doc = "The address to listen on. 127.0.0.1 is this machine alone; 0.0.0.0 is every network it is in.", fallback = "127.0.0.1") String host,
        @Key(value = "port", doc = "The port to listen on.", fallback = "8080") int port,
        @Key(value = "public-address", doc = "Where citizens and agents reach the gateway, such as https://parvis.saint-exemple.example: links in messages start with it. "
                + "When absent, the address listened on.") Optional<URI> publicAddress,
        @Key(value = "tls", doc = "To serve HTTPS here instead of in a proxy before it.") Optional<Tls> tls,
        @Key(value = "trusted-proxies", doc = "Addresses of the proxies whose X-Forwarded-For is believed; nobody else's is.") List<String> trustedProxies) {

    public static final int LAST_PORT = 65_535;

    public HttpConfiguration {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port is from 1 to " + LAST_PORT + ", or 0 for any that is free");
        }
        publicAddress.ifPresent(address -> {
            if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
                throw new IllegalArgumentException("public-address starts with https:// or http://");
            }
            if (address.getHost() == null || (address.getPath() != null && !address.getPath().isEmpty()) || address.getQuery() != null) {
                throw new IllegalArgumentException(
                        "public-address is a host, and a port where needed, without a path: https://parvis.example");
            }
        });
    }

    /** This configuration on another port. */
    public HttpConfiguration withPort(int other) {
        return new HttpConfiguration(host, other, publicAddress, tls, trustedProxies);
    }

    /** A certificate and its key. */
    public record Tls(
            @Key(value = "certificate", doc = "The certificate and those that vouch for it, in one PEM file.") Path certificate,
            @Key(value = "key", doc = "The certificate's private key, a PEM file that only the gateway can read.") Path key) {
    }
}
