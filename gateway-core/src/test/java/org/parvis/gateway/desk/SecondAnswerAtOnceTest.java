package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.UuidV7;

import static org.assertj.core.api.Assertions.assertThat;

/** Of two agents who answer the same message at once, one is told. */
class SecondAnswerAtOnceTest extends TwoPaths {

    private static final int ROUNDS = 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UUID colleague = UUID.randomUUID();

    @BeforeEach
    void employ() throws InterruptedException {
        execute("insert into agent (id, account, display_name) values ($1, $2, 'Marc Lefort')", colleague, "marc-" + channel);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void ofTwoRepliesAtTheSameMomentExactlyOneIsRefused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            writesAgain("Encore " + round);
            UUID seen = latest();
            CyclicBarrier together = new CyclicBarrier(2);

            Future<String> one = threads.submit(meeting(together, answer(agent, seen)));
            Future<String> other = threads.submit(meeting(together, answer(colleague, seen)));

            assertThat(List.of(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS), other.get(PATIENCE_SECONDS, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder("sent", "answered-meanwhile");
            assertThat(answers()).isEqualTo(round + 1);
        }
    }

    @Test
    void aReplyThatWaitsForAnotherOneToCommitIsToldOfIt() throws Exception {
        UUID seen = latest();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        Future<UUID> first = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            UUID answer = desk.within(session).reply(answer(agent, seen));
            written.countDown();
            assertThat(waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return answer;
        }));
        assertThat(written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<Optional<Refusal.Answer>> second = threads.submit(() -> refused(answer(colleague, seen)));
        untilSomebodyWaits();
        assertThat(second.isDone()).isFalse();
        waiting.countDown();

        UUID answer = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasValueSatisfying(told -> {
            assertThat(told.message()).isEqualTo(answer);
            assertThat(told.agent()).isEqualTo(agent);
            assertThat(told.name()).isEqualTo("Amina Diallo");
        });
    }

    @Test
    void anAnswerFromANodeWhoseClockIsBehindIsToldAllTheSame() throws Exception {
        UUID seen = latest();
        Clock behind = Clock.fixed(Instant.now().minus(Duration.ofMinutes(5)), ZoneOffset.UTC);
        Desk elsewhere = new Desk(DATABASE.database(), behind, new UuidV7(behind), id -> Optional.of(capabilities()), 1_000, () -> {
        });
        UUID answer = elsewhere.reply(answer(colleague, seen));

        assertThat(refused(answer(agent, seen))).map(Refusal.Answer::message).contains(answer);
        assertThat(refused(answer(agent, answer))).isEmpty();
    }

    private Reply answer(UUID writer, UUID seen) {
        return new Reply(writer, conversation, "C'est réparé.", Optional.empty(), Optional.of(seen), Optional.empty(), List.of(),
                Duration.ZERO,
                Optional.empty(), ConversationState.OPEN);
    }

    private Callable<String> meeting(CyclicBarrier together, Reply reply) {
        return () -> {
            together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return refused(reply).isPresent() ? "answered-meanwhile" : "sent";
        };
    }

    private Optional<Refusal.Answer> refused(Reply reply) throws InterruptedException {
        try {
            desk.reply(reply);
            return Optional.empty();
        } catch (Refusal refusal) {
            assertThat(refusal.problem()).isEqualTo("answered-meanwhile");
            return refusal.answer();
        }
    }

    private UUID latest() throws InterruptedException {
        return Rows.uuid(one("select id from message where conversation_id = $1 order by created_at desc, id desc limit 1", conversation),
                "id");
    }

    private int answers() throws InterruptedException {
        return all("select 1 from message where conversation_id = $1 and kind = 'OUTBOUND'", conversation).size();
    }

    private static void untilSomebodyWaits() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all("select 1 from pg_locks where locktype in ('transactionid', 'tuple') and not granted").isEmpty()) {
            assertThat(System.nanoTime()).as("somebody waits for the conversation").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
