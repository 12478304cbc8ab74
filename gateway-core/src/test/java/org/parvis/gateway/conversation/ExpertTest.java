package org.parvis.gateway.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Outcome;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.conversation.Listing.Sort;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.Ordering;
import org.parvis.gateway.desk.Refusal;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.search.SearchQuery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An expert of a department is asked: the conversation is out of the way, and its person waits as before. */
class ExpertTest extends TwoPaths {

    private final Instant nine = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MICROS);

    @Test
    void whatWaitsForAnExpertIsInAViewOfItsOwnAndOwedAsBefore() throws Exception {
        Instant owed = Rows.instant(conversation(), "owed_since");
        ask("Voirie, Mme Petit");

        assertThat(Rows.text(conversation(), "state")).isEqualTo("WAITING");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).contains(owed);
        assertThat(shown(View.EXPERT)).contains(conversation);
        assertThat(shown(View.ALL)).contains(conversation);
        assertThat(shown(View.TO_HANDLE)).doesNotContain(conversation);
        assertThat(shown(View.WAITING)).doesNotContain(conversation);
        assertThat(row(View.EXPERT).expert()).contains("Voirie, Mme Petit");
    }

    @Test
    void whatIsOwedThereIsCountedThere() throws Exception {
        long expert = owedOf("expert");
        long waiting = owedOf("waiting");
        ask("");
        assertThat(owedOf("expert")).isEqualTo(expert + 1);
        assertThat(owedOf("waiting")).isEqualTo(waiting);

        change(Optional.of(ConversationState.WAITING), Ordering.NONE);
        assertThat(owedOf("expert")).isEqualTo(expert);
        assertThat(owedOf("waiting")).isEqualTo(waiting + 1);
    }

    @Test
    void itIsFoundByASearch() throws Exception {
        ask("");
        assertThat(found("is:with-expert")).contains(conversation);
        assertThat(found("est:chez-expert")).contains(conversation);

        change(Optional.of(ConversationState.WAITING), Ordering.NONE);
        assertThat(found("is:with-expert")).doesNotContain(conversation);
    }

    @Test
    void theLongestOwedIsFirst() {
        assertThat(Listing.usualSort(View.EXPERT, Optional.empty())).isEqualTo(Sort.PROMISE);
    }

    @Test
    void theTimelineHasWhoIsAskedAndThatItEnded() throws Exception {
        ask(" Voirie ");
        assertThat(last()).isEqualTo(new JsonObject().put("state", pair("OPEN", "WAITING")).put("expert", new JsonArray().addNull().add(
                "Voirie")));

        change(Optional.of(ConversationState.OPEN), Ordering.NONE);
        assertThat(last()).isEqualTo(new JsonObject().put("state", pair("WAITING", "OPEN")).put("expert", new JsonArray().add("Voirie")
                .addNull()));
    }

    @Test
    void whoIsAskedNeedsNotBeSaidAndCanBeAnotherOne() throws Exception {
        ask("");
        assertThat(row(View.EXPERT).expert()).contains("");
        ask("Eaux");
        assertThat(row(View.EXPERT).expert()).contains("Eaux");
        assertThat(last().getJsonArray("expert")).isEqualTo(pair("", "Eaux"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "WAITING", "RESOLVED"})
    void anAnswerEndsIt(ConversationState then) throws Exception {
        ask("Voirie");
        desk.reply(agent, conversation, "C'est réparé.", Optional.empty(), List.of(), then);

        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
        assertThat(last().getJsonArray("expert")).isEqualTo(new JsonArray().add("Voirie").addNull());
    }

    @Test
    void aNoteDoesNotEndIt() throws Exception {
        ask("Voirie");
        desk.note(agent, conversation, "La voirie répond demain.");

        assertThat(Rows.optionalText(conversation(), "expert")).contains("Voirie");
    }

    @Test
    void itIsToHandleAgainWhenItsCitizenWrites() throws Exception {
        ask("Voirie");
        writesAgain("C'est réparé depuis ce matin, merci.");

        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
    }

    @Test
    void anAnswerThatComesBackEndsIt() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        reply("C'est bon.");
        ask("Voirie");
        start(1);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
    }

    @Test
    void itWaitsForAnExpertOrUntilAMoment() throws Exception {
        change(Optional.empty(), Ordering.NONE.snooze(nine));
        ask("Voirie");
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).isEmpty();
        assertThat(last().getJsonArray("snoozedUntil")).isEqualTo(new JsonArray().add(nine.toString()).addNull());

        change(Optional.empty(), Ordering.NONE.snooze(nine));
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
        assertThat(last().getJsonArray("expert")).isEqualTo(new JsonArray().add("Voirie").addNull());
    }

    @Test
    void aNodeThatKnowsNothingOfItReadsAConversationThatWaitsAndEndsIt() throws Exception {
        ask("Voirie");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("WAITING");
        execute("update conversation set snoozed_until = $2 where id = $1", conversation, nine);
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();

        ask("Voirie");
        execute("update conversation set state = 'RESOLVED' where id = $1", conversation);
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
    }

    @Test
    void itIsUndone() throws Exception {
        ask("Voirie");
        undo();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
    }

    @Test
    void soIsItsEnd() throws Exception {
        ask("Voirie");
        change(Optional.of(ConversationState.OPEN), Ordering.NONE);
        undo();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("WAITING");
        assertThat(Rows.optionalText(conversation(), "expert")).contains("Voirie");
    }

    @Test
    void soIsWhatAMomentTookTheConversationFrom() throws Exception {
        change(Optional.empty(), Ordering.NONE.snooze(nine));
        ask("");
        undo();
        assertThat(Rows.optionalInstant(conversation(), "snoozed_until")).contains(nine);
        assertThat(Rows.optionalText(conversation(), "expert")).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> change(Optional.of(ConversationState.OPEN), Ordering.NONE.expert("Voirie"))).isInstanceOf(Refusal.class)
                .hasMessageContaining("waits");
        assertThatThrownBy(() -> change(Optional.empty(), Ordering.NONE.expert("Voirie").snooze(nine))).isInstanceOf(Refusal.class)
                .hasMessageContaining("one of both");
        assertThatThrownBy(() -> ask("x".repeat(201))).isInstanceOf(Refusal.class).hasMessageContaining("200");
    }

    private void ask(String who) throws InterruptedException {
        change(Optional.empty(), Ordering.NONE.expert(who));
    }

    private void change(Optional<ConversationState> state, Ordering ordering) throws InterruptedException {
        desk.change(agent, conversation,
                new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), state, Optional.empty(), Field.keep(), ordering));
    }

    private void undo() throws InterruptedException {
        desk.undo(agent, conversation, Rows.number(conversation(), "version"));
    }

    private List<UUID> shown(View view) throws InterruptedException {
        return rows(view).stream().map(ConversationRow::id).toList();
    }

    private ConversationRow row(View view) throws InterruptedException {
        return rows(view).stream().filter(each -> each.id().equals(conversation)).findFirst().orElseThrow();
    }

    private List<ConversationRow> rows(View view) throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).list(listing(view), Optional.empty(), 50).items();
    }

    private Listing listing(View view) {
        return new Listing(view, Listing.usualSort(view, Optional.empty()), Reader.ofEverything(agent), Optional.empty(),
                Optional.of(channel));
    }

    private List<UUID> found(String query) throws InterruptedException {
        ConversationSearch search = new ConversationSearch(DATABASE.database(), new ContactQueries(DATABASE.database(), "+33"));
        return search.search(SearchQuery.parse(query, ZoneOffset.UTC), listing(View.ALL), Optional.empty(), 50).items().stream()
                .map(hit -> hit.row().id()).toList();
    }

    private long owedOf(String view) throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).views(Reader.ofEverything(agent)).stream()
                .filter(count -> count.view().equals(view)).findFirst().flatMap(ViewCount::owed).orElseThrow();
    }

    private static JsonArray pair(String before, String after) {
        return new JsonArray().add(before).add(after);
    }

    private JsonObject last() throws InterruptedException {
        Row event = all("select detail from event where conversation_id = $1 and kind = 'conversation.changed' order by id", conversation)
                .getLast();
        return Rows.json(event, "detail");
    }
}
