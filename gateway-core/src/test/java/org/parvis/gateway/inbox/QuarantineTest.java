package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** A record that refuses whatever says "impossible", as it would a value that nobody has thought of. */
class QuarantineTest extends TwoPaths {

    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");

    @BeforeEach
    void refuse() throws InterruptedException {
        execute("""
                create function refuse() returns trigger language plpgsql
                    as $$ begin raise exception 'impossible' using errcode = '22000'; end $$
                """);
        execute("create trigger refuse before insert or update on message for each row when (new.body ~ 'impossible') execute function refuse()");
        execute("create trigger refuse_deletion before update on message for each row when (new.deleted_at is not null) execute function refuse()");
        execute("create trigger refuse_report before insert on early_report for each row execute function refuse()");
        execute("create trigger refuse_report before update on delivery for each row when (new.state = 'FAILED') execute function refuse()");
    }

    @AfterEach
    void take() throws InterruptedException {
        execute("drop function refuse() cascade");
    }

    @Test
    void aRefusedCallNoteKeepsAllThatItSaid() throws Exception {
        commit(new InboundEvent.MessageReceived(new EventId("2"),
                InboundMessage.from(lea(), new MessageId("<2>"), NOON, Content.of("impossible"))
                        .subject(Optional.of("Carte d'identité")).topic(Optional.of("État civil")).fields(Map.of("Lieu", "rue Pasteur"))
                        .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).takenBy(Optional.of("amina"))
                        .disposition(InboundMessage.Disposition.ANSWERED).build()));

        assertThat(event(latest())).contains("impossible", "Subject: Carte d'identité", "Topic: État civil", "Lieu: rue Pasteur",
                "In reply to: <1>", "Taken by: amina", "Disposition: ANSWERED", "Léa Marchetti");
    }

    @Test
    void aRefusedEditIsAMessageInItsConversationThatIsOwedAnAnswer() throws Exception {
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);
        assertThat(changed()).isEqualTo("ACCEPTED");

        commit(new InboundEvent.MessageEdited(new EventId("e"), new MessageId("<1>"),
                Content.of("impossible", List.of(Attachment.of("plan.png", "image/png", Bytes.utf8("png")))), NOON));

        Row message = latest();
        assertThat(Rows.uuid(message, "conversation_id")).isEqualTo(conversation);
        assertThat(Rows.text(message, "handle_value")).isEqualTo(lea().value());
        assertThat(message.getJsonArray("defects").encode()).contains("UNPARSEABLE", "An edit");
        assertThat(event(message)).contains("Message: <1>", "impossible", "plan.png");
        assertThat(all("select 1 from attachment where message_id = $1 and name = 'plan.png'", Rows.uuid(message, "id"))).hasSize(1);
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void aRefusedWithdrawalAndARefusedReportAreSeenToo() throws Exception {
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");

        commit(new InboundEvent.MessageDeleted(new EventId("d"), new MessageId("<1>"), NOON));
        assertThat(event(latest())).contains("MessageDeleted", "Message: <1>");

        report(new MessageId("net:" + performed.take().key()), InboundEvent.Report.FAILED);
        assertThat(Rows.uuid(latest(), "conversation_id")).isEqualTo(conversation);
        assertThat(event(latest())).contains("Report: FAILED", "MAILBOX_UNKNOWN");
    }

    @Test
    void aRefusedReportOnWhatNobodyKnowsIsAConversationOfItsOwn() throws Exception {
        report(new MessageId("nobody"), InboundEvent.Report.FAILED);

        assertThat(Rows.uuid(latest(), "conversation_id")).isNotEqualTo(conversation);
        assertThat(event(latest())).contains("Message: nobody");
    }

    @Test
    void theTextOfAnEventIsBounded() {
        String text = EventText.of(new InboundEvent.MessageEdited(new EventId("e"), new MessageId("<1>"),
                Content.of("x".repeat(EventText.LONGEST)), NOON));

        assertThat(text).hasSizeLessThan(EventText.LONGEST + 100).endsWith(" characters]");
    }

    private void commit(InboundEvent event) throws Exception {
        inbox.of(channel, Optional.empty()).commit(event);
    }

    private Row latest() throws InterruptedException {
        return all("select * from message where channel_id = $1 and kind = 'INBOUND' order by created_at desc, id desc", channel)
                .getFirst();
    }

    private static String event(Row message) throws InterruptedException {
        return Rows.bytes(one("select bytes from attachment join blob using (digest) where message_id = $1 and name = 'event.txt'",
                Rows.uuid(message, "id")), "bytes").toUtf8();
    }
}
