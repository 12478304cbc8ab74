package org.parvis.gateway.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.Ordering;
import org.parvis.gateway.desk.Refusal;
import org.parvis.gateway.scope.Reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Priority, tags and reasons: what agents order conversations by. */
class OrderTest extends TwoPaths {

    private final Instant start = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MICROS);

    private final String suffix = " " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatIsUrgentGoesBeforeWhatIsOwedLongerAndPagesMissNothing() throws Exception {
        UUID longest = another("OPEN", start.plusSeconds(10), start.plusSeconds(10));
        UUID urgentOwed = another("OPEN", start.plusSeconds(50), start.plusSeconds(50));
        UUID urgentOwedLonger = another("OPEN", start.plusSeconds(40), start.plusSeconds(40));
        UUID urgent = another("OPEN", start.plusSeconds(99), null);
        UUID nothingOwed = another("OPEN", start.plusSeconds(98), null);
        for (UUID each : List.of(urgentOwed, urgentOwedLonger, urgent)) {
            order(each, Ordering.NONE.urgent(true));
        }
        List<UUID> expected = List.of(urgentOwedLonger, urgentOwed, urgent, longest, conversation, nothingOwed);

        for (int limit = 1; limit <= expected.size() + 1; limit++) {
            assertThat(pages(listing(View.TO_HANDLE, Optional.empty()), limit)).as("pages of %s", limit)
                    .containsExactlyElementsOf(expected);
        }
        order(urgent, Ordering.NONE.urgent(false));
        assertThat(pages(listing(View.TO_HANDLE, Optional.empty()), 3)).startsWith(urgentOwedLonger, urgentOwed, longest);
        assertThat(last(urgent).getJsonArray("urgent")).isEqualTo(new JsonArray().add(true).add(false));
    }

    @Test
    void aTagIsTheSameWithoutAccentsAndCase() throws Exception {
        UUID other = another("OPEN", start, null);
        order(conversation, Ordering.NONE.tag("Éclairage" + suffix, "  voirie   haute" + suffix));
        order(other, Ordering.NONE.tag("ECLAIRAGE" + suffix));

        assertThat(tags(conversation)).extracting(TagView::name).containsExactly("Éclairage" + suffix, "voirie haute" + suffix);
        assertThat(tags(other)).containsExactly(tags(conversation).getFirst());
        assertThat(last(conversation).getJsonArray("tags"))
                .isEqualTo(
                        new JsonArray().add(new JsonArray()).add(new JsonArray().add("Éclairage" + suffix).add("voirie haute" + suffix)));
    }

    @Test
    void aTagIsTakenOffAndNothingIsLoggedWhereNothingChanges() throws Exception {
        order(conversation, Ordering.NONE.tag("bruit" + suffix));
        order(conversation, Ordering.NONE.tag("Bruit" + suffix));
        assertThat(last(conversation).containsKey("tags")).isFalse();

        order(conversation, Ordering.NONE.untag(tags(conversation).getFirst().id()));
        assertThat(tags(conversation)).isEmpty();
        assertThat(Rows.flag(conversation(), "tagged")).isFalse();
    }

    @Test
    void agentsWhoMakeTheSameTagAtOnceGetTheSameOne() throws Exception {
        List<UUID> conversations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            conversations.add(another("OPEN", start.plusSeconds(i), null));
        }
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = conversations.stream().<Callable<Boolean>>map(each -> () -> {
                order(each, Ordering.NONE.tag("ensemble" + suffix));
                return true;
            }).toList();
            for (Future<Boolean> each : agents.invokeAll(all)) {
                each.get();
            }
        }
        UUID tag = tags(conversations.getFirst()).getFirst().id();
        assertThat(pages(listing(View.ALL, Optional.of(tag)), 3)).containsExactlyElementsOf(conversations.reversed());
    }

    @Test
    void theListsOfATagFollowWhatHappensToItsConversations() throws Exception {
        UUID tag = tagged("suivi" + suffix, conversation);
        UUID waiting = another("WAITING", start.plusSeconds(5), null);
        UUID resolved = another("RESOLVED", start.plusSeconds(9), null);
        UUID earlier = another("RESOLVED", start.plusSeconds(7), null);
        for (UUID each : List.of(waiting, resolved, earlier)) {
            order(each, Ordering.NONE.tag("suivi" + suffix));
        }
        another("RESOLVED", start.plusSeconds(8), null);

        assertThat(pages(listing(View.TO_HANDLE, Optional.of(tag)), 2)).containsExactly(conversation);
        assertThat(pages(listing(View.WAITING, Optional.of(tag)), 2)).containsExactly(waiting);
        assertThat(pages(listing(View.RESOLVED, Optional.of(tag)), 1)).containsExactly(resolved, earlier);
        assertThat(pages(listing(View.ALL, Optional.of(tag)), 2)).containsExactly(conversation, resolved, earlier, waiting);

        execute("update conversation set state = 'RESOLVED', last_message_at = $2 where id = $1", waiting, start.plusSeconds(8));
        assertThat(pages(listing(View.RESOLVED, Optional.of(tag)), 1)).containsExactly(resolved, waiting, earlier);
        assertThat(pages(listing(View.WAITING, Optional.of(tag)), 2)).isEmpty();
        order(conversation, Ordering.NONE.snooze(Instant.now().plusSeconds(600)));
        assertThat(pages(listing(View.SNOOZED, Optional.of(tag)), 2)).containsExactly(conversation);
    }

    @Test
    void tagsThatNobodyCouldUseAreRefused() {
        String[] many = IntStream.range(0, 21).mapToObj(i -> "t" + i + suffix).toArray(String[]::new);

        assertThatThrownBy(() -> order(conversation, Ordering.NONE.tag(many))).isInstanceOf(Refusal.class).hasMessageContaining("20");
        for (String name : List.of("x".repeat(41), " ", "\u200b", "a\nb\u0007")) {
            assertThatThrownBy(() -> order(conversation, Ordering.NONE.tag(name))).as(name).isInstanceOf(Refusal.class)
                    .hasMessageContaining("characters");
        }
    }

    @Test
    void aReasonOfTheShortListIsEnoughAndWordsGoWithIt() throws Exception {
        resolve(Ordering.NONE.because(ResolutionReason.DUPLICATE), Optional.empty());
        Row obligation = one("select reason, reason_code from obligation where conversation_id = $1", conversation);
        assertThat(Rows.text(obligation, "reason")).isEqualTo("DUPLICATE");
        assertThat(Rows.text(obligation, "reason_code")).isEqualTo("DUPLICATE");

        writesAgain("Je reviens vers vous");
        resolve(Ordering.NONE.because(ResolutionReason.BY_PHONE), Optional.of("Appelée à 10 h"));
        Row second = one("""
                select reason, reason_code from obligation join message on message.id = message_id where message.channel_id = $1 and body like 'Je reviens%'
                """, channel);
        assertThat(Rows.text(second, "reason")).isEqualTo("Appelée à 10 h");
        assertThat(Rows.text(second, "reason_code")).isEqualTo("BY_PHONE");
        assertThat(last(conversation).getString("reasonCode")).isEqualTo("BY_PHONE");
        assertThat(last(conversation).getString("reason")).isEqualTo("Appelée à 10 h");
    }

    @Test
    void aReasonIsKeptWhereNothingIsOwedTooAndSaysOnlyWhySomethingIsResolved() throws Exception {
        resolve(Ordering.NONE.because(ResolutionReason.UNWANTED), Optional.empty());
        desk.change(agent, conversation, new ConversationChange(Optional.empty(), Field.keep(), Field.keep(),
                Optional.of(ConversationState.OPEN), Optional.empty(), Field.keep()));
        resolve(Ordering.NONE.because(ResolutionReason.SOLVED), Optional.of("Lampe réparée"));

        assertThat(last(conversation).getString("reasonCode")).isEqualTo("SOLVED");
        assertThat(all("select 1 from obligation where conversation_id = $1 and reason_code = 'UNWANTED'", conversation)).hasSize(1);
        assertThatThrownBy(() -> order(conversation, Ordering.NONE.because(ResolutionReason.SOLVED))).isInstanceOf(Refusal.class);
    }

    private UUID tagged(String name, UUID on) throws InterruptedException {
        order(on, Ordering.NONE.tag(name));
        return tags(on).getFirst().id();
    }

    private UUID another(String state, Instant lastMessage, @Nullable Instant owedSince) throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, owed_since)
                values ($1, $2, $3, $4, 'PRIVATE', $5, $5, $6)
                """, id, channel, Rows.uuid(conversation(), "contact_id"), state, lastMessage, owedSince);
        return id;
    }

    private void order(UUID on, Ordering ordering) throws InterruptedException {
        desk.change(agent, on, new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), Optional.empty(), Optional.empty(),
                Field.keep(), ordering));
    }

    private void resolve(Ordering ordering, Optional<String> reason) throws InterruptedException {
        desk.change(agent, conversation, resolving(ordering, reason));
    }

    private static ConversationChange resolving(Ordering ordering, Optional<String> reason) {
        return new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), Optional.of(ConversationState.RESOLVED), reason,
                Field.keep(), ordering);
    }

    private Listing listing(View view, Optional<UUID> tag) {
        return new Listing(view, Listing.usualSort(view, tag), Reader.ofEverything(agent), Optional.empty(), Optional.of(channel), tag);
    }

    private List<UUID> pages(Listing listing, int limit) throws InterruptedException {
        ConversationQueries queries = new ConversationQueries(DATABASE.database());
        List<UUID> all = new ArrayList<>();
        Optional<Keyset> after = Optional.empty();
        do {
            Page<ConversationRow> page = queries.list(listing, after, limit);
            page.items().forEach(row -> all.add(row.id()));
            after = page.next().map(next -> Keyset.parse(next.toString()).orElseThrow());
        } while (after.isPresent());
        return all;
    }

    private List<TagView> tags(UUID of) throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).find(Reader.ofEverything(agent), of).orElseThrow().row().tags();
    }

    private static JsonObject last(UUID of) throws InterruptedException {
        return Rows.json(
                all("select detail from event where conversation_id = $1 and kind = 'conversation.changed' order by id", of).getLast(),
                "detail");
    }
}
