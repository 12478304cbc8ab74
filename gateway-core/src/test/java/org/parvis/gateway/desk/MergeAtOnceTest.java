package org.parvis.gateway.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Handle;
import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in while contacts are merged and separated finds its person. */
class MergeAtOnceTest extends TwoContacts {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void ofTwoAgentsWhoMergeTheSamePairAtOnceOneIsTold() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);

        List<Future<String>> both = List.of(threads.submit(meeting(together, byMail, byPhone)),
                threads.submit(meeting(together, byPhone, byMail)));

        assertThat(List.of(both.getFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS), both.getLast().get(PATIENCE_SECONDS, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("merged", "merged-already");
        assertStanding();
    }

    @Test
    void aMessageThatComesInDuringAMergeWaitsAndIsTheKeptContacts() throws Exception {
        CountDownLatch merged = new CountDownLatch(1);
        CountDownLatch arriving = new CountDownLatch(1);
        Future<UUID> merge = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            UUID id = desk.within(session).people().merge(agent, byMail, byPhone, SAID_SO);
            merged.countDown();
            assertThat(arriving.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return id;
        }));
        assertThat(merged.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<Void> arrival = threads.submit(() -> {
            writes(phone, "p2", Set.of());
            return null;
        });
        untilSomebodyWaits("advisory");
        assertThat(arrival.isDone()).isFalse();
        arriving.countDown();

        arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        merge.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(contactOfMessage("p2")).isEqualTo(byMail);
        assertThat(contactOfConversation("p2")).isEqualTo(byMail);
        assertStanding();
    }

    @Test
    void aMergeWaitsForAMessageThatIsComingInAndTakesItAlong() throws Exception {
        CountDownLatch known = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        UUID conversation = conversationOf("p1");
        UUID message = UUID.randomUUID();
        Future<Integer> arrival = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            IdentityLock.share(session);
            UUID contact = Rows.uuid(session.first("select contact_id from handle where value = $1", phone.value()).orElseThrow(),
                    "contact_id");
            known.countDown();
            assertThat(waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return session.execute("""
                    insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, body, sent_at, created_at, search)
                    values ($1, $2, $3, 'INBOUND', 'PRIVATE', $4, 'PHONE', $5, '', now(), now(), '')
                    """, message, conversation, channel, contact, phone.value());
        }));
        assertThat(known.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<UUID> merge = threads.submit(() -> desk.people().merge(agent, byMail, byPhone, SAID_SO));
        untilSomebodyWaits("advisory");
        assertThat(merge.isDone()).isFalse();
        waiting.countDown();

        arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        merge.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(Rows.uuid(one("select contact_id from message where id = $1", message), "contact_id")).isEqualTo(byMail);
    }

    @Test
    void whileMessagesAnswersMergesAndUndoingsMeetNothingIsLostOrLeftBehind() throws Exception {
        UUID conversation = conversationOf("p1");
        List<Future<Integer>> work = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            String name = "w" + writer;
            Handle from = writer == 0 ? mail : phone;
            work.add(threads.submit(() -> {
                for (int i = 0; i < 15; i++) {
                    answers(from, name + "-" + i, "p1");
                    writes(from, name + "-new-" + i, Set.of());
                }
                return 0;
            }));
        }
        work.add(threads.submit(() -> {
            for (int i = 0; i < 15; i++) {
                desk.reply(agent, conversation, "Réponse " + i, Optional.empty(), List.of(),
                        ConversationState.OPEN);
            }
            return 0;
        }));
        work.add(threads.submit(() -> {
            for (int i = 0; i < 15; i++) {
                desk.people().separate(agent, i % 2 == 0
                        ? desk.people().merge(agent, byMail, byPhone, SAID_SO)
                        : desk.people().merge(agent, byPhone, byMail, SAID_SO));
            }
            return 0;
        }));

        for (Future<Integer> each : work) {
            each.get(3 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(contactOf(mail)).isEqualTo(byMail);
        assertThat(contactOf(phone)).isEqualTo(byPhone);
        assertThat(all("select 1 from message where channel_id = $1 and handle_value = any($2)", channel,
                new String[]{mail.value(), phone.value()})).hasSize(2 + 60 + 15);
        assertStanding();
    }

    private Callable<String> meeting(CyclicBarrier together, UUID kept, UUID other) {
        return () -> {
            together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try {
                desk.people().merge(agent, kept, other, SAID_SO);
                return "merged";
            } catch (Refusal refusal) {
                return refusal.problem();
            }
        };
    }
}
