package org.parvis.gateway.configuration;

import java.net.InetAddress;
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
                + "When absent, the address listened on; needed where that is every network.") Optional<URI> publicAddress,
        @Key(value = "tls", doc = "To serve HTTPS here instead of in a proxy before it.") Optional<Tls> tls,
        @Key(value = "trusted-proxies", doc = "Addresses of the proxies whose X-Forwarded-For is believed, or their networks, such as 10.0.0.7 and 10.0.0.0/8; nobody else's is.") List<String> trustedProxies) {

    public static final int LAST_PORT = 65_535;

    public HttpConfiguration {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port is from 1 to " + LAST_PORT + ", or 0 for any that is free");
        }
        if (publicAddress.isEmpty() && literal(host).filter(InetAddress::isAnyLocalAddress).isPresent()) {
            throw new IllegalArgumentException("public-address is needed where host is " + host
                    + ", which is no address that anybody could follow: https://parvis.example");
        }
        trustedProxies.stream().filter(proxy -> !isAddressOrNetwork(proxy)).findFirst().ifPresent(proxy -> {
            throw new IllegalArgumentException(
                    "trusted-proxies are IP addresses such as 10.0.0.7 and networks such as 10.0.0.0/8 or fd00::/8, no names: "
                            + proxy + " is none");
        });
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

    private static boolean isAddressOrNetwork(String text) {
        String[] parts = text.split("/", 2);
        Optional<InetAddress> address = literal(parts[0]);
        if (address.isEmpty() || parts.length == 1) {
            return address.isPresent();
        }
        return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= address.get().getAddress().length * Byte.SIZE;
    }

    /** Never asks a name server. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
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
