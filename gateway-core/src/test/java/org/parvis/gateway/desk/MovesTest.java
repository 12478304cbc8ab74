package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Content;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.conversation.CitizenView;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.DraftQueries;
import org.parvis.gateway.conversation.HistoryQueries;
import org.parvis.gateway.conversation.LinkKind;
import org.parvis.gateway.conversation.LinkQueries;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Messages move between conversations with all that hangs on them, and exactly that goes back. */
class MovesTest extends TwoConversations {

    @Test
    void aMergeMovesEverythingAndLeavesAnEmptyConversationThatSaysWhereItWent() throws Exception {
        desk.change(agent, bill, ordered(Ordering.NONE.urgent(true).tag("factures " + tail)));
        desk.note(agent, bill, "À vérifier");

        desk.moves().merge(agent, bill, lamp);

        assertThat(conversationOf("bill-1")).isEqualTo(lamp);
        assertThat(all("select 1 from message where conversation_id = $1", lamp)).hasSize(3);
        var kept = new ConversationQueries(DATABASE.database()).find(Reader.ofEverything(agent), lamp).orElseThrow().row();
        assertThat(kept.urgent()).isTrue();
        assertThat(kept.tags()).extracting(tag -> tag.name()).containsExactly("factures " + tail);
        assertThat(kept.snippet()).isEqualTo("Une question sur ma facture");
        var shell = new ConversationQueries(DATABASE.database()).find(Reader.ofEverything(agent), bill).orElseThrow();
        assertThat(shell.mergedInto()).map(there -> there.number()).contains(kept.number());
        assertThat(shell.row().state()).isEqualTo(ConversationState.RESOLVED);
        assertThat(new ConversationQueries(DATABASE.database()).byIds(Reader.ofEverything(agent), List.of(bill, lamp)))
                .extracting(row -> row.id())
                .containsExactly(lamp);
        assertThat(all("select 1 from event where conversation_id = any($1) and detail ->> 'move' in ('merged', 'merged-into')",
                (Object) new UUID[]{lamp, bill})).hasSize(2);
        assertStanding("merged");
    }

    @Test
    void whatComesToTheThreadsNamesAndNumberOfTheOneLandsInTheOther() throws Exception {
        answers(denise, "awaiting", "unheard-of");
        UUID awaiting = conversationOf("awaiting");
        long number = Rows.number(one("select number from conversation where id = $1", bill), "number");
        desk.moves().merge(agent, bill, lamp);
        desk.moves().merge(agent, awaiting, lamp);

        writes(denise, "bill-2", "bill", "Toujours la facture");
        answers(denise, "bill-3", "bill-1");
        writes(denise, "unheard-of", "elsewhere", "Il arrive enfin");
        commit("numbered", InboundMessage.from(denise, name("numbered"), Instant.now(), Content.of("Numéro"))
                .threading(new Threading(Optional.empty(), List.of(), Optional.of(number))).build());

        for (String id : List.of("bill-2", "bill-3", "unheard-of", "numbered")) {
            assertThat(conversationOf(id)).as(id).isEqualTo(lamp);
        }
        assertStanding("merged twice");
    }

