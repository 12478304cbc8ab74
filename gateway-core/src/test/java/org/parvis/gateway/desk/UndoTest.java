package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;

import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An agent takes a change back. */
class UndoTest extends TwoPaths {

    @Test
    void whatWasResolvedForAReasonIsOwedAgainSinceWhenItWas() throws Exception {
        Row before = conversation();
        desk.change(agent, conversation, resolve("Doublon"));
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();

        desk.undo(agent, conversation, version());

        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.instant(conversation(), "owed_since")).isEqualTo(Rows.instant(before, "owed_since"));
        assertThat(all("select 1 from obligation where conversation_id = $1 and settlement is null and reason is null", conversation))
                .hasSize(1);
    }

    @Test
    void onlyWhatTheChangeItselfClosedIsOwedAgain() throws Exception {
        desk.change(agent, conversation, resolve("Doublon"));
        desk.change(agent, conversation, state(ConversationState.OPEN));
        desk.change(agent, conversation, state(ConversationState.RESOLVED));

        desk.undo(agent, conversation, version());

        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
    }

    @Test
    void assigneeTeamTopicAndStateAreWhatTheyWere() throws Exception {
        UUID colleague = UUID.randomUUID();
        UUID team = UUID.randomUUID();
        execute("insert into agent (id, account, display_name) values ($1, $2, 'Julien')", colleague, "julien-" + channel);
        execute("insert into team (id, name) values ($1, $2)", team, "Voirie " + team);
        desk.change(agent, conversation, new ConversationChange(Optional.empty(), Field.to(Optional.of(colleague)), Field.keep(),
                Optional.empty(), Optional.empty(), Field.to(Optional.of("Rue"))));

        desk.change(agent, conversation, new ConversationChange(Optional.empty(), Field.to(Optional.empty()), Field.to(Optional.of(team)),
                Optional.of(ConversationState.WAITING), Optional.empty(), Field.to(Optional.of("Éclairage"))));
        desk.undo(agent, conversation, version());

        Row now = conversation();
        assertThat(Rows.optionalUuid(now, "assignee_id")).contains(colleague);
        assertThat(Rows.optionalUuid(now, "team_id")).isEmpty();
        assertThat(Rows.text(now, "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalText(now, "topic")).contains("Rue");
    }

    @Test
    void whateverHappenedSinceStands() throws Exception {
        desk.change(agent, conversation, resolve("Doublon"));
        long left = version();
        desk.note(agent, conversation, "Vu avec l'état civil");

        assertThatThrownBy(() -> desk.undo(agent, conversation, left))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo("changed-meanwhile"));
        assertThat(Rows.text(conversation(), "state")).isEqualTo("RESOLVED");
    }

    @Test
    void whatAColleagueDidIsNotOnesOwnToUndo() throws Exception {
        UUID colleague = UUID.randomUUID();
        execute("insert into agent (id, account, display_name) values ($1, $2, 'Julien')", colleague, "julien-" + channel);
        desk.change(colleague, conversation, resolve("Doublon"));

        assertThatThrownBy(() -> desk.undo(agent, conversation, version()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo("nothing-to-undo"));
    }

    @Test
    void anUndoingIsNotUndone() throws Exception {
        desk.change(agent, conversation, resolve("Doublon"));
        desk.undo(agent, conversation, version());

        assertThatThrownBy(() -> desk.undo(agent, conversation, version()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo("nothing-to-undo"));
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
    }

    private long version() throws InterruptedException {
        return Rows.number(conversation(), "version");
    }

    private static ConversationChange resolve(String reason) {
        return new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), Optional.of(ConversationState.RESOLVED),
                Optional.of(reason), Field.keep());
    }

    private static ConversationChange state(ConversationState state) {
        return new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), Optional.of(state), Optional.empty(), Field.keep());
    }
}
