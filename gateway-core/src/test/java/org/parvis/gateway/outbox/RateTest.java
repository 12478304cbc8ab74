package org.parvis.gateway.outbox;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sixty a minute: one a second, six at once after a while of silence. */
class RateTest {

    private static final int PER_MINUTE = 60;
    private static final int BURST = 6;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Rate rate = new Rate(60 * PER_MINUTE, 0);

    @Test
    void aNewOwnerBeginsWithoutABurst() {
        assertThat(rate.pause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rate.pause(SECOND)).isZero();
        rate.count(SECOND);
        assertThat(rate.pause(SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void afterASilenceABurstIsSentAndNoMore() {
        long later = 100 * SECOND;
        for (int sent = 0; sent < BURST; sent++) {
            assertThat(rate.pause(later)).isZero();
            rate.count(later);
        }

        assertThat(rate.pause(later)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void overAMinuteNoMoreGoesOutThanTheNetworkBears() {
        int sent = 0;
        for (long now = 100 * SECOND; now < 160 * SECOND; now += SECOND / 10) {
            while (rate.pause(now).isZero()) {
                rate.count(now);
                sent++;
            }
        }

        assertThat(sent).isBetween(PER_MINUTE, PER_MINUTE + BURST);
    }
}
