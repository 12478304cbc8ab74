package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Bytes;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeskTest extends TwoPaths {

    private static final Handle WORK = Handle.of(Handle.Kind.EMAIL, "lea@travail.example");
    private static final Handle MACHINE = Handle.of(Handle.Kind.EMAIL, "postmaster@net.example");

    @Test
    void aPersonSettlesAnUnknownOutcome() throws Exception {
        network = send -> new Outcome.Unknown(DOWN);
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("UNKNOWN");
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");

        desk.report(agent, delivery, DeliveryResult.DONE);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.RETRY)).isInstanceOf(Refusal.class)
                .hasMessageContaining("ACCEPTED");
    }

    @Test
    void aCallBackIsATaskUntilAPersonHasMadeIt() throws Exception {
        network = send -> new Outcome.ByPerson("Rappeler Léa");
        start(1);
        reply("Votre carte est prête.");
        assertThat(changed()).isEqualTo("BY_PERSON");
        Row delivery = one("select id, script from delivery where conversation_id = $1", conversation);
        assertThat(Rows.text(delivery, "script")).isEqualTo("Rappeler Léa");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();

        desk.report(agent, Rows.uuid(delivery, "id"), DeliveryResult.NOT_REACHED);
        assertThat(changed()).isEqualTo("BY_PERSON");
        desk.report(agent, Rows.uuid(delivery, "id"), DeliveryResult.DONE);
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
    }

    @Test
    void filesGoOutOnceWithTheirAnswer() throws Exception {
        start(1);
        UUID file = desk.upload(agent, "plan.pdf", "application/pdf", Bytes.utf8("%PDF"));
        desk.reply(agent, conversation, "Voici le plan.", Optional.empty(), List.of(file), ConversationState.OPEN);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().content().attachments()).singleElement().satisfies(sent -> {
            assertThat(sent.name()).isEqualTo("plan.pdf");
            assertThat(sent.bytes()).isEqualTo(Bytes.utf8("%PDF"));
        });
        assertThatThrownBy(() -> desk.reply(agent, conversation, "Encore.", Optional.empty(), List.of(file), ConversationState.OPEN))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aFileThatNoAnswerTookIsForgottenAfterADayAndOneThatWasSentIsNot() throws Exception {
        UUID sent = desk.upload(agent, "plan.pdf", "application/pdf", Bytes.utf8("%PDF sent"));
        desk.reply(agent, conversation, "Voici le plan.", Optional.empty(), List.of(sent), ConversationState.OPEN);
        UUID unused = desk.upload(agent, "brouillon.pdf", "application/pdf", Bytes.utf8("%PDF unused"));
        UUID sameBytes = desk.upload(agent, "copie.pdf", "application/pdf", Bytes.utf8("%PDF sent"));
        execute("update attachment set created_at = created_at - interval '25 hours' where uploaded_by = $1", agent);

        desk.removeUnusedUploads();

        assertThat(all("select 1 from attachment where id = any($1)", (Object) new UUID[]{unused, sameBytes})).isEmpty();
        assertThat(all("select 1 from attachment join blob using (digest) where id = $1", sent)).hasSize(1);
        assertThat(all("select 1 from blob where bytes = $1", Bytes.utf8("%PDF unused"))).isEmpty();
    }

    @Test
    void allUnusedFilesAreForgottenHoweverMany() throws Exception {
        UUID one = desk.upload(agent, "brouillon.pdf", "application/pdf", Bytes.utf8("%PDF many"));
        execute("""
                insert into attachment (id, position, role, name, media_type, digest, size, uploaded_by, created_at)
                select gen_random_uuid(), 0, role, name, media_type, digest, size, uploaded_by, now() - interval '25 hours'
                  from attachment, generate_series(1, $2) where id = $1
                """, one, 2 * Uploads.REMOVED_AT_ONCE + 1);

        assertThat(desk.removeUnusedUploads()).isEqualTo(2 * Uploads.REMOVED_AT_ONCE + 1);
        assertThat(all("select id from attachment where uploaded_by = $1", agent)).hasSize(1);
    }

    @Test
    void anAnswerThatTheChannelCannotCarryIsRefusedBeforeItIsKept() {
        assertThatThrownBy(() -> reply("x".repeat(501))).isInstanceOf(Refusal.class).hasMessageContaining("500")
                .hasMessageContaining("501");
        assertThatThrownBy(
                () -> desk.reply(agent, conversation, "Bonjour", Optional.of(Visibility.PUBLIC), List.of(), ConversationState.OPEN))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> desk.upload(agent, "x", "text/plain", Bytes.wrap(new byte[1_001]))).isInstanceOf(Refusal.class);
    }

    @Test
    void resolvingWhileAnAnswerIsOwedNeedsAReasonThatTheLedgerKeeps() throws Exception {
        assertThatThrownBy(() -> desk.change(agent, conversation, resolve(Optional.empty()))).isInstanceOf(Refusal.class)
                .hasMessageContaining("owed");

        desk.change(agent, conversation, resolve(Optional.of("Doublon")));

        Row obligation = one("select * from obligation where conversation_id = $1", conversation);
        assertThat(Rows.text(obligation, "settlement")).isEqualTo("CLOSED");
        assertThat(Rows.text(obligation, "reason")).isEqualTo("Doublon");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("RESOLVED");
    }

    @Test
    void anAnswerOnItsWayIsNoReasonToResolveWhatWasWrittenAfterIt() throws Exception {
        reply("C'est bon.");
        desk.change(agent, conversation, resolve(Optional.empty()));
        arrive("2", "Et pour ma sœur ?", WORK, InboundMessage.Origin.PERSON);

        assertThatThrownBy(() -> desk.change(agent, conversation, resolve(Optional.empty()))).isInstanceOf(Refusal.class)
                .hasMessageContaining("owed");
    }

    @Test
    void anAnswerGoesWhereTheMessageThatItNamesCameFrom() throws Exception {
        UUID second = arrive("2", "Je réponds de mon travail", WORK, InboundMessage.Origin.PERSON);
        arrive("3", "Votre message est retardé", MACHINE, InboundMessage.Origin.AUTOMATIC);
        start(1);

        desk.reply(answerTo(second));

        assertThat(changed()).isEqualTo("ACCEPTED");
        Command.Send send = performed.take();
        assertThat(send.to()).isEqualTo(WORK);
        assertThat(send.inReplyTo()).first().isEqualTo(new MessageId("<2>"));
    }

    @Test
    void anAnswerIsNotSentPastAMessageThatItsAgentHasNotSeen() throws Exception {
        UUID first = Rows.uuid(one("select id from message where conversation_id = $1", conversation), "id");
        UUID second = arrive("2", "Non, j'ai trouvé", WORK, InboundMessage.Origin.PERSON);

        assertThatThrownBy(() -> desk.reply(answerTo(first))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
            assertThat(refusal.problem()).isEqualTo("newer-message");
        });
        assertThat(all("select 1 from delivery where conversation_id = $1", conversation)).isEmpty();

        desk.reply(answerTo(second));
        assertThat(all("select 1 from delivery where conversation_id = $1", conversation)).hasSize(1);
    }

    @Test
    void anAnswerNamesAMessageOfItsOwnConversation() {
        assertThatThrownBy(() -> desk.reply(answerTo(UUID.randomUUID()))).isInstanceOf(Refusal.class)
                .hasMessageContaining("no such message");
    }

    @Test
    void whatWaitsForAChannelThatIsNotOpenIsGivenUpAndOwedAgain() throws Exception {
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");
        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.GIVE_UP)).isInstanceOf(Refusal.class)
                .hasMessageContaining("QUEUED");
        closed = true;

        desk.report(agent, delivery, DeliveryResult.GIVE_UP);

        assertThat(changed()).isEqualTo("CANCELLED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
        closed = false;
        start(1);
        reply("Autrement.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("Autrement.");
    }

    @Test
    void whatWasBeingSentWhenItsChannelWentAwayIsGivenUpOnlyWhenNobodyCanBeSendingItAnyMore() throws Exception {
        reply("C'est bon.");
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");
        closed = true;
        execute("update delivery set state = 'SENDING', claimed_at = now() where id = $1", delivery);
        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.GIVE_UP)).isInstanceOf(Refusal.class);
        execute("update delivery set claimed_at = now() - interval '1 hour' where id = $1", delivery);

        desk.report(agent, delivery, DeliveryResult.GIVE_UP);

        assertThat(changed()).isEqualTo("CANCELLED");
    }

    @Test
    void whatDidGoOutBeforeItsChannelWentAwayIsSaidToHaveGoneAndOwedNoMore() throws Exception {
        reply("C'est bon.");
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");
        closed = true;
        execute("update delivery set state = 'SENDING', claimed_at = now() where id = $1", delivery);
        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.DONE)).isInstanceOf(Refusal.class);
        execute("update delivery set claimed_at = now() - interval '1 hour' where id = $1", delivery);

        desk.report(agent, delivery, DeliveryResult.DONE);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
    }

    @Test
    void anAnswerPutToLaterHoldsUpNothingAndGoesOutWhenItsTimeComes() throws Exception {
        desk.reply(later("Demain.", List.of(), ConversationState.OPEN));
        UUID waiting = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");
        start(1);
        reply("Maintenant.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("Maintenant.");

        execute("update delivery set next_attempt_at = now() where id = $1", waiting);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("Maintenant.", "Demain.");
    }

    @Test
    void whatHasNotGoneOutIsTakenBackWithItsFilesAndOwedAgain() throws Exception {
        UUID file = desk.upload(agent, "plan.pdf", "application/pdf", Bytes.utf8("%PDF"));
        desk.reply(later("Voici le plan.", List.of(file), ConversationState.RESOLVED));
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");

        desk.report(agent, delivery, DeliveryResult.TAKE_BACK);

        assertThat(changed()).isEqualTo("CANCELLED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
        start(1);
        desk.reply(agent, conversation, "Voici le bon plan.", Optional.empty(), List.of(file), ConversationState.OPEN);
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).singleElement().satisfies(sent -> {
            assertThat(sent.content().text()).isEqualTo("Voici le bon plan.");
            assertThat(sent.content().attachments()).hasSize(1);
        });
    }

    @Test
    void whatMayHaveGoneOutIsNotCalledTakenBack() throws Exception {
        desk.reply(later("Demain.", List.of(), ConversationState.OPEN));
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");
        execute("update delivery set in_doubt = true, attempts = 1 where id = $1", delivery);

        desk.report(agent, delivery, DeliveryResult.TAKE_BACK);

        assertThat(changed()).isEqualTo("UNKNOWN");
    }

    @Test
    void whatHasGoneOutIsNotTakenBack() throws Exception {
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        UUID delivery = Rows.uuid(one("select id from delivery where conversation_id = $1", conversation), "id");

        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.TAKE_BACK))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo("settled-meanwhile"));
    }

    @Test
    void anAnswerIsNotPutToATimeThatNobodyWouldRemember() {
        Instant far = Instant.now().plus(Reply.MOST_AHEAD).plusSeconds(60);

        assertThatThrownBy(() -> desk.reply(put(far, "Un jour.", List.of(), ConversationState.OPEN)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.field()).contains("sendAt"));
    }

    private Reply later(String text, List<UUID> files, ConversationState then) {
        return put(Instant.now().plusSeconds(3_600), text, files, then);
    }

    private Reply put(Instant at, String text, List<UUID> files, ConversationState then) {
        return new Reply(agent, conversation, text, Optional.empty(), Optional.empty(), Optional.empty(), files, Duration.ZERO,
                Optional.of(at), then);
    }

    private Reply answerTo(UUID message) {
        return new Reply(agent, conversation, "C'est bon.", Optional.of(new Reply.Answered(message, Optional.empty())), Optional.empty(),
                Optional.empty(),
                List.of(), Duration.ZERO, Optional.empty(), ConversationState.OPEN);
    }

    private UUID arrive(String id, String text, Handle from, InboundMessage.Origin origin) throws Exception {
        inbox.of(channel, Optional.empty())
                .commit(new InboundEvent.MessageReceived(new EventId(id),
                        InboundMessage.from(from, new MessageId("<" + id + ">"), Instant.now(), Content.of(text)).origin(origin)
                                .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).build()));
        return Rows.uuid(one("select id from message where conversation_id = $1 and body = $2", conversation, text), "id");
    }

    private static ConversationChange resolve(Optional<String> reason) {
        return new ConversationChange(Optional.empty(), ConversationChange.Field.keep(), ConversationChange.Field.keep(),
                Optional.of(ConversationState.RESOLVED), reason,
                ConversationChange.Field.keep());
    }
}
