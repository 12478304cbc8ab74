package org.parvis.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.http.api.Authentication;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Client;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Proxies;
import org.parvis.gateway.http.wire.Router;
import org.parvis.gateway.http.wire.SecurityHeaders;
import org.parvis.gateway.http.wire.Turns;

/**
 * The HTTP server. Bytes move on Vert.x's event loops; each request is answered on a virtual thread of its own, see {@link Exchange}.
 */
final class Edge {

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final HttpSettings settings;
    private final Desk desk;
    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    private final AtomicInteger connections = new AtomicInteger();
    /** Connections whose first request is still to come, each with the timer that gives it up. */
    private final Map<HttpConnection, Long> awaited = new ConcurrentHashMap<>();
    /** Connections whose last request is here: what follows on them is not read as a request. */
    private final Set<HttpConnection> closing = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    /**
     * What every request needs.
     *
     * @param draining the node is about to stop: each connection is closed after its answer, so that the next request goes elsewhere
     */
    record Desk(Router router, PluginRoutes routes, Authentication authentication, Proxies proxies, Turns turns, AtomicLong bodies,
            AtomicBoolean draining) {
    }

    private Edge(Vertx vertx, HttpSettings settings, Desk desk) {
        this.vertx = vertx;
        this.settings = settings;
        this.desk = desk;
        this.server = vertx.createHttpServer(options());
        server.connectionHandler(this::admit);
        server.invalidRequestHandler(this::refuse);
        server.requestHandler(this::accept);
        server.exceptionHandler(fault -> LOG.debug("A connection failed before its request", fault));
    }

    /** Listens when this returns. */
    static Edge start(Vertx vertx, HttpSettings settings, Desk desk) {
        Edge edge = new Edge(vertx, settings, desk);
        try {
            edge.server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            edge.requests.close();
            throw new IllegalStateException("Cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + Optional.ofNullable(failure.getCause()).orElse(failure).getMessage(), failure);
        }
        return edge;
    }

    int port() {
        return server.actualPort();
    }

    /** Takes no new request, lets those under way end for a moment, then cuts them off. */
    void stop() throws InterruptedException {
        requests.shutdown();
        if (!requests.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            requests.shutdownNow();
        }
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
                .setMaxHeaderSize(Limits.HEADER_BYTES)
                .setHttp2ClearTextEnabled(settings.cleartextHttp2())
                .setIdleTimeout((int) Limits.IDLE_TIME.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setDecompressionSupported(false);
        options.getInitialSettings().setMaxHeaderListSize(Limits.HEADER_BYTES).setMaxConcurrentStreams(100);
        settings.tls().ifPresent(tls -> options.setSsl(true).setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions().setCertPath(tls.certificate().toString()).setKeyPath(tls.key().toString())));
        return options;
    }

    private void admit(HttpConnection connection) {
        if (connections.incrementAndGet() > Limits.CONNECTIONS) {
            connections.decrementAndGet();
            connection.close();
            return;
        }
        awaited.put(connection, vertx.setTimer(Limits.HEAD_TIME.toMillis(), late -> connection.close()));
        connection.closeHandler(closed -> {
            seen(connection);
            closing.remove(connection);
            connections.decrementAndGet();
        });
    }

    private void seen(HttpConnection connection) {
        Optional.ofNullable(awaited.remove(connection)).ifPresent(vertx::cancelTimer);
    }

    private void accept(HttpServerRequest request) {
        request.pause();
        seen(request.connection());
        if (closing.contains(request.connection())) {
            // Closes it at once: an ordinary close would wait for an answer to this.
            request.response().reset();
            return;
        }
        if (Exchange.isAmbiguous(request)) {
            closing.add(request.connection());
        }
        Context context = vertx.getOrCreateContext();
        if (requests.isShutdown()) {
            request.connection().close();
            return;
        }
        requests.execute(() -> new Exchange(vertx, context, request, desk).run());
    }

    /** What Netty could not read as a request. */
    private void refuse(HttpServerRequest request) {
        String cause = String.valueOf(Optional.ofNullable(request.decoderResult().cause()).map(Throwable::getClass).orElse(null));
        Problem problem = cause.contains("TooLongHttpLine")
                ? Problem.of(414, "The address has more than " + Limits.REQUEST_LINE_BYTES + " characters.")
                : cause.contains("TooLongHttpHeader")
                        ? Problem.of(431, "The header fields have more than " + Limits.HEADER_BYTES + " bytes.")
                        : Problem.of(400, "The request is no well-formed HTTP.");
        Answer.Whole answer = (Answer.Whole) problem.answer();
        request.response().setStatusCode(answer.status());
        SecurityHeaders.complete(answer.headers(), new Client("", false, "", false)).forEach(request.response()::putHeader);
        request.response().putHeader("connection", "close").end(answer.body()).onComplete(sent -> request.connection().close());
    }
}
