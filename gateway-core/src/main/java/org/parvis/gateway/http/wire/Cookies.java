package org.parvis.gateway.http.wire;

import java.time.Duration;
import java.util.Optional;

/** Reads and writes cookies (RFC 6265). */
public final class Cookies {

    private Cookies() {
    }

    public static Optional<String> value(Call call, String name) {
        // HTTP/2 may carry each pair in a field of its own (RFC 9113, section 8.2.3).
        for (String line : call.headers().getAll("cookie")) {
            for (String pair : line.split(";")) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    return Optional.of(parts[1]);
                }
            }
        }
        return Optional.empty();
    }

    /** Out of the reach of scripts and of other sites' requests. */
    public static String set(String name, String value, Duration age, boolean secure) {
        return name + "=" + value + "; Path=/; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    public static String clear(String name, boolean secure) {
        return set(name, "", Duration.ZERO, secure);
    }
}
