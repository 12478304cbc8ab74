package org.parvis.gateway.http;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

import org.parvis.gateway.access.Identity;
import org.parvis.gateway.http.operations.Problems;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Client;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Paths;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.RequestBody;
import org.parvis.gateway.http.wire.Router;
import org.parvis.gateway.http.wire.SecurityHeaders;
import org.parvis.gateway.http.wire.Turns;

/** One request and its answer, from head to end, on one virtual thread. */
final class Exchange {

    /** After an answer that did not wait for the body, the sender has this long to read it before the connection closes. */
    private static final long LINGER_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Context context;
    private final Edge.Desk desk;
    private Optional<RequestBody> body = Optional.empty();
    private boolean bodyTaken;

    /** @param request paused */
    Exchange(Vertx vertx, Context context, HttpServerRequest request, Edge.Desk desk) {
        this.vertx = vertx;
        this.context = context;
        this.request = request;
        this.desk = desk;
        this.bodyTaken = !RequestBody.announced(request);
    }

    void run() {
        Client client = desk.proxies().client(request);
        String name = request.method().name();
        Answer answer;
        try {
            Call call = call(client);
            Found found = find(call);
            name = found.endpoint().method() + " " + found.endpoint().path();
            answer = answer(call, found);
        } catch (InterruptedException stop) {
            answer = Problem.busy("The gateway stops.", 5).answer();
            Thread.currentThread().interrupt();
        } catch (Exception | StackOverflowError fault) {
            answer = Problems.of(fault, name).answer();
        } finally {
            body.ifPresent(RequestBody::release);
        }
        Answer whole = answer.with(SecurityHeaders.complete(answer.headers(), client));
        context.runOnContext(start -> write(whole));
    }

    private Call call(Client client) {
        String path = request.path();
        if (path == null || !path.startsWith("/")) {
            throw Problem.of(400, "The request target is no path.").exception();
        }
        String query = Optional.ofNullable(request.query()).orElse("");
        return new Call(request.method(), path, Map.of(), Paths.form(query, Limits.QUERY_PARAMETERS), request.headers(), client,
                Buffer.buffer(), Optional.empty());
    }

    /** @param channels whether it is a channel's: then it has bounds of its own, and must not take a turn from the others while it is slow */
    private record Found(Endpoint endpoint, Map<String, String> parameters, boolean channels) {
    }

    private Found find(Call call) {
        Router.Match match = desk.router().match(call.method(), call.path());
        boolean channels = match instanceof Router.Match.Nothing;
        if (channels) {
            match = desk.routes().match(call.method(), call.path());
        }
        return switch (match) {
            case Router.Match.Found(Endpoint endpoint, Map<String, String> parameters) -> new Found(endpoint, parameters, channels);
            case Router.Match.OtherMethods(String allow) ->
                throw Problem.of(405, "Here is " + allow + " only.").with("allow", allow).exception();
            case Router.Match.Nothing() -> throw Problem.notFound().exception();
        };
    }

    private Answer answer(Call call, Found found) throws Exception {
        Endpoint endpoint = found.endpoint();
        Call named = new Call(call.method(), call.path(), found.parameters(), call.query(), call.headers(), call.client(), call.body(),
                Optional.empty());
        Optional<Identity> identity;
        // Who calls is known before the body is taken in: strangers cannot fill the memory.
        try (Turns.Turn _ = desk.turns().take()) {
            identity = desk.authentication().identify(named, endpoint.access());
        }
        Call complete = named.with(identity).with(body(endpoint));
        if (found.channels()) {
            return endpoint.handler().handle(complete);
        }
        try (Turns.Turn _ = desk.turns().take()) {
            return endpoint.handler().handle(complete);
        }
    }

    private Buffer body(Endpoint endpoint) throws InterruptedException {
        if (bodyTaken) {
            return Buffer.buffer();
        }
        if (endpoint.bodyLimit() == 0) {
            throw Problem.named(413, "too-large", "No body is taken here.").exception();
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            context.runOnContext(start -> request.response().writeContinue());
        }
        RequestBody taking = new RequestBody(vertx, request, endpoint.bodyLimit(), desk.bodies());
        body = Optional.of(taking);
        Buffer whole = taking.await(context);
        bodyTaken = true;
        return whole;
    }

    private void write(Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        try {
            answer.headers().forEach(response::putHeader);
        } catch (IllegalArgumentException malformed) {
            // A handler made a header field of something that has line breaks: nothing of it goes out.
            response.headers().clear();
            write(Problems.unexpected(malformed, request.method().name()).answer());
            return;
        }
        if (closes()) {
            response.putHeader("connection", "close");
        }
        switch (answer) {
            case Answer.Whole whole -> end(response, whole);
            case Answer.Streamed streamed -> {
                request.resume();
                streamed.begin().accept(response);
            }
        }
    }

    private void end(HttpServerResponse response, Answer.Whole whole) {
        boolean withoutContent = whole.status() == 204 || whole.status() == 304;
        if (!withoutContent) {
            response.putHeader("content-length", Integer.toString(whole.body().length()));
        }
        Future<Void> sent = withoutContent || request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(whole.body());
        if (!request.isEnded()) {
            // What is left of the body is read and thrown away, so that the sender gets to see the answer instead of a broken connection.
            request.handler(rest -> {
            });
            request.resume();
        }
        if (!bodyTaken) {
            vertx.setTimer(LINGER_MILLIS, late -> stopReading(response));
        } else if (closes()) {
            sent.onComplete(done -> request.connection().close());
        }
    }

    private boolean closes() {
        return request.version() != HttpVersion.HTTP_2 && (!bodyTaken || isAmbiguous(request) || desk.draining().get());
    }

    /**
     * Whether it may have named its length in two ways (RFC 9112, section 6.1: the connection must then be closed, so that nothing that follows is taken for a request
     * of its own). Netty removes the second way before anybody sees it, so every chunked request of HTTP/1 is taken for one.
     */
    static boolean isAmbiguous(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2 && request.headers().contains("transfer-encoding");
    }

    private void stopReading(HttpServerResponse response) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        } else if (!request.isEnded()) {
            response.reset(0);
        }
    }
}
