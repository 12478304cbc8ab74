package org.parvis.gateway.http.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.vertx.core.http.HttpMethod;

/** Finds the endpoint for a method and a path. A literal segment goes before a parameter, and that before the rest of a path. */
public final class Router {

    private final Map<String, Endpoint> literal = new LinkedHashMap<>();
    private final List<Template> templates;

    public Router(List<Endpoint> endpoints) {
        List<Template> found = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Template template = Template.of(endpoint);
            if (!template.isLiteral()) {
                found.add(template);
            } else if (literal.put(key(endpoint.method(), endpoint.path()), endpoint) != null) {
                throw new IllegalArgumentException("Two endpoints for " + key(endpoint.method(), endpoint.path()));
            }
        }
        found.sort(Comparator.comparing(Template::order).reversed());
        templates = List.copyOf(found);
    }

    /** What was found: one of the three. */
    public sealed interface Match {
        record Found(Endpoint endpoint, Map<String, String> parameters) implements Match {
        }

        /** The path exists, for other methods. */
        record OtherMethods(String allow) implements Match {
        }

        record Nothing() implements Match {
        }
    }

    public Match match(HttpMethod method, String path) {
        // RFC 9110, 9.3.2: HEAD is GET without the content.
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        Endpoint exact = literal.get(key(asked, path));
        if (exact != null) {
            return new Match.Found(exact, Map.of());
        }
        List<String> segments = Paths.segments(path);
        Set<String> others = new TreeSet<>();
        for (Template template : templates) {
            Optional<Map<String, String>> parameters = template.match(segments);
            if (parameters.isEmpty()) {
                continue;
            }
            if (template.endpoint().method().equals(asked)) {
                return new Match.Found(template.endpoint(), parameters.orElseThrow());
            }
            others.add(template.endpoint().method().name());
        }
        literal.values().stream().filter(endpoint -> endpoint.path().equals(path))
                .forEach(endpoint -> others.add(endpoint.method().name()));
        if (others.isEmpty()) {
            return new Match.Nothing();
        }
        return new Match.OtherMethods(allow(others));
    }

    public static String allow(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return String.join(", ", allowed);
    }

    private static String key(HttpMethod method, String path) {
        return method.name() + " " + path;
    }

    private record Template(Endpoint endpoint, List<String> segments) {

        static Template of(Endpoint endpoint) {
            return new Template(endpoint, Paths.split(endpoint.path()));
        }

        boolean isLiteral() {
            return segments.stream().noneMatch(segment -> segment.startsWith("{") || segment.equals("*"));
        }

        /** Sorts literal after parameter after rest, segment by segment. */
        String order() {
            StringBuilder order = new StringBuilder();
            for (String segment : segments) {
                order.append(segment.equals("*") ? '0' : segment.startsWith("{") ? '1' : '2');
            }
            return order.toString();
        }

        Optional<Map<String, String>> match(List<String> path) {
            return Paths.match(segments, path);
        }
    }
}
