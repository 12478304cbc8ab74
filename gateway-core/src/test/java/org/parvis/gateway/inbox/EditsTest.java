package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.AttachmentView;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.MessageQueries;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

class EditsTest extends TwoPaths {

    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");

    @Test
    void whatWasAnsweredIsOwedAgainAndItsConversationIsOpen() throws Exception {
        start(1);
        answerAndResolve();
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(owed()).isEmpty();

        edit("e1", Content.of("Bonjour, finalement non"), NOON);

        assertThat(owed()).hasSize(1);
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).contains(Rows.instant(owed().getFirst(), "opened_at"));
        assertThat(Rows.text(conversation(), "snippet")).isEqualTo("Bonjour, finalement non");
        assertThat(Rows.json(event("ledger.changed"), "detail").getString("reason")).isEqualTo("edited");
        assertThat(Rows.json(event("conversation.changed"), "detail").getJsonArray("state")).isEqualTo(JsonArray.of("RESOLVED", "OPEN"));

        reply("C'est noté.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(owed()).isEmpty();
    }

    @Test
    void whiteSpaceAloneReopensNothing() throws Exception {
        start(1);
        answerAndResolve();
        assertThat(changed()).isEqualTo("ACCEPTED");

        edit("e1", Content.of(" Bonjour\u00A0\n"), NOON);

        assertThat(owed()).isEmpty();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("RESOLVED");
        assertThat(all("select 1 from message_revision where message_id = $1", message())).hasSize(1);
    }

    @Test
    void anEditBeforeAnyAnswerChangesNothingInTheLedger() throws Exception {
        Instant before = Rows.instant(owed().getFirst(), "opened_at");

        edit("e1", Content.of("Bonjour, une précision"), NOON);

        assertThat(owed()).singleElement().satisfies(row -> assertThat(Rows.instant(row, "opened_at")).isEqualTo(before));
        assertThat(all("select 1 from event where kind = 'ledger.changed' and conversation_id = $1", conversation)).isEmpty();
    }

    @Test
    void listsShowTheLatestMessageAsItReadsNow() throws Exception {
        edit("e1", Content.of("Bonjour, une précision"), NOON);
        assertThat(Rows.text(conversation(), "snippet")).isEqualTo("Bonjour, une précision");

        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageDeleted(new EventId("d1"), new MessageId("<1>"), NOON));
        assertThat(Rows.text(conversation(), "snippet")).isEqualTo("…");

        edit("e2", Content.of("Trop tard"), NOON.plusSeconds(1));
        assertThat(Rows.text(conversation(), "snippet")).isEqualTo("…");
    }

    @Test
    void listsGoOnShowingTheAnswerWhenWhatItAnswersIsWithdrawn() throws Exception {
        reply("C'est bon.");

        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageDeleted(new EventId("d1"), new MessageId("<1>"), NOON));

        assertThat(Rows.text(conversation(), "snippet")).isEqualTo("C'est bon.");
    }

    @Test
    void anAnswerThatWasOnItsWayDoesNotSettleWhatWasChangedSince() throws Exception {
        answerAndResolve();
        edit("e1", Content.of("Bonjour, finalement non"), NOON);
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");

        start(1);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(owed()).hasSize(1);
    }

    @Test
    void whatAnAgentWroteDownOfACallReopensNothing() throws Exception {
        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageReceived(new EventId("call"),
                        InboundMessage.from(lea(), new MessageId("<call>"), NOON, Content.of("Renseignée"))
                                .takenBy(Optional.of("amina-" + channel))
                                .disposition(InboundMessage.Disposition.ANSWERED).build()));
        UUID call = Rows.uuid(one("select conversation_id from message where channel_id = $1 and body = 'Renseignée'", channel),
                "conversation_id");

        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageEdited(new EventId("e1"), new MessageId("<call>"), Content.of("Renseignée, rappelée"),
                        NOON));

        assertThat(all("select 1 from obligation where conversation_id = $1 and settlement is null", call)).isEmpty();
    }

    @Test
    void filesAndFoldsAreThoseOfTheNewVersionAndTheOldFilesStayWithTheOldOne() throws Exception {
        Attachment plan = Attachment.of("plan.pdf", "application/pdf", Bytes.utf8("%PDF 1"));
        Attachment photo = Attachment.of("photo.png", "image/png", Bytes.utf8("png"));
        edit("e1", Content.of("Voir le plan", List.of(plan)), NOON);

        edit("e2", new Content("Voir la photo\n-- \nLéa", Optional.empty(), List.of(new Content.Fold(Content.Fold.Kind.SIGNATURE, 14, 21)),
                Optional.empty(), List.of(photo, plan)), NOON.plusSeconds(1));

        MessageQueries messages = new MessageQueries(DATABASE.database());
        assertThat(messages.page(conversation, Optional.empty(), 10).orElseThrow().items()).singleElement().satisfies(now -> {
            assertThat(now.attachments()).extracting(AttachmentView::name).containsExactly("photo.png", "plan.pdf");
            assertThat(now.folds().encode()).contains("SIGNATURE", "14", "21");
        });
        assertThat(messages.revisions(message()).orElseThrow()).extracting(MessageQueries.Revision::text).containsExactly("Bonjour",
                "Voir le plan");
        assertThat(messages.revisions(message()).orElseThrow().get(1).attachments()).extracting(AttachmentView::name)
                .containsExactly("plan.pdf");
        assertThat(all("select 1 from blob where bytes = $1", Bytes.utf8("%PDF 1"))).hasSize(1);
    }

    @Test
    void aFileThatIsChangedAloneIsAChange() throws Exception {
        start(1);
        answerAndResolve();
        assertThat(changed()).isEqualTo("ACCEPTED");

        edit("e1", Content.of("Bonjour", List.of(Attachment.of("photo.png", "image/png", Bytes.utf8("png")))), NOON);

        assertThat(owed()).hasSize(1);
    }

    @Test
    void anEditThatTheNetworkDeliversLateIsHistory() throws Exception {
        edit("e2", Content.of("Bonjour, deux"), NOON.plusSeconds(2));
        edit("e1", Content.of("Bonjour, un"), NOON.plusSeconds(1));

        Row message = one("select body, edited_at from message where id = $1", message());
        assertThat(Rows.text(message, "body")).isEqualTo("Bonjour, deux");
        assertThat(Rows.instant(message, "edited_at")).isEqualTo(NOON.plusSeconds(2));
        assertThat(all("select body from message_revision where message_id = $1 order by position", message()))
                .extracting(row -> Rows.text(row, "body")).containsExactly("Bonjour", "Bonjour, un");
    }

    private void answerAndResolve() throws InterruptedException {
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);
    }

    private void edit(String id, Content content, Instant at) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageEdited(new EventId(id), new MessageId("<1>"), content, at));
    }

    private UUID message() throws InterruptedException {
        return Rows.uuid(one("select id from message where conversation_id = $1 and kind = 'INBOUND'", conversation), "id");
    }

    private List<Row> owed() throws InterruptedException {
        return all("select opened_at from obligation where conversation_id = $1 and settlement is null", conversation);
    }

    private Row event(String kind) throws InterruptedException {
        return all("select detail from event where kind = $1 and conversation_id = $2 order by id desc", kind, conversation).getFirst();
    }
}
