package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;

import static org.assertj.core.api.Assertions.assertThat;

/** What waits for an expert is merged and split, and waits as before when that is undone. */
class ExpertMovesTest extends TwoConversations {

    @Test
    void ofTwoThatWaitAnExpertIsStillWaitedFor() throws Exception {
        change(lamp, Optional.of(ConversationState.WAITING), Ordering.NONE);
        change(bill, Optional.empty(), Ordering.NONE.expert("Eaux"));
        String before = rows();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        assertThat(expert(lamp)).contains("Eaux");
        assertThat(expert(bill)).isEmpty();

        desk.moves().undo(agent, move.id());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatIsMergedIntoSomethingOpenIsOpen() throws Exception {
        change(lamp, Optional.empty(), Ordering.NONE.expert("Voirie"));
        String before = rows();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        assertThat(expert(lamp)).isEmpty();

        desk.moves().undo(agent, move.id());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aSplitLeavesTheOldOneWaiting() throws Exception {
        writes(denise, "lamp-2", "lamp", "Et un arbre est tombé");
        change(lamp, Optional.empty(), Ordering.NONE.expert("Voirie"));

        Moves.Moved move = desk.moves().split(agent, lamp, List.of(message("lamp-2")), Optional.of("Arbre"));
        assertThat(expert(lamp)).contains("Voirie");
        assertThat(expert(move.to())).isEmpty();

        desk.moves().undo(agent, move.id());
        assertThat(expert(lamp)).contains("Voirie");
    }

    private void change(UUID conversation, Optional<ConversationState> state, Ordering ordering) throws InterruptedException {
        desk.change(agent, conversation,
                new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), state, Optional.empty(), Field.keep(), ordering));
    }

    private Optional<String> expert(UUID conversation) throws InterruptedException {
        return Rows.optionalText(one("select expert from conversation where id = $1", conversation), "expert");
    }
}
