package org.parvis.gateway.http.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.Bytes;
import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.access.AccessTokens.NewToken;
import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.AgentChange;
import org.parvis.gateway.access.Availability;
import org.parvis.gateway.access.Identity;
import org.parvis.gateway.access.Login;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.access.TownClock;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Authentication;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.live.LiveChanges;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Client;
import org.parvis.gateway.http.wire.Cookies;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.ProblemException;

/** Logging in and out, and one's own tokens. */
public final class SessionOperations {

    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Accounts accounts;
    private final Idempotency idempotency;
    private final LiveChanges live;
    private final Presence presence;
    private final TownClock town;

    public SessionOperations(Sessions sessions, AccessTokens tokens, Accounts accounts, Idempotency idempotency, LiveChanges live,
            Presence presence, TownClock town) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.accounts = accounts;
        this.idempotency = idempotency;
        this.live = live;
        this.presence = presence;
        this.town = town;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of(
                "logIn", this::logIn,
                "session", arguments -> Answer.json(200, shape(arguments.call().caller())),
                "changeSession", this::changeSession,
                "changePassword", this::changePassword,
                "logOut", this::logOut,
                "tokens", arguments -> Answer.json(200, JsonValues.array(tokens.list(arguments.agent()), Shapes::token)),
                "createToken", this::createToken,
                "deleteToken", this::deleteToken);
    }

    private Answer logIn(Arguments arguments) throws InterruptedException {
        Client client = arguments.call().client();
        Login login = sessions.open(arguments.text("account").strip(), arguments.text("password"), client.address(),
                arguments.call().header("user-agent"));
        if (login instanceof Login.Opened(String token, Identity.BySession identity)) {
            return Answer.json(200, shape(identity))
                    .with("set-cookie", Cookies.set(Authentication.COOKIE, token, Sessions.LONGEST, client.secure()));
        }
        if (login instanceof Login.Outside(TownClock.Closed closed)) {
            throw Authentication.outside(closed).exception();
        }
        throw refused(login, Problem.named(401, "wrong-credentials", "The account or the password is wrong."));
    }

    /** One that hours end sooner says so. */
    private JsonObject shape(Identity identity) {
        JsonObject shape = Shapes.session(identity);
        Optional<Instant> closing = town.closing(identity.agent());
        if (identity instanceof Identity.BySession opened && closing.filter(opened.expiresAt()::isAfter).isPresent()) {
            shape.put("expiresAt", closing.get().toString());
        }
        return shape;
    }

    private static ProblemException refused(Login login, Problem wrong) {
        if (login instanceof Login.Throttled(Duration wait)) {
            return Problem.named(429, "too-many-attempts", "Too many failed attempts: please wait " + seconds(wait) + " seconds.")
                    .with("retry-after", Long.toString(seconds(wait))).exception();
        }
        return wrong.exception();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds() + 1);
    }

    private Answer changeSession(Arguments arguments) throws InterruptedException {
        Identity identity = arguments.call().caller();
        AgentChange change = AgentChange.own(arguments.optionalText("language"),
                arguments.optionalText("availability").map(word -> JsonValues.constant(Availability.class, word)));
        JsonObject session = shape(identity);
        if (!change.isEmpty()) {
            Agent agent = accounts.change(Optional.of(arguments.agent()), arguments.agent(), change)
                    .orElseThrow(() -> Problem.notFound().exception());
            session.put("agent", Shapes.agent(agent));
        }
        return Answer.json(200, session);
    }

    /** Whoever finds a desk open does not know the password: it is asked for as at a login, and guessed no faster. */
    private Answer changePassword(Arguments arguments) throws InterruptedException {
        if (!(arguments.call().caller() instanceof Identity.BySession identity)) {
            throw Problem.of(403, "A password is changed in the desk, by a session.").exception();
        }
        Optional<Login> refusal = sessions.refusal(identity.agent().account(), arguments.text("current"),
                arguments.call().client().address());
        if (refusal.isPresent()) {
            throw refused(refusal.orElseThrow(), Problem.named(403, "wrong-credentials", "The present password is another one."));
        }
        accounts.setOwnPassword(identity, arguments.text("password"));
        return Answer.noContent();
    }

    private Answer logOut(Arguments arguments) throws InterruptedException {
        if (!(arguments.call().caller() instanceof Identity.BySession session)) {
            return Answer.noContent();
        }
        sessions.close(session);
        live.end(session.credential());
        // Whoever is still there by another session says so within seconds.
        presence.leave(arguments.agent());
        return Answer.noContent().with("set-cookie", Cookies.clear(Authentication.COOKIE, arguments.call().client().secure()));
    }

    /** In the desk only: a token that leaks must not be able to outlive its own revocation through another. */
    private Answer createToken(Arguments arguments) throws InterruptedException {
        if (arguments.call().caller() instanceof Identity.ByToken) {
            throw Problem.of(403, "Tokens are created in the desk, by a session; a token cannot create another.").exception();
        }
        return idempotency.once(arguments.call(), Buffer.buffer(arguments.bodyWithout("")), session -> {
            NewToken token = tokens.within(session).create(arguments.agent(), arguments.text("name"),
                    arguments.optionalInstant("expiresAt"));
            JsonObject kept = new JsonObject().put("id", token.id().toString()).put("name", token.name());
            return new Idempotency.Created(kept.copy().put("secret", token.secret()), kept);
        });
    }

    private Answer deleteToken(Arguments arguments) throws InterruptedException {
        Bytes revoked = tokens.revoke(arguments.agent(), arguments.id()).orElseThrow(() -> Problem.notFound().exception());
        live.end(revoked);
        return Answer.noContent();
    }
}
