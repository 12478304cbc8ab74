package org.parvis.gateway.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Route;
import org.parvis.gateway.access.Permission;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.operations.Problems;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Paths;
import org.parvis.gateway.http.wire.PausedAnswer;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Router;
import org.parvis.gateway.http.wire.SecurityHeaders;
import org.parvis.gateway.http.wire.Turns;
import org.parvis.gateway.plugin.MountedRoute;

/**
 * Serves the routes of channels at {@code /<mount>/<channel>/…}. A channel that is slow, full or broken harms nobody else: each has its own bound of calls,
 * and each call its time.
 */
final class PluginRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRoutes.class);

    private final Supplier<List<MountedRoute>> mounted;
    private final Predicate<String> paused;
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();

    /** @param paused whether the channel of that id serves nothing for now; from memory */
    PluginRoutes(Supplier<List<MountedRoute>> mounted, Predicate<String> paused) {
        this.mounted = mounted;
        this.paused = paused;
    }

    Router.Match match(HttpMethod method, String path) {
        List<String> segments = Paths.segments(path);
        if (segments.size() < 2) {
            return new Router.Match.Nothing();
        }
        String asked = method.equals(HttpMethod.HEAD) ? "GET" : method.name();
        Optional<Router.Match.Found> best = Optional.empty();
        Set<String> others = new TreeSet<>();
        for (MountedRoute route : mounted.get()) {
            if (!route.mount().equals(segments.get(0)) || !route.channel().equals(segments.get(1))) {
                continue;
            }
            Optional<Map<String, String>> parameters = Paths.match(Paths.split(route.route().path()), segments.subList(2, segments.size()));
            if (parameters.isEmpty()) {
                continue;
            }
            others.add(route.route().method().name());
            // Fewer parameters: more literal segments.
            if (route.route().method().name().equals(asked)
                    && best.map(found -> parameters.orElseThrow().size() < found.parameters().size()).orElse(true)) {
                best = Optional.of(new Router.Match.Found(endpoint(route), parameters.orElseThrow()));
            }
        }
        if (best.isPresent()) {
            return best.orElseThrow();
        }
        return others.isEmpty() ? new Router.Match.Nothing() : new Router.Match.OtherMethods(Router.allow(others));
    }

    private Endpoint endpoint(MountedRoute mountedRoute) {
        Route route = mountedRoute.route();
        Endpoint.Access access = switch (route.access()) {
            case PUBLIC -> Endpoint.Access.ANYBODY;
            case AGENT -> new Endpoint.Access.Known(Permission.CONVERSE);
        };
        String path = "/" + mountedRoute.mount() + "/" + mountedRoute.channel() + route.path();
        return new Endpoint(HttpMethod.valueOf(route.method().name()), path, access, route.bodyLimit(),
                call -> call(mountedRoute, path, call));
    }

    private Answer call(MountedRoute mountedRoute, String name, Call call) throws InterruptedException {
        if (paused.test(mountedRoute.channel())) {
            return PausedAnswer.to(call);
        }
        Request request = request(call);
        Turns.Turn turn = turns.computeIfAbsent(mountedRoute.channel(), channel -> new Turns(Limits.ROUTE_CALLS_AT_ONCE))
                .takeNow("Too many calls of this channel are being answered at the moment.");
        FutureTask<Response> task = new FutureTask<>(() -> mountedRoute.route().handler().handle(request));
        Thread thread = Thread.ofVirtual().name("route-" + mountedRoute.channel()).start(() -> {
            // The turn is given back when the handler has really ended, not when we stop waiting for it.
            try (turn) {
                task.run();
            }
        });
        try {
            return answer(task.get(Limits.ROUTE_TIME.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            thread.interrupt();
            LOG.warn("{}: answered with 504, the channel's handler took longer than {}; it is interrupted", name, Limits.ROUTE_TIME);
            throw Problem.of(504, "The channel did not answer in time.").exception();
        } catch (ExecutionException failure) {
            throw failed(name, Optional.ofNullable(failure.getCause()).orElse(failure)).exception();
        } catch (InterruptedException stop) {
            thread.interrupt();
            throw stop;
        }
    }

    private static Problem failed(String name, Throwable fault) {
        if (fault instanceof ChannelException away) {
            LOG.warn("{}: answered with 503, the channel cannot answer: {}", name, away.fault().code());
            return Problem.busy("This channel cannot answer at the moment; please come back later.", 60);
        }
        return Problems.unexpected(fault, name);
    }

    private static Request request(Call call) {
        Map<String, List<String>> headers = new HashMap<>();
        call.headers().names().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(call.headers().getAll(name))));
        // The session is the gateway's own: a channel learns who calls, never by which secret.
        headers.remove("cookie");
        if (call.identity().isPresent()) {
            headers.remove("authorization");
        }
        boolean isForm = Forms.isForm(Api.mediaType(call));
        Forms form = isForm ? Forms.read(call) : new Forms(Map.of(), List.of());
        Bytes body = isForm ? Bytes.EMPTY : Bytes.wrap(call.body().getBytes());
        return new Request(call.parameters(), call.query(), headers, form.fields(), form.files(), body, call.client().address(),
                call.identity().map(
                        identity -> new Request.Agent(identity.agent().account(), identity.agent().name(), identity.agent().language())));
    }

    private static Answer answer(Response response) {
        if (response.status() < 200 || response.status() > 599) {
            throw new IllegalStateException("A route's answer has a status from 200 to 599, not " + response.status());
        }
        Map<String, String> headers = new HashMap<>(Map.of("content-security-policy", SecurityHeaders.POLICY_CHANNEL));
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Answer.Whole(response.status(), headers, Buffer.buffer(response.body().toArray()));
    }
}
