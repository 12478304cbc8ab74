package org.parvis.gateway.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.parvis.channel.testkit.ManualClock;
import org.parvis.gateway.cluster.Presence.Doing;
import org.parvis.gateway.cluster.Presence.Sign;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes on one bus; the clock stands still unless a test moves it. */
@Timeout(30)
@ExtendWith(VertxExtension.class)
class PresenceTest {

    private static final int PATIENCE_SECONDS = 20;

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-02T08:00:00Z"));
    private final Presence here;
    private final Presence there;
    private final UUID conversation = UUID.randomUUID();
    private final UUID amina = UUID.randomUUID();

    PresenceTest(Vertx bus) {
        here = Presence.start(bus, UUID.randomUUID(), clock);
        there = Presence.start(bus, UUID.randomUUID(), clock);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    @Test
    void whatIsToldHereIsKnownHereAtOnceAndThereSoon() throws Exception {
        BlockingQueue<Sign> heard = listen(there);

        here.tell(sign(Doing.READING));

        assertThat(here.in(conversation)).containsExactly(sign(Doing.READING));
        assertThat(next(heard)).isEqualTo(sign(Doing.READING));
        assertThat(there.in(conversation)).containsExactly(sign(Doing.READING));
    }

    @Test
    void whoLogsOutHasLeftEveryConversationEverywhere() throws Exception {
        BlockingQueue<Sign> heard = listen(there);
        UUID other = UUID.randomUUID();
        here.tell(sign(Doing.REPLYING));
        here.tell(new Sign(other, amina, Doing.READING));
        next(heard);
        next(heard);

        here.leave(amina);

        assertThat(here.in(conversation)).isEmpty();
        assertThat(here.in(other)).isEmpty();
        assertThat(List.of(next(heard), next(heard))).containsExactlyInAnyOrder(sign(Doing.NONE), new Sign(other, amina, Doing.NONE));
        assertThat(there.in(conversation)).isEmpty();
    }

    @Test
    void changesAreToldAndRenewalsAreNot() {
        BlockingQueue<Sign> told = listen(here);

        here.tell(sign(Doing.READING));
        here.tell(sign(Doing.READING));
        here.tell(sign(Doing.REPLYING));
        here.tell(sign(Doing.NONE));
        here.tell(sign(Doing.NONE));

        assertThat(told).containsExactly(sign(Doing.READING), sign(Doing.REPLYING), sign(Doing.NONE));
        assertThat(here.in(conversation)).isEmpty();
    }

    @Test
    void aSignThatIsNotRenewedRunsOut() {
        here.tell(sign(Doing.REPLYING));
        clock.advance(Presence.LIFE.minusSeconds(1));
        here.sweep();
        assertThat(here.in(conversation)).hasSize(1);

        here.tell(sign(Doing.REPLYING));
        clock.advance(Duration.ofSeconds(2));
        here.sweep();
        assertThat(here.in(conversation)).as("renewed in time").hasSize(1);

        BlockingQueue<Sign> told = listen(here);
        clock.advance(Presence.LIFE);
        assertThat(here.in(conversation)).as("before anybody swept").isEmpty();
        here.sweep();
        assertThat(told).containsExactly(sign(Doing.NONE));
    }

    @Test
    void everybodyIsHandedOverWithoutThoseWhoLeft() {
        Sign other = new Sign(UUID.randomUUID(), UUID.randomUUID(), Doing.REPLYING);
        here.tell(sign(Doing.READING));
        here.tell(other);
        here.tell(new Sign(conversation, UUID.randomUUID(), Doing.NONE));

        List<Sign> everybody = new ArrayList<>();
        here.everybody(everybody::addAll);

        assertThat(everybody).containsExactlyInAnyOrder(sign(Doing.READING), other);
    }

    @Test
    void anAgentWithTooManyTabsLeavesTheOldest() {
        List<UUID> opened = new ArrayList<>();
        for (int tab = 0; tab <= Presence.MOST_CONVERSATIONS_OF_AN_AGENT; tab++) {
            opened.add(UUID.randomUUID());
            here.tell(new Sign(opened.getLast(), amina, Doing.READING));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(here.in(opened.removeFirst())).isEmpty();
        assertThat(opened).allSatisfy(id -> assertThat(here.in(id)).hasSize(1));
    }

    @Test
    void aConversationThatIsFullShowsNoMore() {
        for (int agent = 0; agent < Presence.MOST_AGENTS_OF_A_CONVERSATION + 5; agent++) {
            here.tell(new Sign(conversation, UUID.randomUUID(), Doing.READING));
        }

        assertThat(here.in(conversation)).hasSize(Presence.MOST_AGENTS_OF_A_CONVERSATION);
    }

    private Sign sign(Doing doing) {
        return new Sign(conversation, amina, doing);
    }

    private static BlockingQueue<Sign> listen(Presence presence) {
        BlockingQueue<Sign> heard = new LinkedBlockingQueue<>();
        presence.onChange(heard::add);
        return heard;
    }

    private static Sign next(BlockingQueue<Sign> heard) throws InterruptedException {
        Sign sign = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(sign).as("nothing was told").isNotNull();
        return sign;
    }
}
