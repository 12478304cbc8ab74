package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Bytes;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeskTest extends TwoPaths {

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

    private static ConversationChange resolve(Optional<String> reason) {
        return new ConversationChange(Optional.empty(), ConversationChange.Field.keep(), ConversationChange.Field.keep(),
                Optional.of(ConversationState.RESOLVED), reason,
                ConversationChange.Field.keep());
    }
}
