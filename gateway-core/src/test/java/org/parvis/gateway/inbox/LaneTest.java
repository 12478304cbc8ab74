package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels of different lanes are taken in beside one another. */
class LaneTest extends TwoPaths {

    @Test
    void aChannelThatHasToWaitHoldsUpOnlyThoseOfItsLane() throws Exception {
        String neighbour = neighbour();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> DATABASE.database().inTransaction(session -> {
                session.first("select 1 from channel_lease where channel_id = $1 for update", channel);
                held.countDown();
                release.await();
                return true;
            }));
            assertThat(held.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            Future<?> waiting = threads.submit(() -> {
                inbox.of(channel, Optional.of(1L)).commit(List.of(received("2")), Optional.empty());
                return null;
            });

            inbox.of(neighbour, Optional.empty()).commit(List.of(received("3")), Optional.empty());

            assertThat(waiting.isDone()).isFalse();
            release.countDown();
            holder.get();
            waiting.get();
        }
        assertThat(all("select channel_id from message where channel_id in ($1, $2) order by created_at", channel, neighbour))
                .extracting(row -> Rows.text(row, "channel_id")).containsExactly(channel, neighbour, channel);
    }

    @Test
    void whatLanesTakeInAtOnceFromOnePersonIsOneContact() throws Exception {
        String neighbour = neighbour();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = List.of(commits(threads, channel), commits(threads, neighbour));
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(all("select distinct contact_id from message where handle_value = $1", person().value())).hasSize(1);
        assertThat(all("select 1 from message where handle_value = $1", person().value())).hasSize(2 * 50);
    }

    private Future<?> commits(ExecutorService threads, String into) {
        return threads.submit(() -> {
            for (int n = 0; n < 50; n++) {
                inbox.of(into, Optional.empty()).commit(List.of(received("at once " + n)), Optional.empty());
            }
            return null;
        });
    }

    /** Names that differ by one in their last letter differ by one in what the lane goes by. */
    private String neighbour() throws InterruptedException {
        String name = channel.substring(0, channel.length() - 1) + (char) (channel.charAt(channel.length() - 1) + 1);
        String neighbour = name.matches("[a-z0-9-]+") ? name : channel.substring(0, channel.length() - 1) + '8';
        execute("insert into channel (id, type, label) values ($1, 'test', 'Formulaire')", neighbour);
        return neighbour;
    }

    private InboundEvent received(String id) {
        return new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(person(), new MessageId("<" + id + ">"), Instant.EPOCH, Content.of("Bonjour")).build());
    }

    private Handle person() {
        return Handle.of(Handle.Kind.EMAIL, "two-lanes-" + channel + "@citizen.example");
    }
}
