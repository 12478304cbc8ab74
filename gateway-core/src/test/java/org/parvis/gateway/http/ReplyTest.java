package org.parvis.gateway.http;

import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer names what it answers. */
class ReplyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void whoHasNotSeenTheNewestMessageIsToldSoAndNothingGoesOut() throws Exception {
        UUID conversation = web.seed.conversation("Deux messages");
        UUID first = web.seed.message(conversation, "Bonjour", null, Seed.now().minusSeconds(60));
        assertThat(shown(conversation)).isEqualTo(first.toString());
        UUID second = web.seed.message(conversation, "J'ai trouvé");

        Reply late = reply(conversation, first);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().getString("type")).isEqualTo("/problems/newer-message");
        assertThat(late.json().getString("detail")).contains("newer message");
        assertThat(web.seed.count("select count(*) from delivery where conversation_id = $1", conversation)).isZero();
        assertThat(shown(conversation)).isEqualTo(second.toString());
        assertThat(reply(conversation, second).status()).isEqualTo(201);
    }

    @Test
    void whoHasNotSeenWhatTheMessageSaysNowIsToldSoAndNothingGoesOut() throws Exception {
        UUID conversation = web.seed.conversation("Un message modifié");
        UUID message = web.seed.message(conversation, "Le 3 mars");
        assertThat(revision(conversation)).isZero();
        web.seed.change(message, "Le 5 mars");

        Reply late = reply(conversation, message, 0);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().getString("type")).isEqualTo("/problems/newer-message");
        assertThat(web.seed.count("select count(*) from delivery where conversation_id = $1", conversation)).isZero();
        assertThat(revision(conversation)).isEqualTo(1);
        assertThat(reply(conversation, message, 1).status()).isEqualTo(201);
    }

    @Test
    void aMessageOfAnotherConversationIsNotAnsweredHere() throws Exception {
        UUID conversation = web.seed.conversation("Ici");
        web.seed.message(conversation, "Bonjour");
        UUID elsewhere = web.seed.message(web.seed.conversation("Ailleurs"), "Bonjour");

        Reply reply = reply(conversation, elsewhere);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.badFields()).containsExactly("answersId");
    }

    private static String shown(UUID conversation) throws Exception {
        return agent.get("/api/v1/conversations/" + conversation).json().getString("answersId");
    }

    private static int revision(UUID conversation) throws Exception {
        return agent.get("/api/v1/conversations/" + conversation).json().getInteger("answersRevision");
    }

    private static Reply reply(UUID conversation, UUID answers, int revision) throws Exception {
        return send(conversation, new JsonObject().put("answersId", answers.toString()).put("answersRevision", revision));
    }

    private static Reply reply(UUID conversation, UUID answers) throws Exception {
        return send(conversation, new JsonObject().put("answersId", answers.toString()));
    }

    private static Reply send(UUID conversation, JsonObject reply) throws Exception {
        return agent.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/replies",
                reply.put("text", "C'est bon."));
    }
}
