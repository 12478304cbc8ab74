package org.parvis.channel.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Route;
import org.parvis.channel.Webhooks;

/**
 * Calls a channel's routes as the gateway's HTTP edge does: 404 where no route matches, 405 for another method, 401 without the agent that
 * a route wants, 413 over the body limit, 503 for a {@link ChannelException}, 500 for any other exception.
 *
 * {@snippet :
 * Response response = new RouteCaller(channel).post("/calls").header("content-type", "application/json").body("{}").send();
 * }
 */
public final class RouteCaller {

    private final List<Route> routes;

    public RouteCaller(Webhooks channel) {
        this.routes = List.copyOf(channel.routes());
    }

    /** @param target the path below {@code /<mount>/<channel id>}, empty or from its slash, with a query if there is one */
    public Call get(String target) {
        return new Call(Route.Method.GET, target);
    }

    /** @param target as for {@link #get} */
    public Call post(String target) {
        return new Call(Route.Method.POST, target);
    }

    /** One call in the making; not safe for use by many threads. */
    public final class Call {
        private final Route.Method method;
        private final String path;
        private final Map<String, List<String>> query;
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private final Map<String, List<String>> form = new LinkedHashMap<>();
        private final List<Request.File> files = new ArrayList<>();
        private Bytes body = Bytes.EMPTY;
        private String remote = "192.0.2.17";
        private Optional<Request.Agent> agent = Optional.empty();

        private Call(Route.Method method, String target) {
            this.method = method;
            int mark = target.indexOf('?');
            this.path = mark < 0 ? target : target.substring(0, mark);
            this.query = mark < 0 ? Map.of() : parameters(target.substring(mark + 1));
        }

        public Call header(String name, String value) {
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(value);
            return this;
        }

        public Call form(String name, String value) {
            form.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            return this;
        }

        public Call file(String field, Attachment attachment) {
            files.add(new Request.File(field, attachment));
            return this;
        }

        public Call body(String text) {
            return body(Bytes.utf8(text));
        }

        public Call body(Bytes bytes) {
            body = bytes;
            return this;
        }

        public Call json(String text) {
            return header("content-type", "application/json").body(text);
        }

        public Call remote(String address) {
            remote = address;
            return this;
        }

        /** Calls as an agent of the desk. */
        public Call as(Request.Agent value) {
            agent = Optional.of(value);
            return this;
        }

        /** @throws InterruptedException when the handler was interrupted */
        public Response send() throws InterruptedException {
            List<Match> onPath = routes.stream().flatMap(route -> match(route, path).stream()).toList();
            if (onPath.isEmpty()) {
                return problem(404, "No route " + path);
            }
            Optional<Match> match = onPath.stream().filter(candidate -> candidate.route().method() == method)
                    .min((a, b) -> Integer.compare(a.parameters().size(), b.parameters().size()));
            return match.isEmpty() ? problem(405, "No " + method + " on " + path) : send(match.get());
        }

        private Response send(Match match) throws InterruptedException {
            Route route = match.route();
            if (route.access() == Route.Access.AGENT && agent.isEmpty()) {
                return problem(401, "For agents only");
            }
            if (size() > route.bodyLimit()) {
                return problem(413, "The body is over " + route.bodyLimit() + " bytes");
            }
            try {
                return route.handler()
                        .handle(new Request(match.parameters(), query, headers, form, files, body, remote, agent));
            } catch (InterruptedException e) {
                throw e;
            } catch (ChannelException e) {
                return problem(503, e.toString());
            } catch (Exception e) {
                return problem(500, e.toString());
            }
        }

        private long size() {
            long ofFiles = files.stream().mapToLong(file -> file.attachment().bytes().size()).sum();
            long ofForm = form.values().stream().flatMap(List::stream).mapToLong(value -> Bytes.utf8(value).size()).sum();
            return body.size() + ofFiles + ofForm;
        }
    }

    private record Match(Route route, Map<String, String> parameters) {
    }

    private static Optional<Match> match(Route route, String path) {
        String[] wanted = route.path().split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            boolean named = wanted[i].startsWith("{") && wanted[i].endsWith("}");
            if (named && !given[i].isEmpty()) {
                // A plus sign is itself in a path, a space in a query
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decode(given[i].replace("+", "%2B")));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(route, parameters));
    }

    private static Map<String, List<String>> parameters(String query) {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Response problem(int status, String detail) {
        return Response.of(status, "text/plain; charset=utf-8", detail);
    }
}