    @Test
    void undoingAtOnceRestoresEveryRow() throws Exception {
        UUID colleague = colleague();
        desk.change(agent, lamp, ordered(Ordering.NONE.snooze(Instant.now().plus(Duration.ofDays(1)))));
        desk.change(agent, bill, ordered(Ordering.NONE.urgent(true).tag("factures " + tail)));
        desk.reply(agent, bill, "Bonjour", Optional.empty(), List.of(), ConversationState.WAITING);
        desk.read(agent, lamp, version(lamp));
        desk.read(agent, bill, version(bill));
        desk.read(colleague, lamp, version(lamp));
        draft(agent, bill, "Je regarde");
        desk.keepDraft(new Draft(colleague, bill, 0, "Un autre", "", Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                Optional.of("a"),
                Optional.of("b")));
        String before = rows();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        assertThat(unread(agent, lamp)).isFalse();
        assertThat(unread(colleague, lamp)).isTrue();
        desk.moves().undo(agent, move.id());

        assertThat(rows()).isEqualTo(before);
        assertStanding("undone");
        assertThatThrownBy(() -> desk.moves().undo(agent, move.id())).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("undone-already"));
    }

    @Test
    void whatCameByAMovedNameGoesBackAndEverythingElseStays() throws Exception {
        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        writes(denise, "bill-2", "bill", "Encore la facture");
        answers(denise, "bill-3", "bill-2");
        writes(denise, "lamp-2", "lamp", "Encore le lampadaire");
        UUID note = desk.note(agent, lamp, "Note");
        writes(denise, "bill-4", "bill", "La dernière");
        UUID answer = desk.reply(agent, lamp, "Pour la facture", Optional.empty(), List.of(), ConversationState.OPEN);

        desk.moves().undo(agent, move.id());

        assertThat(List.of(conversationOf("bill-1"), conversationOf("bill-2"), conversationOf("bill-3"), conversationOf("bill-4")))
                .containsOnly(bill);
        assertThat(List.of(conversationOf("lamp-1"), conversationOf("lamp-2"))).containsOnly(lamp);
        assertThat(Rows.uuid(one("select conversation_id from message where id = $1", answer), "conversation_id")).isEqualTo(bill);
        assertThat(Rows.uuid(one("select conversation_id from message where id = $1", note), "conversation_id")).isEqualTo(lamp);
        assertThat(Rows.text(one("select snippet from conversation where id = $1", lamp), "snippet")).isEqualTo("Encore le lampadaire");
        writes(denise, "bill-5", "bill", "Après");
        assertThat(conversationOf("bill-5")).isEqualTo(bill);
        assertStanding("apart again");
    }

    @Test
    void conversationsOfTwoContactsAreNotMerged() throws Exception {
        assertThatThrownBy(() -> desk.moves().merge(agent, conversation, lamp)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("other-contact"));
        desk.moves().merge(agent, bill, lamp);
        assertThatThrownBy(() -> desk.moves().merge(agent, bill, lamp)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("conversation-merged"));
        assertThatThrownBy(() -> desk.note(agent, bill, "Trop tard")).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("conversation-merged"));
    }

    @Test
    void movesThatBuildOnOneAnotherAreUndoneTheLatestFirst() throws Exception {
        Moves.Moved first = desk.moves().merge(agent, bill, lamp);
        Moves.Moved second = desk.moves().split(agent, lamp, List.of(message("lamp-1")), Optional.of("Éclairage"));

        assertThatThrownBy(() -> desk.moves().undo(agent, first.id())).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("moved-since"));
        assertThat(new HistoryQueries(DATABASE.database()).of(Scope.EVERYTHING, lamp)).extracting(entry -> entry.undoable())
                .containsExactly(false, true);
        desk.moves().undo(agent, second.id());
        desk.moves().undo(agent, first.id());
        assertStanding("both undone");
    }

    @Test
    void anAnswerThatWasWrittenBeforeAMergeSettlesNothingThatItsWriterHadNotSeen() throws Exception {
        UUID other = desk.reply(agent, lamp, "Nous réparons", Optional.empty(), List.of(), ConversationState.RESOLVED);
        desk.moves().merge(agent, bill, lamp);

        start(1);

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(Rows.optionalUuid(one("select answer_id from obligation where message_id = $1", message("lamp-1")), "answer_id"))
                .contains(other);
        assertThat(all("select 1 from obligation where message_id = $1 and settlement is null", message("bill-1"))).hasSize(1);
        assertStanding("settled");
    }

    @Test
    void whatIsBeingSentWhileItsConversationIsMergedIsSettledWhereItIs() throws Exception {
        var sending = new CountDownLatch(1);
        var merged = new CountDownLatch(1);
        network = send -> {
            sending.countDown();
            try {
                assertThat(merged.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
            return Outcome.Accepted.as(name("sent"));
        };
        start(1);
        desk.reply(agent, bill, "La réponse", Optional.empty(), List.of(), ConversationState.OPEN);
        assertThat(sending.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        merged.countDown();

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(all("select 1 from obligation where message_id = $1 and settlement = 'ANSWERED'", message("bill-1"))).hasSize(1);
        answers(denise, "after", "sent");
        assertThat(conversationOf("after")).isEqualTo(lamp);
        assertStanding("settled");
        desk.moves().undo(agent, move.id());
        assertThat(conversationOf("after")).isEqualTo(bill);
        assertStanding("undone");
    }

    @Test
    void anAnswerToWhatWasMergedKeepsItsSubject() throws Exception {
        desk.moves().merge(agent, bill, lamp);
        start(1);

        desk.reply(agent, lamp, "Voici", Optional.empty(), List.of(), ConversationState.OPEN);

        var send = performed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(send).isNotNull();
        assertThat(send.inReplyTo().getFirst()).isEqualTo(name("bill-1"));
        assertThat(changed()).isEqualTo("ACCEPTED");
    }

    @Test
    void whoeverHasDraftsInBothHasTheWordsOfBoth() throws Exception {
        draft(agent, lamp, "Premier");
        draft(agent, bill, "Second");

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);

        assertThat(new DraftQueries(DATABASE.database()).of(lamp)).extracting(draft -> draft.reply()).containsExactly("Premier\n\nSecond");
        assertThat(new DraftQueries(DATABASE.database()).by(Reader.ofEverything(agent))).extracting(draft -> draft.conversation().id())
                .containsExactly(lamp);
        desk.moves().undo(agent, move.id());
        assertThat(new DraftQueries(DATABASE.database()).of(bill)).extracting(draft -> draft.reply()).containsExactly("Second");
    }

    @Test
    void aSplitTakesWhatIsOwedAlongAndWhatAnswersItFollows() throws Exception {
        writes(denise, "lamp-2", "lamp", "Et une autre chose : un arbre est tombé");
        String before = rows();

        Moves.Moved move = desk.moves().split(agent, lamp, List.of(message("lamp-2")), Optional.of("Arbre"));

        assertThat(conversationOf("lamp-2")).isEqualTo(move.to());
        assertThat(Rows.text(one("select subject from conversation where id = $1", move.to()), "subject")).isEqualTo("Arbre");
        assertThat(Rows.optionalInstant(one("select owed_since from conversation where id = $1", move.to()), "owed_since")).isPresent();
        assertThat(Rows.text(one("select snippet from conversation where id = $1", lamp), "snippet"))
                .isEqualTo("Le lampadaire est en panne");
        assertStanding("split");
        desk.moves().undo(agent, move.id());
        assertThat(rows().lines().filter(line -> !line.contains(move.to().toString())).toList()).isEqualTo(before.lines().toList());

        Moves.Moved again = desk.moves().split(agent, lamp, List.of(message("lamp-2")), Optional.empty());
        commit("tree-2", InboundMessage.from(denise, name("tree-2"), Instant.now(), Content.of("L'arbre encore"))
                .threading(new Threading(Optional.of(tail + "lamp"), List.of(name("lamp-2")), Optional.empty())).build());
        writes(denise, "lamp-3", "lamp", "Le lampadaire");
        assertThat(conversationOf("tree-2")).isEqualTo(again.to());
        assertThat(conversationOf("lamp-3")).isEqualTo(lamp);
        desk.moves().undo(agent, again.id());
        assertThat(conversationOf("tree-2")).isEqualTo(lamp);
        assertStanding("whole again");
    }

    @Test
    void aSplitLeavesSomebodyToAnswerOnBothSides() throws Exception {
        UUID note = desk.note(agent, lamp, "Note");

        assertRefused("nobody-wrote", note);
        assertRefused("nothing-left", message("lamp-1"));
        assertRefused("unknown", message("bill-1"));
    }

    private void assertRefused(String problem, UUID picked) {
        assertThatThrownBy(() -> desk.moves().split(agent, lamp, List.of(picked), Optional.empty()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    @Test
    void aCitizensPageShowsTheWordsOfItsOwnHandleWhereverTheyAre() throws Exception {
        Handle first = Handle.of(Handle.Kind.ANONYMOUS, "first-" + tail, "Denise");
        Handle second = Handle.of(Handle.Kind.ANONYMOUS, "second-" + tail, "Denise");
        writes(first, "page-1", "one", "Ce que dit la première page");
        writes(second, "page-2", "two", "Ce que dit la seconde page");
        writes(second, "page-3", "two", "Autre chose encore");
        UUID one = conversationOf("page-1");
        UUID two = conversationOf("page-2");
        UUID merge = desk.people().merge(agent, contact(one), contact(two), new People.Finding(MergeReason.SAID_SO, Optional.empty()));
        List<String> onePage = page("one");
        List<String> twoPage = page("two");

        desk.moves().merge(agent, two, one);
        desk.moves().split(agent, one, List.of(message("page-3")), Optional.empty());

        assertThat(page("one")).isEqualTo(onePage);
        assertThat(page("two")).isEqualTo(twoPage);
        assertThatThrownBy(() -> desk.people().separate(agent, merge)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.problem()).isEqualTo("conversations-merged"));
    }

    @Test
    void aBounceOwesAgainWhatWasMovedSinceItWasAnswered() throws Exception {
        start(1);
        writes(denise, "lamp-2", "lamp", "Et un arbre");
        desk.reply(agent, lamp, "Merci", Optional.empty(), List.of(), ConversationState.RESOLVED);
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId sent = new MessageId("net:" + performed.take().key());
        Moves.Moved move = desk.moves().split(agent, lamp, List.of(message("lamp-2")), Optional.empty());

        report(sent, InboundEvent.Report.FAILED);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(all("select 1 from conversation where id = any($1) and state = 'OPEN' and owed_since is not null",
                (Object) new UUID[]{lamp, move.to()})).hasSize(2);
        assertStanding("bounced");
    }

    @Test
    void linksAreSeenFromBothSidesAndFollowWhatIsMerged() throws Exception {
        desk.link(agent, lamp, conversation, LinkKind.RELATED);
        desk.link(agent, bill, conversation, LinkKind.DUPLICATE);
        LinkQueries links = new LinkQueries(DATABASE.database());
        assertThat(links.of(Reader.ofEverything(agent), conversation)).extracting(link -> link.other().id()).containsExactly(bill, lamp);

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);

        assertThat(links.of(Reader.ofEverything(agent), conversation)).extracting(LinkQueries.Link::kind)
                .containsExactly(LinkKind.DUPLICATE);
        assertThat(links.of(Reader.ofEverything(agent), lamp)).extracting(link -> link.other().id()).containsExactly(conversation);
        desk.moves().undo(agent, move.id());
        desk.unlink(agent, conversation, lamp);
        assertThat(links.of(Reader.ofEverything(agent), conversation)).extracting(link -> link.other().id()).containsExactly(bill);
        assertThat(links.of(Reader.ofEverything(agent), lamp)).isEmpty();
    }

    private static ConversationChange ordered(Ordering ordering) {
        return new ConversationChange(Optional.empty(), Field.keep(), Field.keep(), Optional.empty(), Optional.empty(), Field.keep(),
                ordering);
    }

    private List<String> page(String thread) throws Exception {
        FollowUp.Conversation shown = new CitizenView(DATABASE.database(), channel).find(tail + thread).orElseThrow();
        List<String> words = new ArrayList<>(List.of(Long.toString(shown.number()), shown.subject().orElse("")));
        shown.messages().forEach(message -> words.add(message.text()));
        return words;
    }

    private UUID contact(UUID of) throws InterruptedException {
        return Rows.uuid(one("select contact_id from conversation where id = $1", of), "contact_id");
    }

    private UUID colleague() throws InterruptedException {
        UUID colleague = UUID.randomUUID();
        execute("insert into agent (id, account, display_name) values ($1, $2, 'Hélène')", colleague, "helene-" + tail);
        return colleague;
    }

    private void draft(UUID writer, UUID in, String words) throws InterruptedException {
        desk.keepDraft(new Draft(writer, in, 0, words, "", Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                Optional.of("reply-" + in),
                Optional.of("note-" + in)));
    }

    private long version(UUID of) throws InterruptedException {
        return Rows.number(one("select version from conversation where id = $1", of), "version");
    }

    private boolean unread(UUID reader, UUID of) throws InterruptedException {
        return new ConversationQueries(DATABASE.database()).find(Reader.ofEverything(reader), of).orElseThrow().row().unread();
    }
}
