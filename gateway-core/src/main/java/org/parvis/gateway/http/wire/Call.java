package org.parvis.gateway.http.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Identity;

/**
 * One request, whole and within its bounds, as handlers see it.
 *
 * @param path       as sent, without the query
 * @param parameters of the path, decoded
 * @param query      each parameter's values in order, decoded
 * @param identity   who calls, where the endpoint asks for it
 */
public record Call(HttpMethod method, String path, Map<String, String> parameters, Map<String, List<String>> query, MultiMap headers,
        Client client, Buffer body, Optional<Identity> identity) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalStateException("No parameter " + name + " in " + path));
    }

    /** Of the path; what is no UUID names nothing. */
    public UUID id() {
        return Identifiers.parse(parameter("id")).orElseThrow(() -> Problem.notFound().exception());
    }

    public Identity caller() {
        return identity.orElseThrow(() -> new IllegalStateException("The endpoint is open to anybody: " + path));
    }

    public Agent agent() {
        return caller().agent();
    }

    public Call with(Optional<Identity> whoCalls) {
        return new Call(method, path, parameters, query, headers, client, body, whoCalls);
    }

    public Call with(Buffer wholeBody) {
        return new Call(method, path, parameters, query, headers, client, wholeBody, identity);
    }
}
