package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.DraftQueries;
import org.parvis.gateway.conversation.DraftView;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has a draft in both conversations finds one afterwards, which nobody reads who was not to read either. */
class MergedDraftsTest extends TwoConversations {

    @Test
    void privateWordsMakePublicOnesPrivateAndGoToWhoeverTheyWereFor() throws Exception {
        draft(lamp, "Pour tous", Optional.of(Visibility.PUBLIC), Optional.of(message("lamp-1")));
        draft(bill, "Pour elle", Optional.of(Visibility.PRIVATE), Optional.of(message("bill-1")));

        DraftView both = merged();

        assertThat(both.reply()).isEqualTo("Pour tous\n\nPour elle");
        assertThat(both.visibility()).contains(Visibility.PRIVATE);
        assertThat(both.answers().map(DraftView.Aim::message)).contains(message("bill-1"));
    }

    @Test
    void publicWordsDoNotMakePrivateOnesPublic() throws Exception {
        draft(lamp, "Pour elle", Optional.of(Visibility.PRIVATE), Optional.empty());
        draft(bill, "Pour tous", Optional.of(Visibility.PUBLIC), Optional.of(message("bill-1")));

        assertThat(merged().visibility()).contains(Visibility.PRIVATE);
    }

    @Test
    void wordsThatArePrivateBecauseOfWhatTheyAnswerStaySo() throws Exception {
        execute("update message set visibility = 'PRIVATE' where id = $1", message("bill-1"));
        draft(lamp, "Pour tous", Optional.of(Visibility.PUBLIC), Optional.of(message("lamp-1")));
        draft(bill, "Pour elle", Optional.empty(), Optional.of(message("bill-1")));

        assertThat(merged().visibility()).contains(Visibility.PRIVATE);
    }

    @Test
    void twoPublicRepliesStayPublicAndAnswerWhatTheFirstAnswers() throws Exception {
        execute("update message set visibility = 'PUBLIC' where id in ($1, $2)", message("lamp-1"), message("bill-1"));
        draft(lamp, "Pour tous", Optional.empty(), Optional.of(message("lamp-1")));
        draft(bill, "Aussi", Optional.of(Visibility.PUBLIC), Optional.of(message("bill-1")));

        DraftView both = merged();

        assertThat(both.visibility()).isEmpty();
        assertThat(both.answers().map(DraftView.Aim::visibility)).contains(Visibility.PUBLIC);
        assertThat(both.answers().map(DraftView.Aim::message)).contains(message("lamp-1"));
    }

    @Test
    void wordsThatArePrivateAsTheirConversationStaySoWhateverTheyJoin() throws Exception {
        execute("update message set visibility = 'PUBLIC' where id = $1", message("lamp-1"));
        execute("update conversation set visibility = 'PUBLIC' where id = $1", lamp);
        execute("update conversation set visibility = 'PRIVATE' where id = $1", bill);
        draft(bill, "Pour elle", Optional.empty(), Optional.empty());

        assertThat(merged().visibility()).contains(Visibility.PRIVATE);
    }

    @Test
    void wordsThatArePrivateAsTheirConversationMakePublicOnesPrivate() throws Exception {
        execute("update message set visibility = 'PUBLIC' where id = $1", message("lamp-1"));
        execute("update conversation set visibility = 'PUBLIC' where id = $1", lamp);
        execute("update conversation set visibility = 'PRIVATE' where id = $1", bill);
        draft(lamp, "Pour tous", Optional.empty(), Optional.of(message("lamp-1")));
        draft(bill, "Pour elle", Optional.empty(), Optional.empty());

        assertThat(merged().visibility()).contains(Visibility.PRIVATE);
    }

    private DraftView merged() throws InterruptedException {
        desk.moves().merge(agent, bill, lamp);
        List<DraftView> drafts = new DraftQueries(DATABASE.database()).of(lamp);
        assertThat(drafts).hasSize(1);
        return drafts.getFirst();
    }

    private void draft(UUID in, String reply, Optional<Visibility> visibility, Optional<UUID> answers) throws InterruptedException {
        desk.keepDraft(new Draft(agent, in, 0, reply, "", visibility,
                answers.map(message -> new Reply.Answered(message, Optional.empty())), Optional.empty(), List.of(),
                Optional.of("reply-" + in), Optional.of("note-" + in)));
    }
}
