package org.parvis.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.access.Sessions;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets in, and who does not. */
class AccessTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    @BeforeAll
    static void start() throws InterruptedException {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @Test
    void loggingInSetsACookieThatNeitherScriptsNorOtherSitesReach() throws Exception {
        Agent agent = web.agent("lea", Role.AGENT);

        Reply reply = logIn("LEA", TestWeb.PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("set-cookie").orElseThrow())
                .matches("parvis_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax");
        assertThat(reply.json().getJsonObject("agent").getString("id")).isEqualTo(agent.id().toString());
        assertThat(web.seed.count("select count(*) from event where kind = 'session.opened' and agent_id = $1", agent.id())).isEqualTo(1);
    }

    @Test
    void neitherCookieNorTokenNorPasswordStandsInTheRecord() throws Exception {
        Caller browser = web.browser(Role.AGENT);
        String cookie = browser.credentials().getOrDefault("cookie", "").substring("parvis_session=".length());

        assertThat(web.seed.count("select count(*) from agent_session where agent_id = $1 and token_hash = sha256($2::text::bytea)",
                browser.agent(), cookie)).isEqualTo(1);
        assertThat(web.seed.count("select count(*) from agent where id = $1 and password_hash like '$argon2id$v=19$m=19456,t=2,p=1$%'",
                browser.agent())).isEqualTo(1);
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreAnsweredAlike() throws Exception {
        web.agent("paul", Role.AGENT);

        Reply wrong = logIn("paul", "not the password");
        Reply unknown = logIn("nobody-at-all", "not the password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.json().getString("type")).isEqualTo("/problems/wrong-credentials");
    }

    @Test
    void afterSomeFailuresAnAccountWaitsLongerEachTimeEvenWithTheRightPassword() throws Exception {
        Agent agent = web.agent("throttled", Role.AGENT);
        for (int attempt = 0; attempt < 6; attempt++) {
            assertThat(logIn("throttled", "guess number " + attempt).status()).isEqualTo(401);
        }

        Reply refused = logIn("throttled", TestWeb.PASSWORD);
        web.clock.advance(Duration.ofSeconds(3));
        Reply again = logIn("throttled", "guess number 7");
        Reply longer = logIn("throttled", TestWeb.PASSWORD);
        web.clock.advance(Duration.ofSeconds(5));
        Reply opened = logIn("throttled", TestWeb.PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Long.parseLong(refused.header("retry-after").orElseThrow())).isBetween(1L, 3L);
        assertThat(again.status()).isEqualTo(401);
        assertThat(Long.parseLong(longer.header("retry-after").orElseThrow())).isBetween(3L, 5L);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(web.seed.count("select count(*) from event where kind = 'session.refused' and agent_id = $1", agent.id())).isEqualTo(7);
    }

    @Test
    void aSessionEndsByLoggingOut() throws Exception {
        Caller browser = web.browser(Role.AGENT);

        assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);
        Reply out = browser.delete("/api/v1/session");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void aSessionEndsByIdlenessButUseKeepsItOpen() throws Exception {
        Caller used = web.browser(Role.AGENT);
        Caller idle = web.browser(Role.AGENT);

        web.clock.advance(Sessions.IDLE.minusHours(1));
        assertThat(used.get("/api/v1/session").status()).isEqualTo(200);
        web.clock.advance(Duration.ofHours(2));

        assertThat(used.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(idle.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void aSessionEndsByAgeHoweverMuchItIsUsed() throws Exception {
        Caller browser = web.browser(Role.AGENT);
        for (int half = 0; half < 20; half++) {
            web.clock.advance(Duration.ofHours(8));
            assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);
        }
        web.clock.advance(Duration.ofHours(9));

        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void anUnsafeRequestOfABrowserNeedsTheToken() throws Exception {
        Caller browser = web.browser(Role.AGENT);

        Reply without = browser.without("x-csrf-token").patch("/api/v1/session", new JsonObject().put("language", "en"));
        Reply wrong = browser.with("x-csrf-token", "guess").patch("/api/v1/session", new JsonObject().put("language", "en"));
        Reply right = browser.patch("/api/v1/session", new JsonObject().put("language", "en"));

        assertThat(without.status()).isEqualTo(403);
        assertThat(without.json().getString("type")).isEqualTo("/problems/csrf");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(right.json().getJsonObject("agent").getString("language")).isEqualTo("en");
    }

    @Test
    void aPageOfAnotherSiteCannotActInSomebodysName() throws Exception {
        Caller browser = web.browser(Role.AGENT);
        JsonObject change = new JsonObject().put("language", "en");

        assertThat(browser.with("origin", "https://evil.example").patch("/api/v1/session", change).status()).isEqualTo(403);
        assertThat(browser.with("origin", "null").patch("/api/v1/session", change).status()).isEqualTo(403);
        assertThat(browser.with("sec-fetch-site", "cross-site").patch("/api/v1/session", change).status()).isEqualTo(403);
        assertThat(browser.with("origin", "http://127.0.0.1:" + web.port()).patch("/api/v1/session", change).status()).isEqualTo(200);
        Reply login = web.anybody().with("origin", "https://evil.example").post("/api/v1/session",
                new JsonObject().put("account", "a").put("password", "b"));
        assertThat(login.json().getString("type")).isEqualTo("/problems/other-site");
    }

    @Test
    void aTokenNeedsNoCsrfTokenAndIsGoneWhenRevoked() throws Exception {
        Caller browser = web.browser(Role.AGENT);
        Reply created = browser.with("idempotency-key", "k").post("/api/v1/tokens", new JsonObject().put("name", "script"));
        String secret = created.json().getString("secret");
        Caller script = web.anybody().with("authorization", "bearer " + secret);

        assertThat(secret).startsWith("parvis_");
        assertThat(script.with("idempotency-key", "k").post("/api/v1/tokens", new JsonObject().put("name", "child")).status())
                .isEqualTo(403);
        assertThat(script.patch("/api/v1/session", new JsonObject().put("language", "fr")).status()).isEqualTo(200);
        assertThat(browser.get("/api/v1/tokens").array()).hasSize(1);
        assertThat(browser.get("/api/v1/tokens").body()).doesNotContain(secret);
        assertThat(browser.delete("/api/v1/tokens/" + created.json().getString("id")).status()).isEqualTo(204);
        assertThat(script.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void aTokenRequestSentAgainDoesNotShowTheSecretAgain() throws Exception {
        Caller browser = web.browser(Role.AGENT).with("idempotency-key", "once");
        JsonObject request = new JsonObject().put("name", "script");

        Reply first = browser.post("/api/v1/tokens", request);
        Reply again = browser.post("/api/v1/tokens", request);

        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(again.json().containsKey("secret")).isFalse();
        assertThat(web.seed.count("select count(*) from idempotency where body like $1", "%" + first.json().getString("secret") + "%"))
                .isZero();
    }

    @Test
    void anExpiredTokenLetsNobodyIn() throws Exception {
        Agent agent = web.agent("expiring", Role.AGENT);
        String secret = web.tokens.create(agent.id(), "short", Optional.of(web.clock.instant().plusSeconds(60))).secret();
        Caller script = web.anybody().with("authorization", "Bearer " + secret);

        assertThat(script.get("/api/v1/session").status()).isEqualTo(200);
        web.clock.advance(Duration.ofMinutes(2));
        assertThat(script.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void onlyAdministratorsMakeAccountsAndTeams() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        JsonObject agent = new JsonObject().put("account", "new-" + UUID.randomUUID()).put("name", "Nouvelle").put("password",
                "a long enough password");

        Reply refused = web.browser(Role.LEAD).with("idempotency-key", "a").post("/api/v1/agents", agent);
        Reply created = administrator.with("idempotency-key", "a").post("/api/v1/agents", agent);
        Reply taken = administrator.with("idempotency-key", "b").post("/api/v1/agents", agent);
        Reply team = administrator.with("idempotency-key", "c").post("/api/v1/teams", new JsonObject().put("name", "État civil"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body()).doesNotContain("password");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.badFields()).containsExactly("account");
        assertThat(team.json().getString("name")).isEqualTo("État civil");
    }

    @Test
    void anInactiveAgentIsOutAtOnce() throws Exception {
        Caller browser = web.browser(Role.AGENT);
        web.seed.execute("update agent set active = false where id = $1", browser.agent());

        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void whoIsDeactivatedIsOutAtOnceAndComesBackWithNothingButThePassword() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Agent leaving = web.agent("leaving", Role.AGENT);
        Caller browser = web.logIn(leaving);
        Caller script = web.script(leaving);
        UUID conversation = web.seed.conversation("Carte d'identité");
        web.seed.execute("update conversation set assignee_id = $2 where id = $1", conversation, leaving.id());

        Reply out = administrator.patch("/api/v1/agents/" + leaving.id(), new JsonObject().put("active", false));

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.json().getBoolean("active")).isFalse();
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(script.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(logIn("leaving", TestWeb.PASSWORD).status()).isEqualTo(401);
        assertThat(web.seed.count("select count(*) from conversation where id = $1 and assignee_id = $2", conversation, leaving.id()))
                .isEqualTo(1);

        administrator.patch("/api/v1/agents/" + leaving.id(), new JsonObject().put("active", true));
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(script.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(logIn("leaving", TestWeb.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void onlyAdministratorsDeactivateAndNeverTheLastOfThem() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Caller other = web.browser(Role.ADMINISTRATOR);
        web.seed.execute("update agent set active = false where role = 'ADMINISTRATOR' and id <> all($1)",
                (Object) new UUID[]{administrator.agent(), other.agent()});
        JsonObject inactive = new JsonObject().put("active", false);

        assertThat(web.browser(Role.LEAD).patch("/api/v1/agents/" + other.agent(), inactive).status()).isEqualTo(403);
        assertThat(administrator.patch("/api/v1/agents/" + UUID.randomUUID(), inactive).status()).isEqualTo(404);
        assertThat(administrator.patch("/api/v1/agents/" + other.agent(), new JsonObject()).status()).isEqualTo(400);
        assertThat(administrator.patch("/api/v1/agents/" + other.agent(), inactive).status()).isEqualTo(200);
        Reply last = administrator.patch("/api/v1/agents/" + administrator.agent(), inactive);
        assertThat(last.status()).isEqualTo(409);
        assertThat(last.badFields()).containsExactly("active");
        assertThat(administrator.get("/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheSessionsAndTokensOfTheOldOne() throws Exception {
        Agent agent = web.agent("changing", Role.AGENT);
        Caller browser = web.logIn(agent);
        Caller script = web.script(agent);

        assertThat(web.accounts.setPassword(Optional.empty(), agent.id(), "another long password")).isTrue();

        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(script.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(logIn("changing", "another long password").status()).isEqualTo(200);
    }

    @Test
    void onesOwnPasswordIsChangedByWhoeverKnowsIt() throws Exception {
        Agent agent = web.agent("careful", Role.AGENT);
        Caller here = web.logIn(agent);
        Caller elsewhere = web.logIn(agent);
        Caller script = web.script(agent);
        JsonObject wanted = new JsonObject().put("password", "a password of my own");

        Reply wrong = here.put("/api/v1/session", wanted.copy().put("current", "not my password"));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.json().getString("type")).isEqualTo("/problems/wrong-credentials");
        assertThat(here.put("/api/v1/session", new JsonObject().put("current", TestWeb.PASSWORD).put("password", "short")).status())
                .isEqualTo(400);
        assertThat(script.put("/api/v1/session", wanted.copy().put("current", TestWeb.PASSWORD)).status()).isEqualTo(403);
        Reply changed = here.put("/api/v1/session", wanted.copy().put("current", TestWeb.PASSWORD));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(here.get("/api/v1/session").status()).isEqualTo(200);
        for (Caller old : List.of(elsewhere, script)) {
            assertThat(old.get("/api/v1/session").status()).isEqualTo(401);
        }
        assertThat(logIn("careful", TestWeb.PASSWORD).status()).isEqualTo(401);
        assertThat(logIn("careful", "a password of my own").status()).isEqualTo(200);
    }

    @Test
    void whoTakesWorkOnIsSaidByThemselvesAndByTheLastLogOut() throws Exception {
        Agent agent = web.agent("present", Role.AGENT);
        Caller office = web.logIn(agent);
        Caller home = web.logIn(agent);
        assertThat(availability(office)).isEqualTo("available");

        assertThat(office.patch("/api/v1/session", new JsonObject().put("availability", "away")).json().getJsonObject("agent")
                .getString("availability")).isEqualTo("away");
        assertThat(availability(home)).isEqualTo("away");
        assertThat(office.patch("/api/v1/session", new JsonObject().put("availability", "asleep")).status()).isEqualTo(400);

        office.delete("/api/v1/session");
        assertThat(availability(home)).isEqualTo("away");
        home.delete("/api/v1/session");
        assertThat(web.seed.count("select count(*) from agent where id = $1 and availability = 'OFF'", agent.id())).isEqualTo(1);
        assertThat(availability(web.logIn(agent))).isEqualTo("available");
        assertThat(
                web.seed.count("select count(*) from event where kind = 'agent.changed' and detail ->> 'id' = $1", agent.id().toString()))
                .isEqualTo(3);
    }

    private static String availability(Caller caller) throws IOException, InterruptedException {
        return caller.get("/api/v1/session").json().getJsonObject("agent").getString("availability");
    }

    private static Reply logIn(String account, String password) throws IOException, InterruptedException {
        return web.anybody().post("/api/v1/session", new JsonObject().put("account", account).put("password", password));
    }
}
