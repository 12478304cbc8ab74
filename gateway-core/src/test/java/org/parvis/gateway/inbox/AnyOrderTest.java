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

import io.vertx.sqlclient.Row;
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
    private static final int EDITS_EACH = 3;

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

        deliver(deliveries, random);

        assertThat(all("select body from message where channel_id = $1 and body like 'thread %'", channel)).as("seed %s", seed)
                .extracting(row -> Rows.text(row, "body")).doesNotHaveDuplicates().hasSize(THREADS * MESSAGES_EACH);
        assertThat(all("""
                select split_part(body, ':', 1) as thread, count(distinct conversation_id) as conversations
                  from message where channel_id = $1 and body like 'thread %' group by 1
                """, channel)).as("seed %s", seed).hasSize(THREADS).allMatch(row -> Rows.number(row, "conversations") == 1);
        assertThat(all("select distinct conversation_id from message where channel_id = $1 and body like 'thread %'", channel))
                .as("seed %s", seed).hasSize(THREADS);
        assertCountsAgree(seed);
    }

    /** Each message is edited three times: the second and third say something else, or all three only their white space. */
    @RepeatedTest(10)
    void editsInAnyOrderLeaveTheLatestWordsAndALedgerThatBalances(RepetitionInfo repetition) throws Exception {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<InboundEvent> edits = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            for (int message = 0; message < MESSAGES_EACH; message++) {
                inbox.of(channel, Optional.empty()).commit(message(thread, message));
                for (int version = 1; version <= EDITS_EACH; version++) {
                    edits.add(edit(thread, message, version));
                }
            }
        }
        execute("update obligation set settlement = 'ANSWERED', settled_at = opened_at where conversation_id in (select id from conversation where channel_id = $1)",
                channel);
        execute("update conversation set state = 'RESOLVED', owed_since = null where channel_id = $1", channel);
        List<InboundEvent> deliveries = new ArrayList<>(edits);
        deliveries.addAll(edits.subList(0, edits.size() / 2));
        Collections.shuffle(deliveries, random);

        deliver(deliveries, random);

        assertThat(all("select body from message where channel_id = $1 and body like 'thread %'", channel)).as("seed %s", seed)
                .hasSize(THREADS * MESSAGES_EACH).allMatch(row -> Rows.text(row, "body").endsWith("  v" + EDITS_EACH)
                        || Rows.text(row, "body").endsWith(" ".repeat(EDITS_EACH)));
        assertThat(all("""
                select message.id from message left join message_revision on message_id = message.id
                 where channel_id = $1 and message.body like 'thread %' group by message.id having count(message_id) <> $2
                """, channel, (long) EDITS_EACH))
                .as("each edit leaves one earlier version, seed %s", seed).isEmpty();
        assertThat(all("""
                select 1 from obligation join message on message.id = message_id
                 where channel_id = $1 and message.body like 'thread %' and (settlement is null) <> (message.body like '%  v_')
                """, channel)).as("owed what says something else, and nothing besides, seed %s", seed).isEmpty();
        assertThat(all("""
                select 1 from conversation where channel_id = $1
                   and (state = 'OPEN') <> exists (select 1 from obligation where conversation_id = conversation.id and settlement is null)
                """, channel)).as("seed %s", seed).isEmpty();
        Row ledger = one("select * from ledger");
        assertThat(Rows.number(ledger, "received")).as("seed %s", seed).isEqualTo(Rows.number(ledger, "answered")
                + Rows.number(ledger, "handed_over") + Rows.number(ledger, "closed") + Rows.number(ledger, "open"));
        assertCountsAgree(seed);
    }

    private void deliver(List<InboundEvent> deliveries, Random random) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                List<InboundEvent> share = deliveries.subList(caller * deliveries.size() / CALLERS,
                        (caller + 1) * deliveries.size() / CALLERS);
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
    }

    private void assertCountsAgree(long seed) throws InterruptedException {
        assertThat(all("""
                select 1 from conversation where channel_id = $1
                   and (message_count <> (select count(*) from message where conversation_id = conversation.id)
                        or owed_since is distinct from (select min(opened_at) from obligation where conversation_id = conversation.id and settlement is null))
                """, channel)).as("counts and owed_since that disagree with the rows, seed %s", seed).isEmpty();
    }

    private static InboundEvent edit(int thread, int number, int version) {
        String words = number % 2 == 0 && version > 1 ? "  v" + version : " ".repeat(version);
        return new InboundEvent.MessageEdited(new EventId("edit " + version + " of " + name(thread, number)),
                new MessageId(name(thread, number)), Content.of("thread " + thread + ": message " + number + words),
                Instant.EPOCH.plusSeconds(version));
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
