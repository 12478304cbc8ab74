package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Notice;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.DeliveryResult;

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
    void whatFailsIsToldWithWhoWroteIt() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.OPEN);
        assertThat(changed()).isEqualTo("FAILED");

        assertThat(all("""
                select 1 from event where conversation_id = $1 and kind = 'delivery.changed' and detail ->> 'state' = 'FAILED'
                   and detail ->> 'authorId' = $2
                """, conversation, agent.toString())).hasSize(1);
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

    /** A take-over that is not committed yet: the claim has to wait for it instead of going by what was. */
    @Test
    void aClaimThatMeetsATakeOverWaitsForItAndThenClaimsNothing() throws Exception {
        DATABASE.database().inTransaction(session -> {
            session.execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
            reply("C'est bon.");
            start(1);
            while (one("select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%channel_lease%'")
                    .getLong("n") == 0) {
                session.first("select 1");
            }
            return channel;
        });
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
    void anOutcomeThatCannotBeWrittenDownIsUnknownAndHoldsUpNothing() throws Exception {
        network = send -> send.content().text().equals("Un")
                ? new Outcome.Rejected(new Fault(Fault.Owner.PLATFORM, "ODD", "550 \u0000"))
                : Outcome.Accepted.as(new MessageId("net:" + send.key()));
        start(1);
        reply("Un");
        reply("Deux");

        assertThat(changed()).isEqualTo("UNKNOWN");
        assertThat(changed()).isEqualTo("ACCEPTED");
    }

    @Test
    void aCommandThatCannotBeMadeIsTriedAgainAndHoldsUpNoOtherConversation() throws Exception {
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
        reply("Un");
        execute("update delivery set command = command - 'to' where conversation_id = $1", conversation);

        start(2);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(Rows.text(one("select fault_code from delivery where conversation_id = $1", conversation), "fault_code"))
                .isEqualTo("NOT_SENT");
        assertThat(performed).isEmpty();
    }

    @Test
    void whatWaitsForAnotherChannelHoldsUpNothing() throws Exception {
        String other = "other-" + channel;
        execute("insert into channel (id, type, label) values ($1, 'test', 'Une autre voie')", other);
        execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                values ('00000000-0000-7000-8000-000000000000', $1, $2, 'QUEUED', '{}', now(), now(), now())
                """, conversation, other);
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        execute("delete from delivery where channel_id = $1", other);
    }

    @Test
    void aBounceFindsAnAnswerThatTheCitizenAnsweredBeforeItsOutcomeWasKnown() throws Exception {
        network = send -> {
            answerTo(new MessageId("net:" + send.key()));
            return Outcome.Accepted.as(new MessageId("net:" + send.key()));
        };
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");

        report(new MessageId("net:" + performed.take().key()), InboundEvent.Report.FAILED);

        assertThat(changed()).isEqualTo("FAILED");
    }

    @Test
    void aReportWhileAnAnswerIsSentOnceMoreLosesNeitherTheReportNorTheOutcome() throws Exception {
        start(1);
        UUID message = reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId ours = new MessageId("net:" + performed.take().key());
        report(ours, InboundEvent.Report.FAILED);
        assertThat(changed()).isEqualTo("FAILED");
        network = send -> {
            bounceAgain(ours);
            return Outcome.Accepted.as(ours);
        };

        desk.report(agent, Rows.uuid(one("select id from delivery where message_id = $1", message), "id"), DeliveryResult.RETRY);

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("FAILED");
    }

    @Test
    void anAnswerGoesToThePersonAndNotToAMachineThatWroteSince() throws Exception {
        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageReceived(new EventId("2"),
                        InboundMessage.from(Handle.of(Handle.Kind.EMAIL, "postmaster@net.example"), new MessageId("<2>"), Instant.now(),
                                Content.of("Votre message est retardé")).origin(InboundMessage.Origin.AUTOMATIC)
                                .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).build()));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().to()).isEqualTo(lea());
    }

    @Test
    void anAnswerSettlesWhatItAnswersEvenIfTheClockWasSetBack() throws Exception {
        execute("update obligation set opened_at = opened_at + interval '1 hour' where conversation_id = $1", conversation);
        execute("update conversation set last_message_at = last_message_at + interval '1 hour' where id = $1", conversation);
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(all("select 1 from obligation where conversation_id = $1 and settlement is null", conversation)).isEmpty();

        answerTo(new MessageId("<1>"));

        assertThat(all("""
                select 1 from obligation where conversation_id = $1 and settlement is null and opened_at > (select max(created_at) from message
                 where conversation_id = $1 and kind = 'OUTBOUND')
                """, conversation)).hasSize(1);
    }

    private void answerTo(MessageId ours) {
        commit(new InboundEvent.MessageReceived(new EventId("re " + ours),
                InboundMessage.from(lea(), new MessageId("re " + ours), Instant.now(), Content.of("Merci"))
                        .threading(Threading.inReplyTo(List.of(ours))).build()));
    }

    private void bounceAgain(MessageId ours) {
        commit(new InboundEvent.DeliveryReported(new EventId("again " + ours), ours, InboundEvent.Report.FAILED, Optional.of(DOWN),
                Instant.now()));
    }

    private void commit(InboundEvent event) {
        try {
            inbox.of(channel, Optional.empty()).commit(event);
        } catch (ChannelException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
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
