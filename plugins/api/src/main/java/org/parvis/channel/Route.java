package org.parvis.channel;

/**
 * A place where a channel is called over HTTP.
 *
 * @param path      below {@code /<mount>/<channel id>}: empty, or {@code /} and literal segments or {@code {name}} parameters
 * @param bodyLimit in bytes; a longer body is answered with 413 before the handler sees it
 */
public record Route(Method method, String path, Access access, long bodyLimit, Handler handler) {

    /** The methods that routes have. */
    public enum Method {
        GET, POST
    }

    /** Who may call. */
    public enum Access {
        /** Anybody, without a session: the handler checks what it must. */
        PUBLIC,
        /** Agents: by a desk session (then with its cross-site protection) or by a personal access token. */
        AGENT
    }

    /** Answers one call. Called on a virtual thread of the gateway, by many at once up to a bound. */
    @FunctionalInterface
    public interface Handler {

        /**
         * An exception is answered with 500 and a reference, and logged; a {@link ChannelException} with 503. A handler that takes longer
         * than thirty seconds is interrupted and answered with 504.
         */
        Response handle(Request request) throws Exception;
    }
}
