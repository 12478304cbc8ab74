package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** However a network shuffles, repeats and bundles what it delivers, the record comes out the same. */
class AnyOrderTest extends TwoPaths {

    private static final int THREADS = 4;
    private static final int MESSAGES_EACH = 6;
    private static final int DELIVERIES = 60;
    private static final int CALLERS = 3;

    @RepeatedTest(20)
    void deliveriesInAnyOrderGiveEachMessageOnceInItsConversation(RepetitionInfo repetition) throws Exception {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<InboundEvent> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            for (int message = 0; message < MESSAGES_EACH; message++) {
                all.add(message(thread, message));
            }
        }
        List<InboundEvent> deliveries = new ArrayList<>(all);
        while (deliveries.size() < DELIVERIES) {
            deliveries.add(all.get(random.nextInt(all.size())));
        }
        Collections.shuffle(deliveries, random);

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                List<InboundEvent> share = deliveries.subList(caller * DELIVERIES / CALLERS, (caller + 1) * DELIVERIES / CALLERS);
                List<Integer> sizes = share.stream().map(event -> 1 + random.nextInt(5)).toList();
                calls.add(callers.submit(() -> {
                    for (int from = 0, n = 0; from < share.size(); from += sizes.get(n++)) {
                        inbox.of(channel, Optional.empty()).commit(share.subList(from, Math.min(share.size(), from + sizes.get(n))),
                                Optional.empty());
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }

        assertThat(all("select body from message where channel_id = $1 and body like 'thread %'", channel)).as("seed %s", seed)
                .extracting(row -> Rows.text(row, "body")).doesNotHaveDuplicates().hasSize(THREADS * MESSAGES_EACH);
        assertThat(all("""
                select split_part(body, ':', 1) as thread, count(distinct conversation_id) as conversations
                  from message where channel_id = $1 and body like 'thread %' group by 1
                """, channel)).as("seed %s", seed).hasSize(THREADS).allMatch(row -> Rows.number(row, "conversations") == 1);
        assertThat(all("select distinct conversation_id from message where channel_id = $1 and body like 'thread %'", channel))
                .as("seed %s", seed).hasSize(THREADS);
        assertThat(all("""
                select 1 from conversation where channel_id = $1
                   and (message_count <> (select count(*) from message where conversation_id = conversation.id)
                        or owed_since is distinct from (select min(opened_at) from obligation where conversation_id = conversation.id and settlement is null))
                """, channel)).as("counts and owed_since that disagree with the rows, seed %s", seed).isEmpty();
    }

    /** As e-mail does it: a message names all those before it in its thread, the nearest first (RFC 5322, section 3.6.4). */
    private static InboundEvent message(int thread, int number) {
        List<MessageId> references = new ArrayList<>();
        for (int earlier = number - 1; earlier >= 0; earlier--) {
            references.add(new MessageId(name(thread, earlier)));
        }
        return new InboundEvent.MessageReceived(new EventId(name(thread, number)),
                InboundMessage.from(Handle.of(Handle.Kind.EMAIL, "citizen" + number % 2 + "@citizen.example"),
                        new MessageId(name(thread, number)), Instant.EPOCH,
                        Content.of("thread " + thread + ": message " + number)).threading(Threading.inReplyTo(references)).build());
    }

    private static String name(int thread, int number) {
        return "<" + thread + "." + number + "@citizen.example>";
    }
}
