package org.parvis.gateway.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Outcome;
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

class SnoozeTest extends TwoPaths {

    private final Instant nine = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MICROS);

    @Test
    void whatIsSnoozedWaitsOutOfSightAndIsOwedAsBefore() throws Exception {
        snooze(nine);

        assertThat(Rows.text(conversation(), "state")).isEqualTo("WAITING");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
        assertThat(all("select 1 from obligation where conversation_id = $1 and settlement is null", conversation)).hasSize(1);
        assertThat(shown(View.TO_HANDLE)).doesNotContain(conversation);
        assertThat(shown(View.WAITING)).doesNotContain(conversation);
        assertThat(shown(View.SNOOZED)).contains(conversation);
        assertThat(shown(View.ALL)).contains(conversation);
    }

    @Test
    void whatIsOwedOutOfSightIsCounted() throws Exception {
        long before = owedOf("snoozed");
        snooze(nine);
        assertThat(owedOf("snoozed")).isEqualTo(before + 1);

        long waiting = owedOf("waiting");
        change(Optional.of(ConversationState.WAITING), Ordering.NONE);
        assertThat(owedOf("snoozed")).isEqualTo(before);
        assertThat(owedOf("waiting")).isEqualTo(waiting + 1);
    }

    @Test
    void itComesBackWhenItsTimeHasComeAndNotBefore() throws Exception {
        snooze(nine);

        awakening(nine.minusMillis(1)).wakeAll();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("WAITING");

        awakening(nine).wakeAll();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
        assertThat(last()).isEqualTo(new JsonObject().put("state", new JsonArray().add("WAITING").add("OPEN")).put("snoozedUntil",
                new JsonArray().add(nine.toString()).addNull()));
    }

    @Test
    void severalNodesBringItBackOnce() throws Exception {
        UUID person = Rows.uuid(conversation(), "contact_id");
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, snoozed_until)
                select gen_random_uuid(), $1, $2, 'WAITING', 'PRIVATE', now(), now(), $3 from generate_series(1, $4)
                """, channel, person, nine, 2 * Awakening.AT_ONCE + 1);
        Callable<Integer> node = () -> awakening(nine).wakeAll();
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : nodes.invokeAll(List.of(node, node, node))) {
                each.get();
            }
        }
        awakening(nine).wakeAll();

        assertThat(all("select 1 from conversation where channel_id = $1 and snoozed_until is not null", channel)).isEmpty();
        assertThat(all("""
                select conversation_id from event join conversation on conversation.id = conversation_id
                 where conversation.channel_id = $1 and kind = 'conversation.changed' group by conversation_id having count(*) > 1
                """, channel)).isEmpty();
        execute("delete from conversation where channel_id = $1 and id <> $2", channel, conversation);
    }

    @Test
    void itComesBackAtOnceWhenItsCitizenWrites() throws Exception {
        snooze(nine);
        writesAgain("Et encore ceci");

        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
    }

    @Test
    void anAnswerThatComesBackEndsIt() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        reply("C'est bon.");
        snooze(nine);
        start(1);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
    }

    @Test
    void aNodeThatKnowsNothingOfItEndsItToo() throws Exception {
        snooze(nine);
        execute("update conversation set state = 'RESOLVED' where id = $1", conversation);

        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
    }

    @Test
    void anAgentEndsItByNamingAState() throws Exception {
        snooze(nine);
        change(Optional.of(ConversationState.WAITING), Ordering.NONE);
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
        assertThat(last().getJsonArray("snoozedUntil")).isEqualTo(new JsonArray().add(nine.toString()).addNull());

        snooze(nine);
        change(Optional.of(ConversationState.OPEN), Ordering.NONE);
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> snooze(Instant.now().minusSeconds(1))).isInstanceOf(Refusal.class).hasMessageContaining("passed");
        assertThatThrownBy(() -> snooze(Instant.now().plus(Duration.ofDays(91)))).isInstanceOf(Refusal.class).hasMessageContaining("90");
        assertThatThrownBy(() -> change(Optional.of(ConversationState.OPEN), Ordering.NONE.snooze(nine)))
                .isInstanceOf(Refusal.class).hasMessageContaining("waits");
    }

    private Awakening awakening(Instant now) {
        return new Awakening(DATABASE.database(), Clock.fixed(now, Clock.systemUTC().getZone()), feed::wake);
    }

    private void snooze(Instant until) throws InterruptedException {
        change(Optional.empty(), Ordering.NONE.snooze(until));
    }

    private void change(Optional<ConversationState> state, Ordering ordering) throws InterruptedException {
        desk.change(agent, conversation,
                new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), state, Optional.empty(), Field.keep(), ordering));
    }

    private List<UUID> shown(View view) throws InterruptedException {
        return new ConversationQueries(DATABASE.database())
                .list(new Listing(view, Listing.usualSort(view, Optional.empty()), Reader.ofEverything(agent), Optional.empty(),
                        Optional.of(channel)),
                        Optional.empty(), 50)
                .items().stream().map(ConversationRow::id).toList();
    }

    private long owedOf(String view) throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).views(Reader.ofEverything(agent)).stream()
                .filter(count -> count.view().equals(view)).findFirst()
                .flatMap(ViewCount::owed).orElseThrow();
    }

    private JsonObject last() throws InterruptedException {
        Row event = all("select detail from event where conversation_id = $1 and kind = 'conversation.changed' order by id", conversation)
                .getLast();
        return Rows.json(event, "detail");
    }
}
