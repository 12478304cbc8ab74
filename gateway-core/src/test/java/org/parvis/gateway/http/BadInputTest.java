package org.parvis.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.wire.Limits;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be right is answered with what is wrong, where, and what would be right. */
class BadInputTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;
    private static UUID conversation;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
        conversation = web.seed.conversation("Bonjour");
        web.seed.message(conversation, "Bonjour");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() throws Exception {
        Reply reply = reply("{\"text\": 7, \"visibility\": \"secret\", \"attachmentIds\": [\"no\"], \"colour\": \"red\", \"then\": null}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.badFields()).containsExactlyInAnyOrder("text", "visibility", "attachmentIds[0]", "colour", "then");
        assertThat(reply.json().getString("type")).isEqualTo("/problems/invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"text\": \"a\"} x", "{\"text\": \"a\", \"text\": \"b\"}", "{text: \"a\"}", "{\"text\": 'a'}",
            "[1,]", "nul", "{\"text\": \"a\"}{}"})
    void malformedJsonIsRefused(String body) throws Exception {
        Reply reply = reply(body.isEmpty() ? "" : body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("type")).isEqualTo("/problems/malformed-json");
    }

    @Test
    void malformedUtf8IsRefused() throws Exception {
        byte[] body = "{\"text\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Reply reply = agent.with("idempotency-key", "x").send("POST", path(), "application/json", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("type")).isEqualTo("/problems/malformed-utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "a\\udc00b"})
    void charactersThatNoTextCanHaveAreRefused(String escaped) throws Exception {
        Reply reply = reply("{\"text\": \"" + escaped + "\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.badFields()).containsExactly("text");
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        Reply reply = reply("{\"text\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("type")).isEqualTo("/problems/json-too-deep");
    }

    @Test
    void aTextOfTheFullLengthFitsAndOneMoreDoesNot() throws Exception {
        Reply fits = note("é".repeat(50_000), "fits");
        Reply longer = note("é".repeat(50_001), "longer");

        assertThat(fits.status()).isEqualTo(201);
        assertThat(longer.badFields()).containsExactly("text");
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredWith413() throws Exception {
        Reply reply = reply("{\"text\": \"" + "x".repeat(600_000) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.json().getString("type")).isEqualTo("/problems/too-large");
    }

    @Test
    void aFileThatIsTooLargeIsAnsweredWith413() throws Exception {
        Reply reply = agent.with("idempotency-key", "large").send("POST", "/api/v1/attachments?name=a", "application/octet-stream",
                new byte[Limits.UPLOAD_BYTES + 1]);

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void aBodyWhereNoneIsTakenIsRefused() throws Exception {
        assertThat(agent.send("DELETE", "/api/v1/tokens/" + UUID.randomUUID(), "application/json", "{}").status()).isEqualTo(413);
    }

    @Test
    void anotherMediaTypeIsAnsweredWith415() throws Exception {
        Reply reply = agent.with("idempotency-key", "x").send("POST", path(), "text/plain", "{\"text\": \"a\"}");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.header("accept")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=101,limit", "limit=ten,limit", "limit=1&limit=2,limit", "view=theirs,view", "team=x,team",
            "cursor=!!!,cursor", "colour=red,colour",
            "q=%00,", "q=%ff,"})
    void badQueriesAreRefused(String query, String field) throws Exception {
        Reply reply = agent.get("/api/v1/conversations?" + query);

        assertThat(reply.status()).isEqualTo(400);
        if (field != null) {
            assertThat(reply.badFields()).containsExactly(field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/conversations/no-such", "/api/v1/conversations/999999999", "/api/v1/messages/1/html",
            "/api/v1/contacts/x", "/api/v1/attachments/../session", "/nothing",
            "/api/v1/", "/api/v1/conversations/", "/assets/x/app.js", "/assets/../index.html"})
    void whatDoesNotExistIsAnsweredWith404(String path) throws Exception {
        Reply reply = agent.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("content-type")).contains("application/problem+json");
    }

    @Test
    void aMethodThatIsNotThereIsAnsweredWithThoseThatAre() throws Exception {
        Reply reply = agent.send("PUT", "/api/v1/agents", "", "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("allow")).contains("GET, HEAD, POST");
    }

    @Test
    void whatTheDeskRefusesIsAProblemWithItsName() throws Exception {
        Reply tooLong = reply("{\"text\": \"" + "x".repeat(501) + "\"}");
        Reply stale = agent.patch("/api/v1/conversations/" + conversation, new JsonObject().put("version", 999).put("topic", "x"));
        Reply nobody = agent.patch("/api/v1/conversations/" + UUID.randomUUID(), new JsonObject().put("topic", "x"));
        Reply unknownTeam = agent.patch("/api/v1/conversations/" + conversation,
                new JsonObject().put("teamId", UUID.randomUUID().toString()));

        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.badFields()).containsExactly("text");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(unknownTeam.status()).isEqualTo(422);
        assertThat(unknownTeam.badFields()).containsExactly("teamId");
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() throws Exception {
        for (String path : new String[]{"/", "/api", "/api/v1/session", "/nothing", "/health/live"}) {
            Reply reply = agent.get(path);
            assertThat(reply.header("x-content-type-options")).as(path).contains("nosniff");
            assertThat(reply.header("content-security-policy").orElseThrow()).as(path).startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(reply.header("referrer-policy")).as(path).contains("same-origin");
            assertThat(reply.header("cross-origin-opener-policy")).as(path).contains("same-origin");
            assertThat(reply.header("permissions-policy")).as(path).isPresent();
            assertThat(reply.header("strict-transport-security")).as(path).isEmpty();
        }
    }

    private static Reply reply(String body) throws Exception {
        Caller caller = agent.with("idempotency-key", UUID.randomUUID().toString());
        return caller.send("POST", path(), "application/json", body);
    }

    private static Reply note(String text, String key) throws Exception {
        return agent.with("idempotency-key", key).post("/api/v1/conversations/" + conversation + "/notes",
                new JsonObject().put("text", text));
    }

    private static String path() {
        return "/api/v1/conversations/" + conversation + "/replies";
    }
}
