package org.parvis.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** A request that is sent twice creates once. */
class IdempotencyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = new TestWeb(DATABASE);
        agent = web.browser(Role.AGENT);
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndCreatesOnce() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");

        Reply first = note(conversation, "key-1", "Une note");
        Reply again = note(conversation, "key-1", "Une note");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        note(conversation, "key-2", "Une note");

        Reply other = note(conversation, "key-2", "Une autre note");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().getString("type")).isEqualTo("/problems/idempotency-key-reused");
        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void anotherAgentMayUseTheSameKey() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        note(conversation, "key-3", "Une note");

        Reply other = web.browser(Role.AGENT).with("idempotency-key", "key-3").post(path(conversation),
                new JsonObject().put("text", "Une note"));

        assertThat(other.status()).isEqualTo(201);
        assertThat(notes(conversation)).isEqualTo(2);
    }

    @Test
    void manyAtTheSameMomentCreateOnce() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        List<Future<Reply>> replies = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 20; caller++) {
                replies.add(callers.submit(() -> note(conversation, "key-4", "Une note")));
            }
        }

        for (Future<Reply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(201);
            assertThat(reply.get().json()).isEqualTo(replies.getFirst().get().json());
        }
        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void aRefusedRequestGivesItsKeyBack() throws Exception {
        Reply refused = note(UUID.randomUUID(), "key-5", "Une note");
        UUID conversation = web.seed.conversation("Bonjour");
        Reply mended = note(conversation, "key-5", "Une note");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(mended.status()).isEqualTo(201);
    }

    @Test
    void whetherARequestThatWasCutOffTookEffectIsNotGuessed() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        note(conversation, "key-6", "Une note");
        web.seed.execute("update idempotency set status = 0, body = '' where agent_id = $1 and key = 'key-6'", agent.agent());

        Reply again = note(conversation, "key-6", "Une note");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getString("type")).isEqualTo("/problems/outcome-unknown");
        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void creatingWithoutAKeyIsRefused() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");

        Reply without = agent.post(path(conversation), new JsonObject().put("text", "Une note"));
        Reply tooLong = note(conversation, "k".repeat(201), "Une note");

        assertThat(without.badFields()).containsExactly("Idempotency-Key");
        assertThat(tooLong.badFields()).containsExactly("Idempotency-Key");
        assertThat(notes(conversation)).isZero();
    }

    private static Reply note(UUID conversation, String key, String text) throws Exception {
        return agent.with("idempotency-key", key).post(path(conversation), new JsonObject().put("text", text));
    }

    private static String path(UUID conversation) {
        return "/api/v1/conversations/" + conversation + "/notes";
    }

    private static long notes(UUID conversation) throws InterruptedException {
        return web.seed.count("select count(*) from message where conversation_id = $1 and kind = 'NOTE'", conversation);
    }
}
