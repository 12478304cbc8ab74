package org.parvis.gateway.http;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever says what they have seen is told of a colleague's answer that came since. */
class SecondAnswerTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller amina;
    private static Caller marc;

    private UUID conversation;
    private UUID question;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        amina = web.browser(Role.AGENT);
        marc = web.browser(Role.AGENT);
    }

    @BeforeEach
    void ask() throws Exception {
        conversation = web.seed.conversation("Un lampadaire");
        question = web.seed.message(conversation, "Il est éteint.");
    }

    @Test
    void aColleaguesAnswerThatWasNotSeenIsToldWithWhoAndWhenAndNothingGoesOut() throws Exception {
        JsonObject answer = answer(marc).json();

        Reply refused = reply(amina, seen(question));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/answered-meanwhile");
        JsonObject told = refused.json().getJsonObject("answer");
        assertThat(told.getString("messageId")).isEqualTo(answer.getString("id"));
        assertThat(told.getString("agentId")).isEqualTo(marc.agent().toString());
        assertThat(told.getString("name")).isEqualTo(answer.getJsonObject("author").getString("name"));
        assertThat(Instant.parse(told.getString("at"))).isEqualTo(Instant.parse(answer.getString("createdAt")));
        assertThat(refused.json().getString("detail")).contains(told.getString("name"), told.getString("at"));
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void whoHasReadTheAnswerSendsAllTheSameAndIsAskedAgainOnlyAboutAnotherOne() throws Exception {
        UUID first = UUID.fromString(answer(marc).json().getString("id"));
        answer(marc);

        assertThat(reply(amina, seen(first)).status()).isEqualTo(409);
        UUID latest = UUID.fromString(reply(amina, seen(first)).json().getJsonObject("answer").getString("messageId"));

        assertThat(reply(amina, seen(latest)).status()).isEqualTo(201);
        assertThat(sent()).isEqualTo(3);
    }

    @Test
    void whoSaysNothingOfWhatTheyHaveSeenIsNotAsked() throws Exception {
        answer(marc);

        assertThat(answer(amina).status()).isEqualTo(201);
    }

    @Test
    void onesOwnAnswerAndOneThatWasTakenBackAreNoneToBeToldOf() throws Exception {
        answer(amina);
        String held = reply(marc, new JsonObject().put("holdSeconds", 100)).json().getJsonObject("delivery").getString("id");
        assertThat(reply(amina, seen(question)).status()).isEqualTo(409);
        assertThat(keyed(marc).post("/api/v1/deliveries/" + held + "/report", new JsonObject().put("result", "take-back")).status())
                .isEqualTo(200);

        assertThat(reply(amina, seen(question)).status()).isEqualTo(201);
    }

    @Test
    void whatGoesOutLaterOrResolvesIsLookedAtNow() throws Exception {
        answer(marc);

        assertThat(reply(amina, seen(question).put("sendAt", Instant.now().plusSeconds(3_600).toString())).status()).isEqualTo(409);
        assertThat(reply(amina, seen(question).put("then", "resolved")).status()).isEqualTo(409);
        assertThat(amina.get("/api/v1/conversations/" + conversation).json().getString("state")).isEqualTo("open");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsPutToALaterTimeIsOneToBeToldOf() throws Exception {
        reply(marc, new JsonObject().put("sendAt", Instant.now().plusSeconds(3_600).toString()));

        assertThat(reply(amina, seen(question)).json().getString("type")).isEqualTo("/problems/answered-meanwhile");
    }

    @Test
    void whatIsSeenInAnotherConversationIsNotSeenHere() throws Exception {
        UUID elsewhere = web.seed.message(web.seed.conversation("Ailleurs"), "Bonjour");
        assertThat(reply(amina, seen(elsewhere)).status()).isEqualTo(201);

        assertThat(reply(marc, seen(elsewhere)).status()).isEqualTo(409);
        assertThat(reply(marc, seen(UUID.randomUUID())).status()).isEqualTo(409);
    }

    @Test
    void aReplyWhoseAnswerWasLostIsSentOnceThoughItsWriterHasReadMoreSince() throws Exception {
        Caller again = keyed(amina);
        String first = again.post(replies(), words(seen(question))).json().getString("id");
        UUID newer = UUID.fromString(answer(marc).json().getString("id"));

        Reply repeated = again.post(replies(), words(seen(newer)));

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.json().getString("id")).isEqualTo(first);
        assertThat(sent()).isEqualTo(2);
        assertThat(again.post(replies(), words(seen(newer)).put("text", "Autre chose")).status()).isEqualTo(422);
    }

    @Test
    void whatWasSeenStaysWithTheDraft() throws Exception {
        JsonObject draft = new JsonObject().put("basedOn", 0).put("reply", "Bonjour").put("note", "").put("seenId", question.toString())
                .put("replyKey", "a-" + conversation).put("noteKey", "b-" + conversation);
        assertThat(amina.put("/api/v1/conversations/" + conversation + "/draft", draft).json().getString("seenId"))
                .isEqualTo(question.toString());
        answer(marc);

        String seen = amina.get("/api/v1/conversations/" + conversation + "/drafts").array().getJsonObject(0).getString("seenId");

        assertThat(reply(amina, seen(UUID.fromString(seen))).status()).isEqualTo(409);
    }

    private static JsonObject seen(UUID message) {
        return new JsonObject().put("seenId", message.toString());
    }

    private long sent() throws Exception {
        return web.seed.count("select count(*) from message where kind = 'OUTBOUND' and conversation_id = $1", conversation);
    }

    private Reply answer(Caller agent) throws Exception {
        return reply(agent, new JsonObject());
    }

    private Reply reply(Caller agent, JsonObject how) throws Exception {
        return keyed(agent).post(replies(), words(how));
    }

    private String replies() {
        return "/api/v1/conversations/" + conversation + "/replies";
    }

    private static JsonObject words(JsonObject how) {
        return how.put("text", "Il est réparé.");
    }

    private static Caller keyed(Caller agent) {
        return agent.with("idempotency-key", UUID.randomUUID().toString());
    }
}
