package org.parvis.gateway.http.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.parvis.gateway.http.api.Contract.Operation;
import org.parvis.gateway.http.api.Contract.Parameter;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.Endpoint.Access;
import org.parvis.gateway.http.wire.JsonReader;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Problem.BadField;

/**
 * Serves the contract: every operation of {@code openapi.yaml} by its handler, after what came was checked against it. An operation without
 * a handler, or a handler without an operation, keeps the gateway from starting.
 */
public final class Api {

    private final Contract contract;
    private final ScopeGate gate;

    public Api(Contract contract, ScopeGate gate) {
        this.contract = contract;
        this.gate = gate;
    }

    /** Answers one operation. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Arguments arguments) throws Exception;
    }

    /** @param handlers by operation id */
    public List<Endpoint> endpoints(Map<String, Handler> handlers) {
        Set<String> ids = new HashSet<>();
        List<Endpoint> endpoints = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            ids.add(operation.id());
            Handler handler = handlers.get(operation.id());
            if (handler == null) {
                throw new IllegalStateException("The contract promises " + operation.id() + ", and nothing serves it");
            }
            endpoints.add(endpoint(operation, handler));
        }
        Set<String> unknown = new TreeSet<>(handlers.keySet());
        unknown.removeAll(ids);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("Not in the contract: " + unknown);
        }
        return endpoints;
    }

    private Endpoint endpoint(Operation operation, Handler handler) {
        long bodyLimit = operation.takesBytes() ? Limits.UPLOAD_BYTES : operation.body().isPresent() ? Limits.JSON_BYTES : 0;
        Access access = operation.permission().map(permission -> (Access) new Access.Known(permission)).orElse(Access.SAME_SITE);
        ScopeGate.Ids ids = ScopeGate.Ids.of(operation);
        return new Endpoint(operation.method(), Contract.PREFIX + operation.path(), access, bodyLimit, call -> {
            Arguments arguments = arguments(operation, call);
            if (!operation.open()) {
                gate.require(ids, arguments);
            }
            return handler.handle(arguments);
        });
    }

    private static Arguments arguments(Operation operation, Call call) {
        List<BadField> errors = new ArrayList<>();
        checkParameters(operation, call, errors);
        Map<?, ?> body = operation.body().isPresent() ? body(operation, call, errors) : Map.of();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        return new Arguments(call, body);
    }

    private static Map<?, ?> body(Operation operation, Call call, List<BadField> errors) {
        if (!mediaType(call).equals("application/json")) {
            throw Problem.of(415, "The body must be application/json.").with("accept", "application/json").exception();
        }
        Object value = JsonReader.read(call.body());
        operation.body().orElseThrow().check("body", value, errors::add);
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static void checkParameters(Operation operation, Call call, List<BadField> errors) {
        Set<String> known = new HashSet<>();
        for (Parameter parameter : operation.parameters()) {
            known.add(parameter.name());
            if (parameter.in().equals("path")) {
                refuseUnlessItCouldExist(parameter, call);
            }
            if (parameter.in().equals("query")) {
                checkQuery(parameter, call, errors);
            }
        }
        call.query().keySet().stream().filter(name -> !known.contains(name))
                .forEach(name -> errors.add(new BadField(name, "is not known here")));
    }

    /** What is no UUID names nothing: 404, not 400. */
    private static void refuseUnlessItCouldExist(Parameter parameter, Call call) {
        List<BadField> errors = new ArrayList<>();
        parameter.schema().check(parameter.name(), call.parameter(parameter.name()), errors::add);
        if (!errors.isEmpty()) {
            throw Problem.notFound().exception();
        }
    }

    private static void checkQuery(Parameter parameter, Call call, List<BadField> errors) {
        List<String> values = call.query().getOrDefault(parameter.name(), List.of());
        if (values.isEmpty() && parameter.required()) {
            errors.add(new BadField(parameter.name(), "is missing"));
        }
        if (values.size() > 1) {
            errors.add(new BadField(parameter.name(), "is there more than once"));
        }
        values.forEach(value -> parameter.schema().check(parameter.name(), parameter.schema().typed(value), errors::add));
    }

    public static String mediaType(Call call) {
        return call.header("content-type").map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).orElse("");
    }
}
