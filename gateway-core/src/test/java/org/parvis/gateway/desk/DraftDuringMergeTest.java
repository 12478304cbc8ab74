package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody types while a colleague merges their conversation is not left in the one that is empty. */
class DraftDuringMergeTest extends TwoConversations {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aDraftThatComesDuringAMergeWaitsForItAndIsToldWhereItGoes() throws Exception {
        CountDownLatch merged = new CountDownLatch(1);
        CountDownLatch typed = new CountDownLatch(1);
        Future<Moves.Moved> merge = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            Moves.Moved move = desk.within(session).moves().merge(agent, bill, lamp);
            merged.countDown();
            assertThat(typed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return move;
        }));
        assertThat(merged.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<String> keeping = threads.submit(() -> {
            try {
                desk.keepDraft(new Draft(agent, bill, 0, "Je regarde", "", Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                        Optional.of("a"),
                        Optional.of("b")));
                return "kept";
            } catch (Refusal refusal) {
                return refusal.problem();
            }
        });
        untilSomebodyWaits("transactionid", "tuple");
        typed.countDown();

        merge.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(keeping.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("conversation-merged");
        assertThat(all("select 1 from draft where conversation_id = $1", bill)).isEmpty();
    }
}
