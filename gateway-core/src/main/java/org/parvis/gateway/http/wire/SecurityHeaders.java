package org.parvis.gateway.http.wire;

import java.util.HashMap;
import java.util.Map;

/** The headers that tell browsers what an answer may not do. What a handler says itself goes before these. */
public final class SecurityHeaders {

    /** What programs read: never shown as a page. */
    static final String POLICY_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Pages of channels, unless they say otherwise. */
    public static final String POLICY_CHANNEL = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "x-content-type-options", "nosniff",
            // Not no-referrer: that would make browsers send "Origin: null" with forms of our own pages.
            "referrer-policy", "same-origin",
            "cross-origin-opener-policy", "same-origin",
            "permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "content-security-policy", POLICY_DATA,
            "cache-control", "no-store");

    /** RFC 6797, a year. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private SecurityHeaders() {
    }

    public static Map<String, String> complete(Map<String, String> headers, Client client) {
        Map<String, String> all = new HashMap<>(ALWAYS);
        if (client.secure()) {
            all.put("strict-transport-security", STRICT_TRANSPORT);
        }
        all.putAll(headers);
        return all;
    }
}
