package org.parvis.gateway.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Command;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.DeliveryResult;

import static org.assertj.core.api.Assertions.assertThat;

/** What is tried for too long, and what was being sent when a gateway died. */
class RecoveryTest extends TwoPaths {

    @Test
    void whatWasBeingSentDaysAgoIsLookedForOnceMoreWhereTheNetworkRecognisesTheKey() throws Exception {
        idempotent = true;
        leaveBehind();

        start(2);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).singleElement().satisfies(send -> assertThat(send.attempt()).isEqualTo(2));
    }

    @Test
    void whatStaysUnknownForTooLongIsUnknownAndNotUnsent() throws Exception {
        idempotent = true;
        network = send -> new Outcome.Unknown(DOWN);
        leaveBehind();

        start(2);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("UNKNOWN");
    }

    @Test
    void whatMayHaveGoneOutOnceIsNotCalledUnsentByALaterAttemptThatNeverGotThere() throws Exception {
        idempotent = true;
        network = send -> new Outcome.Deferred(Instant.now(), DOWN);
        leaveBehind();

        start(2);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("UNKNOWN");
    }

    /** An agent's report, or the killed owner's own settlement, that PostgreSQL has not ended yet. */
    @Test
    void whatIsLockedWhenTheNextOwnerComesIsRecoveredLater() throws Exception {
        leaveBehind();
        DATABASE.database().inTransaction(session -> {
            session.first("select id from delivery where conversation_id = $1 for update", conversation);
            notice();
            start(2);
            performed.take();
            return conversation;
        });

        assertThat(List.of(changed(), changed())).containsExactlyInAnyOrder("ACCEPTED", "UNKNOWN");
    }

    /** Something to send beside the conversation, so that one hears of the dispatcher having looked. */
    private void notice() throws InterruptedException {
        UUID other = UUID.randomUUID();
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at)
                select $1, channel_id, contact_id, 'OPEN', 'PRIVATE', now(), now() from conversation where id = $2
                """, other, conversation);
        execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                values (gen_random_uuid(), $1, $2, 'QUEUED', '{"to": {"kind": "EMAIL", "value": "lea@citizen.example"}, "author": "Mairie", "text": "Bien reçu"}',
                        now(), now(), now())
                """, other, channel);
    }

    @Test
    void anAnswerThatWaitedForDaysBeforeItsFirstTryIsTriedAgain() throws Exception {
        network = RecoveryTest::notAtFirst;
        reply("C'est bon.");
        execute("update delivery set created_at = now() - interval '3 days' where conversation_id = $1", conversation);

        start(1);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
    }

    @Test
    void whatCouldNotBeSentForADayFails() throws Exception {
        network = send -> new Outcome.Deferred(Instant.now(), DOWN);
        reply("C'est bon.");
        execute("update delivery set first_attempt_at = now() - interval '25 hours', attempts = 7 where conversation_id = $1",
                conversation);

        start(1);

        assertThat(changed()).isEqualTo("FAILED");
    }

    @Test
    void anAgentsRetryBeginsAnewAndItsAttemptsCountOn() throws Exception {
        network = send -> new Outcome.Deferred(Instant.now(), DOWN);
        UUID message = reply("C'est bon.");
        execute("update delivery set first_attempt_at = now() - interval '25 hours', attempts = 60 where message_id = $1", message);
        start(1);
        assertThat(changed()).isEqualTo("FAILED");
        assertThat(performed.take().attempt()).isEqualTo(61);

        desk.report(agent, Rows.uuid(one("select id from delivery where message_id = $1", message), "id"), DeliveryResult.RETRY);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(performed.take().attempt()).isEqualTo(62);
    }

    @Test
    void whatIsInterruptedMayStillSayThatItWasNotSent() throws Exception {
        limits(Duration.ofMillis(50), Duration.ofSeconds(PATIENCE_SECONDS));
        network = send -> {
            awaitInterruption();
            return new Outcome.Deferred(Instant.now().plusSeconds(3_600), DOWN);
        };
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("QUEUED");
    }

    @Test
    void whatIsSaidLateStillSettlesWhatNobodyHasDecided() throws Exception {
        limits(Duration.ofMillis(50), Duration.ofMillis(50));
        CountDownLatch shown = new CountDownLatch(1);
        network = send -> {
            awaitDespiteInterruption(shown);
            return Outcome.Accepted.as(new MessageId("net:" + send.key()));
        };
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("UNKNOWN");

        shown.countDown();

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
    }

    @Test
    void whatTurnsOutUnsentLateFailsAndIsNotSentBehindAnybodysBack() throws Exception {
        limits(Duration.ofMillis(50), Duration.ofMillis(50));
        CountDownLatch shown = new CountDownLatch(1);
        network = send -> {
            awaitDespiteInterruption(shown);
            return new Outcome.Deferred(Instant.now(), DOWN);
        };
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("UNKNOWN");

        shown.countDown();

        assertThat(changed()).isEqualTo("FAILED");
    }

    private void limits(Duration perform, Duration lastWord) {
        Clock clock = Clock.systemUTC();
        Notices notices = new Notices(clock, new UuidV7(clock), kind -> Optional.empty());
        outbox = new Outbox(DATABASE.vertx(), DATABASE.database(), clock, notices, feed::wake, new Dispatcher.Limits(perform, lastWord));
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            // The plugin ends in good order.
        }
    }

    private static void awaitDespiteInterruption(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // A plugin that does not listen.
            }
        }
    }

    private static Outcome notAtFirst(Command.Send send) {
        return send.attempt() < 2 ? new Outcome.Deferred(Instant.now(), DOWN) : Outcome.Accepted.as(new MessageId("net:" + send.key()));
    }

    /** A node died on Friday while it was sending. */
    private void leaveBehind() throws Exception {
        reply("C'est bon.");
        execute("""
                update delivery set state = 'SENDING', claim_epoch = 1, attempts = 1, created_at = now() - interval '3 days',
                       first_attempt_at = now() - interval '3 days', claimed_at = now() - interval '3 days'
                 where conversation_id = $1
                """, conversation);
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
    }
}
