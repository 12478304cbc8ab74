package org.parvis.gateway.http.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.http.HttpMethod;

import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Identity;
import org.parvis.gateway.access.Permission;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Cookies;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.ProblemException;

/** Finds out who calls, and keeps pages of other sites from calling in somebody's name. */
public final class Authentication {

    public static final String COOKIE = "parvis_session";
    static final String CSRF_HEADER = "x-csrf-token";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int MAXIMUM_SECRET = 200;
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final AccessTokens tokens;

    private final TownClock town;

    public Authentication(Sessions sessions, AccessTokens tokens, TownClock town) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.town = town;
    }

    public Optional<Identity> identify(Call call, Endpoint.Access access) throws InterruptedException {
        return switch (access) {
            case Endpoint.Access.Stranger(boolean sameSite) -> {
                if (sameSite) {
                    refuseOtherSites(call);
                }
                yield Optional.empty();
            }
            case Endpoint.Access.Known(Permission permission) -> Optional.of(permitted(agent(call), permission));
        };
    }

    /** By a session or a token alike, at every request: hours end while somebody works. */
    private Identity permitted(Identity identity, Permission permission) {
        Agent agent = identity.agent();
        if (!town.letsIn(agent)) {
            throw outside(town.closed(agent)).exception();
        }
        if (!agent.role().may(permission)) {
            throw Problem.named(403, "role", "A role that may do this is needed: " + JsonValues.word(permission) + ".").exception();
        }
        return identity;
    }

    /** {@code retry-after} says in seconds when the next opening is, for desks that say it in other words. */
    public static Problem outside(TownClock.Closed closed) {
        return Problem
                .named(401, "outside-hours",
                        "This account is let in within its hours alone: again on " + closed.opens().atZone(closed.zone())
                                .format(DateTimeFormatter.ofPattern("EEEE d MMMM 'at' HH:mm", Locale.ENGLISH)) + " (" + closed.zone()
                                + ").")
                .with("www-authenticate", "Bearer realm=\"Parvis\"")
                .with("retry-after", Long.toString(Math.max(1, Duration.between(closed.now(), closed.opens()).toSeconds())));
    }

    private Identity agent(Call call) throws InterruptedException {
        Optional<String> authorization = call.header("authorization");
        if (authorization.isPresent()) {
            return byToken(authorization.orElseThrow());
        }
        Identity.BySession session = bySession(call);
        if (!SAFE.contains(call.method())) {
            refuseOtherSites(call);
            refuseWithout(session.csrfToken(), call);
        }
        return session;
    }

    private Identity.ByToken byToken(String authorization) throws InterruptedException {
        // RFC 9110, 11.1: the scheme's name knows no case.
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length()) && authorization.length() <= MAXIMUM_SECRET) {
            Optional<Identity.ByToken> known = tokens.find(authorization.substring(BEARER.length()).strip());
            if (known.isPresent()) {
                return known.orElseThrow();
            }
        }
        throw unauthorized("The access token is not known, or no longer good.");
    }

    private Identity.BySession bySession(Call call) throws InterruptedException {
        Optional<String> cookie = Cookies.value(call, COOKIE).filter(token -> token.length() <= MAXIMUM_SECRET);
        if (cookie.isPresent()) {
            Optional<Identity.BySession> open = sessions.find(cookie.orElseThrow());
            if (open.isPresent()) {
                return open.orElseThrow();
            }
        }
        throw unauthorized("Log in first.");
    }

    private static void refuseWithout(String csrfToken, Call call) {
        byte[] sent = call.header(CSRF_HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(csrfToken.getBytes(StandardCharsets.UTF_8), sent)) {
            throw Problem.named(403, "csrf", "The header X-CSRF-Token must carry the value from GET /api/v1/session.").exception();
        }
    }

    /** Fetch Metadata where the browser sends it, else the Origin; programs send neither. */
    private static void refuseOtherSites(Call call) {
        Optional<String> site = call.header("sec-fetch-site");
        boolean own = site.isPresent()
                ? site.filter(value -> value.equals("same-origin") || value.equals("none")).isPresent()
                : call.header("origin").map(origin -> isOwn(origin, call)).orElse(true);
        if (!own) {
            throw Problem.named(403, "other-site", "Pages of other sites may not do this.").exception();
        }
    }

    private static boolean isOwn(String origin, Call call) {
        try {
            return call.client().host().equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ProblemException unauthorized(String detail) {
        return Problem.of(401, detail).with("www-authenticate", "Bearer realm=\"Parvis\"").exception();
    }
}
