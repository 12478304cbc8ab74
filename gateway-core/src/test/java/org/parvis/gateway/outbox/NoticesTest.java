package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Notice;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationDetail;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.DeliveryView;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.scope.Reader;

import static org.assertj.core.api.Assertions.assertThat;

/** A notice that does not reach its person reaches an agent. */
class NoticesTest extends TwoPaths {

    @BeforeEach
    void acknowledge() throws Exception {
        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageReceived(new EventId("2"),
                        InboundMessage.from(lea(), new MessageId("<2>"), Instant.now(), Content.of("Ma demande"))
                                .threading(Threading.inReplyTo(List.of(new MessageId("<1>"))))
                                .acknowledgement(new Notice(lea(), "Bien reçu", "Votre suivi : https://mairie.example/secret")).build()));
        execute("update obligation set settlement = 'CLOSED', settled_at = now(), reason = 'Doublon' where conversation_id = $1",
                conversation);
        execute("update conversation set state = 'RESOLVED', owed_since = null where id = $1", conversation);
    }

    @Test
    void aBounceOfANoticeBringsItsConversationBackAndOwesNothing() throws Exception {
        start(1);
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(conversationShown().notices()).isEmpty();

        report(new MessageId("net:" + performed.take().key()), InboundEvent.Report.FAILED);

        assertThat(changed()).isEqualTo("FAILED");
        assertNoticeIsShown();
    }

    @Test
    void aChannelIsToldWhatNoAgentWrote() throws Exception {
        start(1);
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().notice()).isTrue();

        reply("Votre acte est prêt.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().notice()).isFalse();
    }

    @Test
    void aNoticeThatIsRefusedIsShown() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        start(1);

        assertThat(changed()).isEqualTo("FAILED");
        assertNoticeIsShown();
    }

    @Test
    void aBounceFasterThanTheAcceptanceOfANoticeIsNotLost() throws Exception {
        network = send -> {
            MessageId ours = new MessageId("net:" + send.key());
            report(ours, InboundEvent.Report.FAILED);
            return Outcome.Accepted.as(ours);
        };
        start(1);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("FAILED");
        assertNoticeIsShown();
    }

    @Test
    void aBounceIsNotLostThoughTheCitizenAnsweredBeforeTheOutcomeWasKnown() throws Exception {
        network = send -> {
            MessageId ours = new MessageId("net:" + send.key());
            answer(ours);
            report(ours, InboundEvent.Report.FAILED);
            return Outcome.Accepted.as(ours);
        };
        start(1);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("FAILED");
    }

    private void assertNoticeIsShown() throws InterruptedException {
        ConversationDetail shown = conversationShown();
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(shown.row().trouble()).contains(DeliveryState.FAILED);
        assertThat(shown.row().owedSince()).isEmpty();
        assertThat(shown.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.to()).contains("lea@citizen.example");
            assertThat(notice.subject()).contains("Bien reçu");
            assertThat(notice.fault()).map(DeliveryView.FaultView::detail).isPresent();
            assertThat(notice.toString()).doesNotContain("secret");
        });
    }

    private ConversationDetail conversationShown() throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).find(Reader.ofEverything(UUID.randomUUID()), conversation).orElseThrow();
    }

    private void answer(MessageId ours) {
        try {
            inbox.of(channel, Optional.empty())
                    .commit(new InboundEvent.MessageReceived(new EventId("re " + ours),
                            InboundMessage.from(lea(), new MessageId("re " + ours), Instant.now(), Content.of("Merci"))
                                    .threading(Threading.inReplyTo(List.of(ours))).build()));
        } catch (ChannelException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
