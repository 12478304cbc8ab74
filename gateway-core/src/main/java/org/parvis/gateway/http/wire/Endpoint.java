package org.parvis.gateway.http.wire;

import io.vertx.core.http.HttpMethod;

import org.parvis.gateway.access.Permission;

/**
 * One thing that can be asked for.
 *
 * @param path      literal segments, {@code {name}} for one segment, and a last {@code *} for all that follow
 * @param bodyLimit in bytes; a longer body is answered with 413
 */
public record Endpoint(HttpMethod method, String path, Access access, long bodyLimit, Handler handler) {

    public static Endpoint get(String path, Handler handler) {
        return new Endpoint(HttpMethod.GET, path, Access.ANYBODY, 0, handler);
    }

    /** Who may ask. */
    public sealed interface Access {

        Access ANYBODY = new Stranger(false);
        /** Anybody, but not from another site's page: for logging in. */
        Access SAME_SITE = new Stranger(true);

        record Stranger(boolean sameSite) implements Access {
        }

        /** Whoever may do this, by a session (unsafe methods then with its cross-site protection) or by a personal access token. */
        record Known(Permission permission) implements Access {
        }
    }

    /** Answers, on a virtual thread. What it throws is answered by a problem document. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Call call) throws Exception;
    }
}
