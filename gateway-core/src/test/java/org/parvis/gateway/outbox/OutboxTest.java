package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Notice;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxTest extends TwoPaths {

    @Test
    void anAcceptedAnswerIsSentOnceAndSettlesTheLedger() throws Exception {
        start(1);
        UUID message = reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        Command.Send send = performed.take();
        assertThat(send.content().text()).isEqualTo("C'est bon.");
        assertThat(send.to().value()).isEqualTo("lea@citizen.example");
        assertThat(send.author()).isEqualTo("Courriel de la mairie");
        assertThat(send.inReplyTo()).containsExactly(new MessageId("<1>"));
        Row obligation = one("select * from obligation where conversation_id = $1", conversation);
        assertThat(Rows.text(obligation, "settlement")).isEqualTo("ANSWERED");
        assertThat(Rows.uuid(obligation, "answer_id")).isEqualTo(message);
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
        assertThat(performed).isEmpty();
    }

    @Test
    void theCitizensAnswerToOurMessageFindsTheConversation() throws Exception {
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId ours = new MessageId("net:" + performed.take().key());

        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageReceived(new EventId("2"),
                        InboundMessage.from(lea(), new MessageId("<2>"), Instant.now(), Content.of("Merci"))
                                .threading(Threading.inReplyTo(List.of(ours))).build()));

        assertThat(all("select 1 from conversation where channel_id = $1", channel)).hasSize(1);
    }

    @Test
    void aRefusedAnswerComesBackToTheAgentAndIsStillOwed() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void aDeferredAnswerIsTriedAgainUntilItIsAccepted() throws Exception {
        network = send -> send.attempt() < 2
                ? new Outcome.Deferred(Instant.now(), DOWN)
                : Outcome.Accepted.as(new MessageId("net:" + send.key()));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().key()).isEqualTo(performed.take().key());
    }

    @Test
    void anUnknownOutcomeIsShownAndNotRepeatedWhereRepeatingWouldSendTwice() throws Exception {
        network = send -> {
            throw new IllegalStateException("no answer");
        };
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("UNKNOWN");
        assertThat(performed).hasSize(1);
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void anUnknownOutcomeIsRepeatedWhereTheNetworkRecognisesTheKey() throws Exception {
        idempotent = true;
        network = send -> send.attempt() < 2 ? new Outcome.Unknown(DOWN) : Outcome.Accepted.as(new MessageId("net:" + send.key()));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
    }

    @Test
    void aBounceAfterAcceptanceReopensTheObligation() throws Exception {
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId ours = new MessageId("net:" + performed.take().key());

        report(ours, InboundEvent.Report.FAILED);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void aBounceFasterThanTheAcceptanceIsNotLost() throws Exception {
        network = send -> {
            MessageId ours = new MessageId("net:" + send.key());
            report(ours, InboundEvent.Report.FAILED);
            return Outcome.Accepted.as(ours);
        };
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void aLaterReportResolvesAnUnknownOutcome() throws Exception {
        network = send -> new Outcome.Unknown(List.of(new MessageId("net:" + send.key())), DOWN);
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("UNKNOWN");

        report(new MessageId("net:" + performed.take().key()), InboundEvent.Report.DELIVERED);

        assertThat(changed()).isEqualTo("DELIVERED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
    }

    @Test
    void whatWasBeingSentWhenTheGatewayDiedIsUnknownToTheNextOwner() throws Exception {
        reply("C'est bon.");
        execute("update delivery set state = 'SENDING', claim_epoch = 1, attempts = 1 where conversation_id = $1", conversation);
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);

        start(2);

        assertThat(changed()).isEqualTo("UNKNOWN");
        assertThat(performed).isEmpty();
    }

    @Test
    void aNodeThatLostTheChannelClaimsNothing() throws Exception {
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
        start(1);
        reply("C'est bon.");
        dispatcher.orElseThrow().stop();

        assertThat(performed).isEmpty();
        assertThat(Rows.text(one("select state from delivery where conversation_id = $1", conversation), "state")).isEqualTo("QUEUED");
    }

    @Test
    void answersOfOneConversationGoOutInTheirOrder() throws Exception {
        for (int n = 1; n <= 8; n++) {
            reply("Réponse " + n);
        }
        start(1);
        for (int n = 1; n <= 8; n++) {
            assertThat(changed()).isEqualTo("ACCEPTED");
        }
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("Réponse 1", "Réponse 2", "Réponse 3", "Réponse 4",
                "Réponse 5",
                "Réponse 6", "Réponse 7", "Réponse 8");
    }

    @Test
    void aNoticeOfAnAcceptedAnswerGoesOutWithIt() throws Exception {
        network = send -> send.content().text().startsWith("Une réponse")
                ? Outcome.Accepted.as(new MessageId("notice"))
                : new Outcome.Accepted(List.of(new MessageId("page")),
                        Optional.of(new Notice(lea(), "Réponse", "Une réponse vous attend : {number}")));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("C'est bon.",
                "Une réponse vous attend : " + Rows.number(conversation(), "number"));
    }
}
