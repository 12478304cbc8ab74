package org.parvis.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.json.JsonObject;
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

    private static final String FATAL_WORDS = "Des mots fatals";

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
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
    void manyAtTheSameMomentOnTwoNodesCreateOnce() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        List<Future<Reply>> replies = new ArrayList<>();
        try (TestWeb other = new TestWeb(DATABASE); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Caller> sameAgent = List.of(agent, other.new Caller(agent.agent(), agent.credentials()));
            for (int caller = 0; caller < 20; caller++) {
                Caller on = sameAgent.get(caller % 2);
                replies.add(callers.submit(() -> note(on, conversation, "key-4", "Une note")));
            }
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(201);
                assertThat(reply.get().json()).isEqualTo(replies.getFirst().get().json());
            }
        }

        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void whoWaitsTooLongForAnEarlierRequestIsToldToComeAgain() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");

        Reply late = DATABASE.database().inTransaction(session -> {
            session.execute("set local idle_in_transaction_session_timeout = 0");
            session.execute("""
                    insert into idempotency (agent_id, key, request_digest, status, body) values ($1, 'key-7', '', 201, '')
                    """, agent.agent());
            return noteWhileHeld(conversation);
        });

        assertThat(late.status()).isEqualTo(503);
        assertThat(late.header("retry-after")).isPresent();
        assertThat(notes(conversation)).isZero();
    }

    private static Reply noteWhileHeld(UUID conversation) throws InterruptedException {
        try {
            return note(conversation, "key-7", "Une note");
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
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
    void aRequestThatWasCutOffLeavesNothingAndMayBeSentAgain() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        Reply cutOff = fatalNote(conversation, "key-6", "create trigger fatal after insert on message");

        Reply again = note(conversation, "key-6", FATAL_WORDS);

        assertThat(cutOff.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(notes(conversation)).isEqualTo(1);
    }

    @Test
    void whetherARequestWhoseCommitWasLostTookEffectIsNotGuessedAndTheSameRequestTells() throws Exception {
        UUID conversation = web.seed.conversation("Bonjour");
        Reply lost = fatalNote(conversation, "key-8",
                "create constraint trigger fatal after insert on message deferrable initially deferred");

        Reply again = note(conversation, "key-8", FATAL_WORDS);

        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.json().getString("type")).isEqualTo("/problems/outcome-unknown");
        assertThat(lost.header("retry-after")).isPresent();
        assertThat(again.status()).isEqualTo(201);
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

    /** Writes a note whose words end the connection that writes them, at the moment that the trigger says. */
    private static Reply fatalNote(UUID conversation, String key, String trigger) throws IOException, InterruptedException {
        web.seed.execute("""
                create function die() returns trigger language plpgsql as
                $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$
                """);
        web.seed.execute(trigger + " for each row when (new.body = '" + FATAL_WORDS + "') execute function die()");
        try {
            return note(conversation, key, FATAL_WORDS);
        } finally {
            web.seed.execute("drop trigger fatal on message");
            web.seed.execute("drop function die()");
        }
    }

    private static Reply note(UUID conversation, String key, String text) throws IOException, InterruptedException {
        return note(agent, conversation, key, text);
    }

    private static Reply note(Caller caller, UUID conversation, String key, String text) throws IOException, InterruptedException {
        return caller.with("idempotency-key", key).post(path(conversation), new JsonObject().put("text", text));
    }

    private static String path(UUID conversation) {
        return "/api/v1/conversations/" + conversation + "/notes";
    }

    private static long notes(UUID conversation) throws InterruptedException {
        return web.seed.count("select count(*) from message where conversation_id = $1 and kind = 'NOTE'", conversation);
    }
}
