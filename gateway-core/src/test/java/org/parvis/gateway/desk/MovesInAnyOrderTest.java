package org.parvis.gateway.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever agents move, and whatever comes meanwhile, nothing is lost, and nothing is in two places. */
class MovesInAnyOrderTest extends TwoConversations {

    private static final int STEPS = 14;
    private static final List<String> THREADS = List.of("lamp", "bill", "tree");

    @RepeatedTest(15)
    void movesUndoneInReverseRestoreTheRows(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        String seed = "seed " + repetition.getCurrentRepetition();
        for (int i = 0; i < 12; i++) {
            String thread = THREADS.get(random.nextInt(THREADS.size()));
            writes(denise, "before-" + i, thread, "Message " + i);
            if (random.nextInt(3) == 0) {
                desk.reply(agent, conversationOf("before-" + i), "Réponse " + i, Optional.empty(), List.of(), any(random));
            }
        }
        Deque<String> befores = new ArrayDeque<>();
        Deque<Moves.Moved> moves = new ArrayDeque<>();
        for (int i = 0; i < STEPS; i++) {
            String before = rows();
            Optional<Moves.Moved> move = move(random);
            if (move.isPresent()) {
                befores.push(before);
                moves.push(move.get());
            }
            assertStanding(seed + ", step " + i);
        }
        List<String> fresh = new ArrayList<>();
        while (!moves.isEmpty()) {
            Moves.Moved move = moves.pop();
            if (!befores.peek().contains(move.to().toString())) {
                fresh.add(move.to().toString());
            }
            desk.moves().undo(agent, move.id());
            assertThat(without(rows(), fresh)).as(seed).isEqualTo(without(befores.pop(), fresh));
            assertStanding(seed);
        }
    }

    @RepeatedTest(15)
    void betweenMovesAndArrivalsEachMessageIsOnceInOnePlace(RepetitionInfo repetition) throws Exception {
        Random random = new Random(1_000L + repetition.getCurrentRepetition());
        String seed = "seed " + repetition.getCurrentRepetition();
        List<Moves.Moved> done = new ArrayList<>();
        List<String> arrived = new ArrayList<>(List.of("lamp-1", "bill-1"));
        start(1);
        for (int i = 0; i < 3 * STEPS; i++) {
            switch (random.nextInt(5)) {
                case 0 -> move(random).ifPresent(done::add);
                case 1 -> {
                    if (!done.isEmpty()) {
                        undo(done.remove(random.nextInt(done.size())));
                    }
                }
                case 2 -> answers(denise, "answer-" + i, arrived.get(random.nextInt(arrived.size())));
                case 3 -> desk.reply(agent, conversationOf(arrived.get(random.nextInt(arrived.size()))), "Réponse " + i, Optional.empty(),
                        List.of(),
                        any(random));
                default -> writes(denise, "thread-" + i, THREADS.get(random.nextInt(THREADS.size())), "Message " + i);
            }
            for (String id : List.of("answer-" + i, "thread-" + i)) {
                if (!all("select 1 from network_message where channel_id = $1 and network_id = $2", channel, name(id).value()).isEmpty()) {
                    arrived.add(id);
                }
            }
        }
        while (performed.size() < all("select 1 from delivery where channel_id = $1", channel).size()
                || !all("select 1 from delivery where channel_id = $1 and state in ('QUEUED', 'SENDING')", channel).isEmpty()) {
            changed();
        }
        assertStanding(seed);
        assertThat(all("select 1 from message where channel_id = $1 and handle_value = $2 and kind = 'INBOUND'", channel, denise.value()))
                .as(seed).hasSize(arrived.size());
    }

    @Test
    void whileMessagesAnswersAndMovesMeetNothingIsLostOrMisplaced() throws Exception {
        int each = 12;
        start(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (String thread : List.of("lamp", "bill")) {
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        writes(denise, thread + "-w" + i, thread, "Message " + i);
                        answers(denise, thread + "-a" + i, thread + "-1");
                    }
                    return null;
                });
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        replyWhereItIs(thread + "-1", "Réponse " + i);
                    }
                    return null;
                });
            }
            work.add(() -> {
                for (int i = 0; i < each; i++) {
                    desk.moves().undo(agent, desk.moves().merge(agent, i % 2 == 0 ? bill : lamp, i % 2 == 0 ? lamp : bill).id());
                }
                return null;
            });
            List<Future<Void>> running = work.stream().map(threads::submit).toList();
            for (Future<Void> one : running) {
                one.get(6 * PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
        while (!all("select 1 from delivery where channel_id = $1 and state in ('QUEUED', 'SENDING')", channel).isEmpty()) {
            changed();
        }
        for (String thread : List.of("lamp", "bill")) {
            UUID home = thread.equals("lamp") ? lamp : bill;
            for (int i = 0; i < each; i++) {
                assertThat(conversationOf(thread + "-w" + i)).as(thread + i).isEqualTo(home);
                assertThat(conversationOf(thread + "-a" + i)).as(thread + i).isEqualTo(home);
            }
        }
        assertStanding("after all");
    }

    /** As whoever has it open does: what was merged away meanwhile is answered where it is now. */
    private void replyWhereItIs(String id, String text) throws InterruptedException {
        while (true) {
            try {
                desk.reply(agent, conversationOf(id), text, Optional.empty(), List.of(), ConversationState.OPEN);
                return;
            } catch (Refusal refusal) {
                assertThat(refusal.problem()).isIn("conversation-merged", "nobody-to-answer");
            }
        }
    }

    private Optional<Moves.Moved> move(Random random) throws InterruptedException {
        List<UUID> standing = all("""
                select id from conversation where channel_id = $1 and merged_into is null and contact_id = (select contact_id from conversation where id = $2) order by number
                """, channel, lamp).stream().map(row -> Rows.uuid(row, "id")).toList();
        UUID one = standing.get(random.nextInt(standing.size()));
        UUID two = standing.get(random.nextInt(standing.size()));
        try {
            if (random.nextBoolean()) {
                return Optional.of(desk.moves().merge(agent, one, two));
            }
            List<UUID> messages = all("select id from message where conversation_id = $1 order by created_at, id", one).stream()
                    .map(row -> Rows.uuid(row, "id")).toList();
            return Optional.of(
                    desk.moves().split(agent, one, messages.stream().filter(each -> random.nextInt(3) == 0).toList(), Optional.empty()));
        } catch (Refusal refusal) {
            assertThat(refusal.problem()).isIn("same-conversation", "nobody-wrote", "nothing-left");
            return Optional.empty();
        }
    }

    private void undo(Moves.Moved move) throws InterruptedException {
        try {
            desk.moves().undo(agent, move.id());
        } catch (Refusal refusal) {
            assertThat(refusal.problem()).isEqualTo("moved-since");
        }
    }

    private static ConversationState any(Random random) {
        return List.of(ConversationState.values()).get(random.nextInt(ConversationState.values().length));
    }

    /** What a split made stays as an empty conversation. */
    private static String without(String rows, List<String> ids) {
        return rows.lines().filter(line -> ids.stream().noneMatch(line::contains)).reduce("", (all, line) -> all + line + "\n");
    }
}
