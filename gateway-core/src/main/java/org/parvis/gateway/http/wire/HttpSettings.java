package org.parvis.gateway.http.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the edge listens.
 *
 * @param port           0: any free one
 * @param trustedProxies addresses or networks whose forwarding headers are believed
 * @param metricsFrom    addresses or networks that may read {@code /metrics}, besides the machine itself
 * @param cleartextHttp2 HTTP/2 without TLS, for a proxy on the same machine. Off, because proxies that pass an upgrade on unseen can be
 *                       tricked by it into opening a tunnel past their rules
 * @param drainNotice    how long a node that is about to stop goes on serving after it has said so, until the proxies before it have noticed
 * @param countryCode    completes telephone numbers that are typed without one, such as {@code +33}
 */
public record HttpSettings(String host, int port, Optional<Tls> tls, List<String> trustedProxies, List<String> metricsFrom,
        boolean cleartextHttp2, Duration drainNotice, String countryCode) {

    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
        metricsFrom = List.copyOf(metricsFrom);
    }

    /** Loopback, without TLS. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings("127.0.0.1", port, Optional.empty(), List.of(), List.of(), false, Duration.ZERO, "+33");
    }

    /** A certificate chain and its private key, both PEM. */
    public record Tls(Path certificate, Path key) {
    }
}
