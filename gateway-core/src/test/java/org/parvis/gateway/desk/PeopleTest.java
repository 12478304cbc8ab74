package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.vertx.sqlclient.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.People.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two contacts become one person and two again, whatever comes in meanwhile. */
class PeopleTest extends TwoPaths {

    private static final Finding SAID_SO = new Finding(MergeReason.SAID_SO, Optional.empty());

    private final String tail = UUID.randomUUID().toString().substring(0, 8);
    private final Handle mail = Handle.of(Handle.Kind.EMAIL, "mail-" + tail + "@citizen.example", "Denise Alvarez");
    private final Handle phone = Handle.of(Handle.Kind.PHONE, "+33199" + Math.floorMod(tail.hashCode(), 1_000_000));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private UUID byMail;
    private UUID byPhone;

    @BeforeEach
    void bothWrite() throws Exception {
        writes(mail, "m1", Set.of());
        writes(phone, "p1", Set.of());
        byMail = contactOf(mail);
        byPhone = contactOf(phone);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void allThatTheOtherHadIsTheKeptContactsAndBothLogsTellIt() throws Exception {
        UUID conversation = conversationOf("p1");

        UUID merge = desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of(" Reconnue à la voix ")));

        assertThat(contactOf(phone)).isEqualTo(byMail);
        assertThat(all("select 1 from conversation where contact_id = $1", byPhone)).isEmpty();
        assertThat(all("select 1 from message where contact_id = $1", byPhone)).isEmpty();
        assertThat(Rows.uuid(one("select contact_id from conversation where id = $1", conversation), "contact_id")).isEqualTo(byMail);
        assertThat(Rows.uuid(one("select merged_into from contact where id = $1", byPhone), "merged_into")).isEqualTo(byMail);
        assertThat(log(byMail)).containsExactly("merged OTHER Reconnue à la voix " + merge);
        assertThat(log(byPhone)).containsExactly("merged-into OTHER Reconnue à la voix " + merge);
        assertThat(
                all("select 1 from event where conversation_id = $1 and kind = 'conversation.changed' and detail ->> 'contact' = 'merged'",
                        conversation))
                .hasSize(1);
        long version = Rows.number(one("select version from conversation where id = $1", conversation), "version");
        refused("nothing-to-undo", () -> desk.undo(agent, conversation, version));
    }

    @Test
    void whatIsWrittenUnderAMergedHandleAfterwardsIsTheKeptContacts() throws Exception {
        desk.people().merge(agent, byMail, byPhone, SAID_SO);

        writes(phone, "p2", Set.of());

        assertThat(contactOfMessage("p2")).isEqualTo(byMail);
    }

    @Test
    void undoneEverythingIsAsItWasAndWhatCameSinceGoesWithItsHandle() throws Exception {
        writes(mail, "m2", Set.of(Handle.of(Handle.Kind.EMAIL, "both-" + tail + "@citizen.example")));
        writes(phone, "p2",
                Set.of(Handle.of(Handle.Kind.EMAIL, "both-" + tail + "@citizen.example"),
                        Handle.of(Handle.Kind.EMAIL, "own-" + tail + "@citizen.example")));
        List<String> before = state();
        UUID merge = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        assertThat(state()).isNotEqualTo(before);

        assertThat(desk.people().separate(agent, merge)).isEqualTo(byMail);
        assertThat(state()).isEqualTo(before);

        UUID again = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        writes(phone, "p3", Set.of(Handle.of(Handle.Kind.EMAIL, "later-" + tail + "@citizen.example")));
        writes(mail, "m3", Set.of());
        answers(mail, "m4", "p1");
        desk.people().separate(agent, again);

        assertThat(contactOfMessage("p3")).isEqualTo(byPhone);
        assertThat(contactOfConversation("p3")).isEqualTo(byPhone);
        assertThat(contactOfMessage("m3")).isEqualTo(byMail);
        assertThat(contactOfConversation("m3")).isEqualTo(byMail);
        assertThat(contactOfMessage("m4")).isEqualTo(byMail);
        assertThat(contactOfConversation("m4")).isEqualTo(byPhone);
        assertThat(all("select value from stated_handle where contact_id = $1 order by value", byPhone))
                .extracting(row -> Rows.text(row, "value"))
                .containsExactly("both-" + tail + "@citizen.example", "later-" + tail + "@citizen.example",
                        "own-" + tail + "@citizen.example");
        assertThat(log(byMail)).hasSize(4);
        assertStanding();
    }

    @Test
    void anAnswerToAMergedHandleGoesBackWithIt() throws Exception {
        UUID merge = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        UUID reply = desk.reply(agent, conversationOf("p1"), "Nous vous rappelons.", Optional.empty(), List.of(),
                ConversationState.OPEN);
        assertThat(Rows.uuid(one("select contact_id from message where id = $1", reply), "contact_id")).isEqualTo(byMail);

        desk.people().separate(agent, merge);

        assertThat(Rows.uuid(one("select contact_id from message where id = $1", reply), "contact_id")).isEqualTo(byPhone);
    }

    @Test
    void anAnswerNamesOnlyWhatWasStatedUnderTheHandleThatItGoesTo() throws Exception {
        Handle stated = Handle.of(Handle.Kind.EMAIL, "stated-" + tail + "@citizen.example");
        writes(phone, "p2", Set.of(stated));
        writes(mail, "m2", Set.of(Handle.of(Handle.Kind.EMAIL, "elsewhere-" + tail + "@citizen.example")));
        desk.people().merge(agent, byMail, byPhone, SAID_SO);
        start(1);

        desk.reply(agent, conversationOf("p2"), "Voici.", Optional.empty(), List.of(), ConversationState.OPEN);

        Command.Send sent = performed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(sent).isNotNull();
        assertThat(sent.alsoKnownAs()).containsExactly(stated);
    }

    @Test
    void aNameThatWasTakenOverIsGivenBackUnlessAnAgentChangedIt() throws Exception {
        UUID merge = desk.people().merge(agent, byPhone, byMail, SAID_SO);
        assertThat(name(byPhone)).contains("Denise Alvarez");
        desk.people().separate(agent, merge);
        assertThat(name(byPhone)).isEmpty();

        UUID again = desk.people().merge(agent, byPhone, byMail, SAID_SO);
        change(byPhone, Field.to(Optional.of("Mme Alvarez")), Field.keep());
        desk.people().separate(agent, again);
        assertThat(name(byPhone)).contains("Mme Alvarez");
        assertThat(name(byMail)).contains("Denise Alvarez");
    }

    @Test
    void mergesAreUndoneFromTheLatestOn() throws Exception {
        Handle social = Handle.of(Handle.Kind.FEDIVERSE, "denise-" + tail + "@social.example");
        writes(social, "s1", Set.of());
        UUID first = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        UUID second = desk.people().merge(agent, contactOf(social), byMail, SAID_SO);

        refused("merged-since", () -> desk.people().separate(agent, first));
        desk.people().separate(agent, second);
        refused("separated-already", () -> desk.people().separate(agent, second));
        desk.people().separate(agent, first);

        assertThat(contactOf(phone)).isEqualTo(byPhone);
        assertThat(contactOf(mail)).isEqualTo(byMail);
        assertStanding();
    }

    @Test
    void whatCannotBeIsRefusedInClearWords() throws Exception {
        refused("same-contact", () -> desk.people().merge(agent, byMail, byMail, SAID_SO));
        refused("not-found", () -> desk.people().merge(agent, byMail, UUID.randomUUID(), SAID_SO));
        refused("words-needed", () -> desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of("  "))));
        refused("too-long",
                () -> desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of("x".repeat(301)))));
        refused("not-found", () -> desk.people().separate(agent, UUID.randomUUID()));
        execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, body, sent_at, created_at, search)
                select gen_random_uuid(), id, channel_id, 'INBOUND', 'PRIVATE', contact_id, '', now(), now(), ''
                  from conversation, generate_series(1, $2) where id = $1
                """, conversationOf("p1"), Merging.MOST_MESSAGES);
        refused("too-much-to-merge", () -> desk.people().merge(agent, byMail, byPhone, SAID_SO));
        desk.people().merge(agent, byPhone, byMail, SAID_SO);
        refused("merged-away", () -> change(byMail, Field.keep(), Field.to(Optional.of("Note"))));
    }

    @Test
    void whoeverChangesWhatTheyHaveNotSeenIsTold() throws Exception {
        change(byMail, Field.keep(), Field.to(Optional.of("Malentendante : écrire plutôt que téléphoner.")));

        refused("contact-changed", () -> desk.people().change(agent, byMail,
                new ContactChange(1, Field.keep(), Field.keep(), Field.to(Optional.of("Autre chose")))));

        Row kept = one("select note, note_by, version from contact where id = $1", byMail);
        assertThat(Rows.text(kept, "note")).startsWith("Malentendante");
        assertThat(Rows.uuid(kept, "note_by")).isEqualTo(agent);
        assertThat(all("select 1 from event where detail ->> 'contactId' = $1 and detail::text like '%Malentendante%'", byMail.toString()))
                .isEmpty();
    }

    @Test
    void ofTwoAgentsWhoMergeTheSamePairAtOnceOneIsTold() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);

        List<Future<String>> both = List.of(threads.submit(meeting(together, byMail, byPhone)),
                threads.submit(meeting(together, byPhone, byMail)));

        assertThat(List.of(both.getFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS), both.getLast().get(PATIENCE_SECONDS, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("merged", "merged-already");
        assertStanding();
    }

    @Test
    void aMessageThatComesInDuringAMergeWaitsAndIsTheKeptContacts() throws Exception {
        CountDownLatch merged = new CountDownLatch(1);
        CountDownLatch arriving = new CountDownLatch(1);
        Future<UUID> merge = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            UUID id = desk.within(session).people().merge(agent, byMail, byPhone, SAID_SO);
            merged.countDown();
            assertThat(arriving.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return id;
        }));
        assertThat(merged.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<Void> arrival = threads.submit(() -> {
            writes(phone, "p2", Set.of());
            return null;
        });
        untilSomebodyWaits();
        assertThat(arrival.isDone()).isFalse();
        arriving.countDown();

        arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        merge.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(contactOfMessage("p2")).isEqualTo(byMail);
        assertThat(contactOfConversation("p2")).isEqualTo(byMail);
        assertStanding();
    }

    @Test
    void aMergeWaitsForAMessageThatIsComingInAndTakesItAlong() throws Exception {
        CountDownLatch known = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        UUID conversation = conversationOf("p1");
        UUID message = UUID.randomUUID();
        Future<Integer> arrival = threads.submit(() -> DATABASE.database().inTransaction(session -> {
            IdentityLock.share(session);
            UUID contact = Rows.uuid(session.first("select contact_id from handle where value = $1", phone.value()).orElseThrow(),
                    "contact_id");
            known.countDown();
            assertThat(waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return session.execute("""
                    insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, body, sent_at, created_at, search)
                    values ($1, $2, $3, 'INBOUND', 'PRIVATE', $4, 'PHONE', $5, '', now(), now(), '')
                    """, message, conversation, channel, contact, phone.value());
        }));
        assertThat(known.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<UUID> merge = threads.submit(() -> desk.people().merge(agent, byMail, byPhone, SAID_SO));
        untilSomebodyWaits();
        assertThat(merge.isDone()).isFalse();
        waiting.countDown();

        arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        merge.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(Rows.uuid(one("select contact_id from message where id = $1", message), "contact_id")).isEqualTo(byMail);
    }

    @Test
    void whileMessagesAnswersMergesAndUndoingsMeetNothingIsLostOrLeftBehind() throws Exception {
        UUID conversation = conversationOf("p1");
        List<Future<Integer>> work = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            String name = "w" + writer;
            Handle from = writer == 0 ? mail : phone;
            work.add(threads.submit(() -> {
                for (int i = 0; i < 15; i++) {
                    answers(from, name + "-" + i, "p1");
                    writes(from, name + "-new-" + i, Set.of());
                }
                return 0;
            }));
        }
        work.add(threads.submit(() -> {
            for (int i = 0; i < 15; i++) {
                desk.reply(agent, conversation, "Réponse " + i, Optional.empty(), List.of(),
                        ConversationState.OPEN);
            }
            return 0;
        }));
        work.add(threads.submit(() -> {
            for (int i = 0; i < 15; i++) {
                desk.people().separate(agent, i % 2 == 0
                        ? desk.people().merge(agent, byMail, byPhone, SAID_SO)
                        : desk.people().merge(agent, byPhone, byMail, SAID_SO));
            }
            return 0;
        }));

        for (Future<Integer> each : work) {
            each.get(3 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(contactOf(mail)).isEqualTo(byMail);
        assertThat(contactOf(phone)).isEqualTo(byPhone);
        assertThat(all("select 1 from message where channel_id = $1 and handle_value = any($2)", channel,
                new String[]{mail.value(), phone.value()})).hasSize(2 + 60 + 15);
        assertStanding();
    }

    private Callable<String> meeting(CyclicBarrier together, UUID kept, UUID other) {
        return () -> {
            together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try {
                desk.people().merge(agent, kept, other, SAID_SO);
                return "merged";
            } catch (Refusal refusal) {
                return refusal.problem();
            }
        };
    }

    /** Whoever's handle it came from has the message, and whoever wrote first has the conversation. */
    private void assertStanding() throws InterruptedException {
        assertThat(all("""
                select 1 from message join handle on handle.kind = handle_kind and handle.value = handle_value
                 where message.channel_id = $1 and message.contact_id <> handle.contact_id
                """, channel)).isEmpty();
        assertThat(all("""
                select 1 from conversation join lateral (select contact_id from message where conversation_id = conversation.id and kind = 'INBOUND'
                                                          order by created_at, id limit 1) begun on true
                 where conversation.channel_id = $1 and conversation.contact_id <> begun.contact_id
                """, channel)).isEmpty();
    }

    private static void untilSomebodyWaits() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all("select 1 from pg_locks where locktype = 'advisory' and not granted").isEmpty()) {
            assertThat(System.nanoTime()).as("somebody waits for the lock").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void change(UUID contact, Field<String> name, Field<String> note) throws InterruptedException {
        long version = Rows.number(one("select version from contact where id = $1", contact), "version");
        desk.people().change(agent, contact, new ContactChange(version, name, Field.keep(), note));
    }

    private static void refused(String problem, ThrowingCallable wish) {
        assertThatThrownBy(wish).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    private void writes(Handle from, String id, Set<Handle> stated) throws Exception {
        commit(id, InboundMessage.from(from, name(id), Instant.now(), Content.of("Bonjour")).alsoKnownAs(stated).build());
    }

    private void answers(Handle from, String id, String answered) throws Exception {
        commit(id, InboundMessage.from(from, name(id), Instant.now(), Content.of("Encore"))
                .threading(Threading.inReplyTo(List.of(name(answered)))).build());
    }

    private void commit(String id, InboundMessage message) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(tail + id), message));
    }

    private MessageId name(String id) {
        return new MessageId("<" + tail + id + ">");
    }

    private static UUID contactOf(Handle handle) throws InterruptedException {
        return Rows.uuid(one("select contact_id from handle where kind = $1 and value = $2", handle.kind(), handle.value()), "contact_id");
    }

    private Row named(String id) throws InterruptedException {
        return one("""
                select message.contact_id as author, conversation.id, conversation.contact_id
                  from network_message named join message on message.id = named.message_id join conversation on conversation.id = message.conversation_id
                 where named.channel_id = $1 and named.network_id = $2
                """, channel, name(id).value());
    }

    private UUID conversationOf(String id) throws InterruptedException {
        return Rows.uuid(named(id), "id");
    }

    private UUID contactOfMessage(String id) throws InterruptedException {
        return Rows.uuid(named(id), "author");
    }

    private UUID contactOfConversation(String id) throws InterruptedException {
        return Rows.uuid(named(id), "contact_id");
    }

    private static Optional<String> name(UUID contact) throws InterruptedException {
        return Rows.optionalText(one("select display_name from contact where id = $1", contact), "display_name");
    }

    private static List<String> log(UUID contact) throws InterruptedException {
        return all("""
                select concat_ws(' ', detail ->> 'what', detail ->> 'reason', detail ->> 'words', detail ->> 'mergeId') as line from event
                 where kind = 'contact.changed' and detail ->> 'contactId' = $1 order by id
                """, contact.toString()).stream().map(row -> Rows.text(row, "line")).toList();
    }

    /** Who has what, of both. */
    private List<String> state() throws InterruptedException {
        UUID[] both = {byMail, byPhone};
        return all("""
                select 'handle ' || kind || value || contact_id as line from handle where contact_id = any($1)
                union all select 'stated by ' || kind || value || contact_id || extract(epoch from stated_at) || array(select jsonb_object_keys(sayers) order by 1)::text
                            from stated_handle where contact_id = any($1)
                union all select 'conversation ' || id || contact_id from conversation where contact_id = any($1)
                union all select 'message ' || id || contact_id from message where contact_id = any($1)
                union all select 'contact ' || id || coalesce(display_name, '-') || coalesce(language, '-') || coalesce(merged_into::text, '-') from contact where id = any($1)
                order by line
                """, (Object) both).stream().map(row -> Rows.text(row, "line")).toList();
    }
}
