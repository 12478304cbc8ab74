package org.parvis.gateway.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.parvis.channel.ChannelContext.Allowance;
import org.parvis.channel.testkit.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes on one bus; the clock stands still unless a test moves it. */
@Timeout(30)
@ExtendWith(VertxExtension.class)
class AllowancesTest {

    private static final int PER_HOUR = 4;

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-02T08:00:00Z"));
    private final Allowances here;
    private final Allowances there;

    AllowancesTest(Vertx bus) {
        here = Allowances.start(bus, UUID.randomUUID(), clock);
        there = Allowances.start(bus, UUID.randomUUID(), clock);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    @Test
    void whatOneNodeGrantsIsGoneOnTheOther() {
        Allowance first = here.of("form", "addresses", PER_HOUR);
        Allowance second = there.of("form", "addresses", PER_HOUR);
        for (int sent = 0; sent < PER_HOUR / 2; sent++) {
            assertThat(first.take("203.0.113.9")).isEmpty();
            assertThat(second.take("203.0.113.9")).isEmpty();
        }
        awaitLeft(here, "addresses", "203.0.113.9", 0);
        awaitLeft(there, "addresses", "203.0.113.9", 0);

        assertThat(first.take("203.0.113.9")).contains(Duration.ofMinutes(15));
        assertThat(second.take("203.0.113.9")).contains(Duration.ofMinutes(15));
        assertThat(second.take("203.0.113.10")).as("somebody else").isEmpty();
    }

    @Test
    void eachPurposeAndEachChannelCountsByItself() {
        Allowance letters = there.of("form", "letters", 1);
        there.of("form", "addresses", 1);
        Allowance otherForm = there.of("other", "addresses", 1);

        assertThat(here.of("form", "addresses", 1).take("lea")).isEmpty();
        awaitLeft(there, "addresses", "lea", 0);

        assertThat(letters.take("lea")).isEmpty();
        assertThat(otherForm.take("lea")).isEmpty();
    }

    @Test
    void anHourLaterEverythingIsAllowedAgain() {
        Allowance first = here.of("form", "addresses", 1);
        Allowance second = there.of("form", "addresses", 1);
        assertThat(first.take("lea")).isEmpty();
        awaitLeft(there, "addresses", "lea", 0);
        assertThat(second.take("lea")).contains(Duration.ofHours(1));

        clock.advance(Duration.ofHours(1));

        assertThat(second.take("lea")).isEmpty();
    }

    @Test
    void aBoundedNumberOfNamesIsRemembered() {
        TokenBuckets buckets = new TokenBuckets(clock, 1);
        for (int number = 0; number < TokenBuckets.MAXIMUM_NAMES + 10; number++) {
            assertThat(buckets.take("name" + number)).isEmpty();
        }

        assertThat(buckets.names()).isEqualTo(TokenBuckets.MAXIMUM_NAMES);
        assertThat(buckets.take("name" + TokenBuckets.MAXIMUM_NAMES)).contains(Duration.ofHours(1));
    }

    private static void awaitLeft(Allowances node, String purpose, String name, double left) {
        while (node.left("form", purpose, name) != left) {
            Thread.onSpinWait();
        }
    }
}
