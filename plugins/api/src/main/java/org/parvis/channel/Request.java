package org.parvis.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP call on a {@link Route}.
 *
 * @param path       values of the path's parameters
 * @param query      each parameter's values in order
 * @param headers    names in lower case, each with its values in order
 * @param form       fields of an {@code application/x-www-form-urlencoded} or {@code multipart/form-data} body, each with its values in order
 * @param files      files of a {@code multipart/form-data} body
 * @param body       the whole body; empty when it was a form
 * @param remote     the caller's address, through the proxies that the operator trusts
 * @param agent      who calls, on routes with {@link Route.Access#AGENT}
 */
public record Request(Map<String, String> path, Map<String, List<String>> query, Map<String, List<String>> headers,
        Map<String, List<String>> form, List<File> files, Bytes body, String remote, Optional<Agent> agent) {

    public Request {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        form = Map.copyOf(form);
        files = List.copyOf(files);
    }

    public Optional<String> header(String lowerCaseName) {
        return first(headers, lowerCaseName);
    }

    public Optional<String> query(String name) {
        return first(query, name);
    }

    public Optional<String> form(String name) {
        return first(form, name);
    }

    private static Optional<String> first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A file of a form. */
    public record File(String field, Attachment attachment) {
    }

    /**
     * @param account  the name to log in with
     * @param language {@code fr} or {@code en}
     */
    public record Agent(String account, String displayName, String language) {
    }
}
