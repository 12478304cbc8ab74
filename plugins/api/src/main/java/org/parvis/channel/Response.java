package org.parvis.channel;

import java.util.Map;

/** The answer to a {@link Request}. The gateway adds the security headers; a header given here replaces its default. */
public record Response(int status, Map<String, String> headers, Bytes body) {

    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response of(int status, String contentType, String body) {
        return new Response(status, Map.of("content-type", contentType), Bytes.utf8(body));
    }

    public static Response html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static Response json(int status, String body) {
        return of(status, "application/json", body);
    }

    /** See Other: where the browser goes next with GET. */
    public static Response seeOther(String location) {
        return new Response(303, Map.of("location", location), Bytes.EMPTY);
    }
}
