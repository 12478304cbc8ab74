package org.parvis.gateway.http.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.access.Permission;
import org.parvis.gateway.http.wire.JsonValues;

/**
 * The API as {@code openapi.yaml} promises it. What it does not name is not served, and what it names is. Read from what the build says of it in JSON: YAML takes many
 * times as long.
 */
public final class Contract {

    public static final String PREFIX = "/api/v1";

    private static final String YAML = "/api/openapi.yaml";
    private static final String JSON = "/api/openapi.json";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final String yaml;
    private final String json;
    private final Document document;
    private final List<Operation> operations = new ArrayList<>();

    private Contract(String yaml, String json) {
        this.yaml = yaml;
        this.json = json;
        this.document = new Document(new JsonObject(json).getMap());
        Document.asMap(document.root().get("paths")).orElseThrow().forEach((path, item) -> {
            Map<String, Object> methods = Document.asMap(item).orElseThrow();
            METHODS.forEach(
                    method -> document.map(methods, method).ifPresent(operation -> operations.add(operation(method, path, operation))));
        });
    }

    public static Contract load() {
        return new Contract(read(YAML), read(JSON));
    }

    private static String read(String name) {
        try (InputStream resource = Contract.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The installation lacks " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("Cannot read " + name, unreadable);
        }
    }

    /** As written. */
    public String yaml() {
        return yaml;
    }

    /** The same for programs. */
    public String json() {
        return json;
    }

    public Document document() {
        return document;
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * @param path below {@link #PREFIX}
     * @param permission what whoever calls must be allowed to do; absent: anybody may call
     * @param body of the request, when it is JSON
     */
    public record Operation(String id, HttpMethod method, String path, String tag, String summary, Optional<String> description,
            Optional<Permission> permission,
            List<Parameter> parameters, Optional<Schema> body, boolean takesBytes, Map<String, Object> source) {

        /** Whether anybody may call. */
        public boolean open() {
            return permission.isEmpty();
        }

        public boolean creates() {
            return parameters.stream().anyMatch(parameter -> parameter.name().equals("Idempotency-Key"));
        }
    }

    /** @param in {@code path}, {@code query} or {@code header} */
    public record Parameter(String name, String in, boolean required, Schema schema, Map<String, Object> source) {

        public Optional<Named> names() {
            return Named.of(source);
        }
    }

    private Operation operation(String method, String path, Map<String, Object> source) {
        List<Parameter> parameters = document.list(source, "parameters").stream().map(this::parameter).toList();
        Map<String, Object> content = document.map(source, "requestBody").flatMap(body -> document.map(body, "content")).orElse(Map.of());
        Optional<Schema> body = document.map(content, "application/json").flatMap(json -> document.map(json, "schema"))
                .map(schema -> new Schema(document, schema));
        String id = String.valueOf(source.get("operationId"));
        String tag = source.get("tags") instanceof List<?> tags ? String.valueOf(tags.getFirst()) : "";
        return new Operation(id, HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path, tag,
                String.valueOf(source.get("summary")), Optional.ofNullable(source.get("description")).map(String::valueOf),
                permission(id, source),
                parameters, body,
                content.containsKey("application/octet-stream"), source);
    }

    private static Optional<Permission> permission(String id, Map<String, Object> source) {
        boolean open = source.get("security") instanceof List<?> security && security.isEmpty();
        Optional<Permission> permission = Optional.ofNullable(source.get("x-permission"))
                .map(word -> JsonValues.constant(Permission.class, String.valueOf(word)));
        if (open == permission.isPresent()) {
            throw new IllegalStateException("The contract does not say who may call " + id);
        }
        return permission;
    }

    private Parameter parameter(Map<String, Object> source) {
        return new Parameter(String.valueOf(source.get("name")), String.valueOf(source.get("in")),
                Boolean.TRUE.equals(source.get("required")),
                new Schema(document, document.map(source, "schema").orElseThrow()), source);
    }

    /** The document as maps and lists, with its references resolved on the way. */
    public record Document(Map<String, Object> root) {

        public Optional<Map<String, Object>> map(Map<String, Object> parent, String name) {
            return asMap(parent.get(name)).map(this::resolve);
        }

        public List<Map<String, Object>> list(Map<String, Object> parent, String name) {
            return parent.get(name) instanceof List<?> list
                    ? list.stream().map(each -> resolve(asMap(each).orElseThrow())).toList()
                    : List.of();
        }

        public Map<String, Object> resolve(Map<String, Object> node) {
            if (!(node.get("$ref") instanceof String reference)) {
                return node;
            }
            Map<String, Object> found = root;
            for (String step : reference.substring(2).split("/")) {
                found = asMap(found.get(step)).orElseThrow(() -> new IllegalStateException("The contract refers to nothing: " + reference));
            }
            return resolve(found);
        }

        /** Objects that must all hold, as one. */
        public Map<String, Object> joined(List<Map<String, Object>> parts) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<Object> required = new ArrayList<>();
            for (Map<String, Object> part : parts) {
                map(part, "properties").ifPresent(properties::putAll);
                if (part.get("required") instanceof List<?> names) {
                    required.addAll(names);
                }
            }
            return Map.of("type", "object", "properties", properties, "required", required);
        }

        @SuppressWarnings("unchecked")
        public static Optional<Map<String, Object>> asMap(@Nullable Object node) {
            return node instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
        }
    }
}
