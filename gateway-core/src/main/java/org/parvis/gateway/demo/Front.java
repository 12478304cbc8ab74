package org.parvis.gateway.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * One address before several nodes, as an operator's own proxy is: each request goes to the next node that says it is ready. A node that
 * cannot be connected to has seen nothing of the request, so another one gets it.
 */
public final class Front implements AutoCloseable {

    private static final long ASK_MILLIS = 200;
    private static final int CONNECT_MILLIS = 1_000;
    private static final long ANSWER_MILLIS = 2_000;
    /** More than all the agents' streams of changes that a demo has to bear. */
    private static final int CONNECTIONS_TO_A_NODE = 2_000;

    private final Vertx vertx;
    private final List<URI> nodes;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<URI> ready = ConcurrentHashMap.newKeySet();

    private Front(Vertx vertx, List<URI> nodes) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(5),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_TO_A_NODE));
    }

    /** Listens on the loopback interface when this returns. */
    public static Front open(int port, List<URI> nodes) {
        Vertx vertx = Vertx.vertx();
        Front front = new Front(vertx, nodes);
        front.ready.addAll(nodes);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port));
        HttpProxy proxy = HttpProxy.reverseProxy(front.client).origin(front::request).addInterceptor(asItCame());
        server.requestHandler(proxy).listen().toCompletionStage().toCompletableFuture().join();
        nodes.forEach(node -> vertx.setPeriodic(ASK_MILLIS, tick -> front.ask(node)));
        return front;
    }

    /** The host that the browser named, and who it is: the nodes believe this proxy. */
    private static ProxyInterceptor asItCame() {
        return new ProxyInterceptor() {
            @Override
            public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                context.request().setAuthority(context.request().proxiedRequest().authority());
                context.request().putHeader("x-forwarded-for", context.request().proxiedRequest().remoteAddress().hostAddress());
                return context.sendRequest();
            }
        };
    }

    private Future<HttpClientRequest> request(ProxyContext context) {
        int first = turn.getAndIncrement();
        List<URI> order = new ArrayList<>();
        for (int place = 0; place < nodes.size(); place++) {
            order.add(nodes.get(Math.floorMod(first + place, nodes.size())));
        }
        order.sort((one, other) -> Boolean.compare(ready.contains(other), ready.contains(one)));
        return connect(order);
    }

    private Future<HttpClientRequest> connect(List<URI> order) {
        Future<HttpClientRequest> attempt = client.request(to(order.getFirst()));
        return order.size() == 1 ? attempt : attempt.recover(gone -> connect(order.subList(1, order.size())));
    }

    private void ask(URI node) {
        client.request(to(node).setMethod(HttpMethod.GET).setURI("/health/ready").setTimeout(ANSWER_MILLIS))
                .compose(HttpClientRequest::send)
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result().statusCode() == 200) {
                        ready.add(node);
                    } else {
                        ready.remove(node);
                    }
                });
    }

    private static RequestOptions to(URI node) {
        return new RequestOptions().setHost(node.getHost()).setPort(node.getPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
