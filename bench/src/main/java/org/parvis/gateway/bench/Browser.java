package org.parvis.gateway.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Many callers of one gateway, over connections that stay open. Blocking, for virtual threads. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final int LOOPS = 2;

    private final Vertx vertx;
    private final HttpClient client;
    private final String token;
    /** Where answers are read. Never a caller's own context: it would wait for the caller, who waits for it. */
    private final List<Context> loops = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    private Browser(Vertx vertx, HttpClient client, String token) {
        this.vertx = vertx;
        this.client = client;
        this.token = token;
    }

    /** An answer, whole. */
    record Page(int status, Buffer body) {
    }

    /** @param token of an agent; empty for citizens */
    static Browser of(URI address, int connections, String token) {
        Vertx vertx = Vertx.vertx();
        HttpClientOptions options = new HttpClientOptions().setDefaultHost(address.getHost()).setDefaultPort(address.getPort())
                .setKeepAlive(true).setTcpNoDelay(true);
        HttpClient client = vertx.createHttpClient(options,
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1).setEventLoopSize(0));
        Browser browser = new Browser(vertx, client, token);
        for (int loop = 0; loop < LOOPS; loop++) {
            CompletableFuture<Context> made = new CompletableFuture<>();
            // On a plain thread, which gets an event loop.
            Thread.ofPlatform().start(() -> made.complete(vertx.getOrCreateContext()));
            browser.loops.add(made.join());
        }
        return browser;
    }

    Page get(String path) throws InterruptedException {
        return send(new RequestOptions().setMethod(HttpMethod.GET).setURI(path), Buffer.buffer());
    }

    Page post(String path, String form) throws InterruptedException {
        return send(new RequestOptions().setMethod(HttpMethod.POST).setURI(path).putHeader("content-type", FORM), Buffer.buffer(form));
    }

    private Page send(RequestOptions options, Buffer body) throws InterruptedException {
        if (!token.isEmpty()) {
            options.putHeader("authorization", "Bearer " + token);
        }
        return onLoop(() -> client.request(options)
                .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                .compose(response -> response.body().map(bytes -> new Page(response.statusCode(), bytes))));
    }

    /** An open stream, whose bytes are handed over as they come, on an event loop. */
    HttpClientRequest stream(String path, Consumer<Buffer> bytes) throws InterruptedException {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setURI(path).putHeader("authorization", "Bearer " + token);
        return onLoop(() -> client.request(options).compose(request -> request.send().map(response -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException("A stream was answered with " + response.statusCode());
            }
            response.handler(bytes::accept);
            return request;
        })));
    }

    private <T> T onLoop(Supplier<Future<T>> work) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loops.get(Math.floorMod(next.getAndIncrement(), LOOPS))
                .runOnContext(start -> work.get().onComplete(answer::complete, answer::completeExceptionally));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The gateway did not answer", failure);
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
