package org.parvis.gateway.http.wire;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Bytes;

/** The reverse proxies whose word about their client is believed: those that the operator named, by address or network, and no other. */
public final class Proxies {

    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
    /** How proxies say that they are some (RFC 7239, and what was there before it). */
    private static final List<String> FORWARDING = List.of("x-forwarded-for", "forwarded");

    private final List<Network> trusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param trusted addresses such as {@code 10.0.0.7} and networks such as {@code 10.0.0.0/8} or {@code fd00::/8} */
    public Proxies(List<String> trusted) {
        this.trusted = trusted.stream().map(Network::parse).toList();
    }

    public Client client(HttpServerRequest request) {
        String peer = Optional.ofNullable(request.remoteAddress()).map(address -> address.hostAddress()).orElse("");
        String host = Optional.ofNullable(request.authority()).map(Object::toString).orElse("");
        boolean secure = request.isSSL();
        if (!trusts(peer)) {
            return new Client(peer, secure, host, isLoopback(peer) && !isPassedOn(request));
        }
        String scheme = Optional.ofNullable(request.getHeader("x-forwarded-proto")).orElse("");
        String client = farthest(peer, request.headers().getAll("x-forwarded-for"));
        return new Client(client, secure || scheme.strip().equalsIgnoreCase("https"), host, isLoopback(client));
    }

    /** By a proxy on this machine that nobody named. Without the word of it, the whole world would be this machine. */
    private boolean isPassedOn(HttpServerRequest request) {
        if (FORWARDING.stream().noneMatch(request.headers()::contains)) {
            return false;
        }
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "A proxy on this machine passes requests on, and http.trusted-proxies does not name it: all who come through it count as one"
                            + " address when logins are throttled, and none may read /metrics. Name 127.0.0.1 there if the proxy is yours.");
        }
        return true;
    }

    private static boolean isLoopback(String address) {
        return numeric(address).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The last address of the chain that no trusted proxy wrote about itself: what stands before it could be anybody's invention. */
    private String farthest(String peer, List<String> forwarded) {
        String client = peer;
        List<String> chain = forwarded.stream().flatMap(line -> Arrays.stream(line.split(","))).map(String::strip).toList();
        for (String address : chain.reversed()) {
            if (numeric(address).isEmpty()) {
                return client;
            }
            client = address;
            if (!trusts(address)) {
                return client;
            }
        }
        return client;
    }

    public boolean trusts(String address) {
        return !trusted.isEmpty()
                && numeric(address).filter(known -> trusted.stream().anyMatch(network -> network.contains(known))).isPresent();
    }

    /** Never asks a name server. */
    static Optional<InetAddress> numeric(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private record Network(Bytes prefix, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/", 2);
            byte[] prefix = numeric(parts[0]).orElseThrow(() -> new IllegalArgumentException("No IP address or network: " + text))
                    .getAddress();
            int bits = parts.length == 1 ? prefix.length * Byte.SIZE : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > prefix.length * Byte.SIZE) {
                throw new IllegalArgumentException("No IP network: " + text);
            }
            return new Network(Bytes.wrap(prefix), bits);
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] network = prefix.toArray();
            if (bytes.length != network.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
                return false;
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || (bytes[whole] & 0xff) >> (Byte.SIZE - rest) == (network[whole] & 0xff) >> (Byte.SIZE - rest);
        }
    }
}
