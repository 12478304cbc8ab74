package org.parvis.gateway.outbox;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Outcome;
import org.parvis.gateway.TwoPaths;

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

    /** A node died on Friday while it was sending. */
    private void leaveBehind() throws Exception {
        reply("C'est bon.");
        execute("""
                update delivery set state = 'SENDING', claim_epoch = 1, attempts = 1, created_at = now() - interval '3 days',
                       claimed_at = now() - interval '3 days'
                 where conversation_id = $1
                """, conversation);
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
    }
}
