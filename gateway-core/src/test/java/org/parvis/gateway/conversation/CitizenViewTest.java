package org.parvis.gateway.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.outbox.Notices;

import static org.assertj.core.api.Assertions.assertThat;

class CitizenViewTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant SENT = Instant.parse("2026-11-17T09:12:00Z");
    private static final Handle LEA = Handle.of(Handle.Kind.EMAIL, "lea@citizen.example", "Léa Marchetti");

    private GroupCommit inbox;

    @BeforeEach
    void open() throws InterruptedException {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        inbox = GroupCommit.start(DATABASE.database(),
                new Intake(Clock.systemUTC(), ids, new Contacts(ids), new Notices(Clock.systemUTC(), ids, kind -> Optional.empty())),
                () -> {
                });
        execute("insert into channel (id, type, label) values ('form', 'test', 'Formulaire'), ('other', 'test', 'Autre') on conflict do nothing");
        execute("insert into agent (id, account, display_name) values (gen_random_uuid(), 'amina', 'Amina Diallo') on conflict do nothing");
    }

    @AfterEach
    void stop() throws InterruptedException {
        inbox.stop();
    }

    @Test
    void aCitizenSeesTheirWordsAndAnswersThatWentOutAndNothingElse() throws Exception {
        receive("1", InboundMessage.from(LEA, new MessageId("1"), SENT, Content.of("Bonjour")).threading(Threading.thread("secret")));
        long number = find().number();
        receive("2",
                InboundMessage.from(LEA, new MessageId("2"), SENT, Content.of("Elle a rappelé, semble pressée"))
                        .takenBy(Optional.of("amina"))
                        .threading(new Threading(Optional.empty(), List.of(), Optional.of(number))));
        receive("2b",
                InboundMessage
                        .from(Handle.of(Handle.Kind.EMAIL, "other@citizen.example"), new MessageId("2b"), SENT,
                                Content.of("Je suis en copie"))
                        .threading(Threading.inReplyTo(List.of(new MessageId("1")))));
        answer("NOTE", "Attention, dossier sensible", "");
        answer("OUTBOUND", "Pas encore parti", "QUEUED");
        answer("OUTBOUND", "Refusé", "FAILED");
        answer("OUTBOUND", "C'est bon.", "ACCEPTED");

        FollowUp.Conversation conversation = find();

        assertThat(conversation.messages()).extracting(FollowUp.Message::text).containsExactly("Bonjour", "C'est bon.");
        assertThat(conversation.messages()).extracting(FollowUp.Message::fromCitizen).containsExactly(true, false);
        assertThat(conversation.citizen()).isEqualTo(LEA);
    }

    @Test
    void aCitizenIsCalledAsTheyCalledThemselvesWhateverAgentsCallThem() throws Exception {
        receive("n", InboundMessage.from(Handle.of(Handle.Kind.ANONYMOUS, "form:named", "Anne Durand"), new MessageId("n"), SENT,
                Content.of("Bonjour")).threading(Threading.thread("named")));
        execute("update contact set display_name = 'Se plaint souvent' where id = (select contact_id from handle where value = 'form:named')");

        assertThat(new CitizenView(DATABASE.database(), "form").find("named").orElseThrow().messages()).extracting(FollowUp.Message::author)
                .containsExactly("Anne Durand");
    }

    @Test
    void aMailThatAnswersANoticeIsForAgentsAndNotForWhoeverHoldsTheLink() throws Exception {
        Handle link = Handle.of(Handle.Kind.ANONYMOUS, "form:page");
        Handle anne = Handle.of(Handle.Kind.EMAIL, "anne@citizen.example", "Anne");
        receive("6", InboundMessage.from(link, new MessageId("6"), SENT, Content.of("Je suis Anne")).alsoKnownAs(Set.of(anne))
                .threading(Threading.thread("page")));
        execute("""
                insert into network_message (channel_id, network_id, conversation_id)
                select 'other', 'notice', conversation_id from thread where name = 'page'
                """);
        Attachment photo = Attachment.of("photo.jpg", "image/jpeg", Bytes.utf8("photo"));
        inbox.of("other", Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId("7"),
                InboundMessage.from(anne, new MessageId("7"), SENT, Content.of("Voici mon dossier", List.of(photo)))
                        .threading(Threading.inReplyTo(List.of(new MessageId("notice")))).build()));
        CitizenView view = new CitizenView(DATABASE.database(), "form");

        assertThat(view.find("page").orElseThrow().messages()).extracting(FollowUp.Message::text).containsExactly("Je suis Anne");
        assertThat(view.find("page").orElseThrow().citizen()).isEqualTo(link);
        var joined = DATABASE.database().read(session -> session.first("""
                select count(*) as messages, count(distinct contact_id) as people,
                       (select attachment.id from attachment join message on message.id = message_id where body = 'Voici mon dossier') as file
                  from message where conversation_id = (select conversation_id from thread where name = 'page')
                """)).orElseThrow();
        assertThat(Rows.number(joined, "messages")).as("the agent sees both").isEqualTo(2);
        assertThat(Rows.number(joined, "people")).as("of two people").isEqualTo(2);
        assertThat(view.file("page", Rows.uuid(joined, "file").toString())).isEmpty();
    }

    @Test
    void whatTheSamePersonWritesByAnotherChannelIsNotOnThePage() throws Exception {
        receive("8", InboundMessage.from(LEA, new MessageId("8"), SENT, Content.of("Par la page")).threading(Threading.thread("both")));
        execute("""
                insert into network_message (channel_id, network_id, conversation_id)
                select 'other', 'told', conversation_id from thread where name = 'both'
                """);
        inbox.of("other", Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId("9"),
                InboundMessage.from(LEA, new MessageId("9"), SENT, Content.of("Par courriel"))
                        .threading(Threading.inReplyTo(List.of(new MessageId("told")))).build()));

        assertThat(new CitizenView(DATABASE.database(), "form").find("both").orElseThrow().messages())
                .extracting(FollowUp.Message::text).containsExactly("Par la page");
    }

    @Test
    void whatAgentsHavePutOffIsNotSaidToWaitForTheCitizen() throws Exception {
        receive("12", InboundMessage.from(LEA, new MessageId("12"), SENT, Content.of("Une lampe est cassée"))
                .threading(Threading.thread("snoozed")));
        CitizenView view = new CitizenView(DATABASE.database(), "form");

        execute("update conversation set state = 'WAITING' where id = (select conversation_id from thread where name = 'snoozed')");
        assertThat(view.find("snoozed").orElseThrow().state()).isEqualTo(FollowUp.State.WAITING_FOR_CITIZEN);
        execute("update conversation set snoozed_until = now() + interval '1 hour' where id = (select conversation_id from thread where name = 'snoozed')");
        assertThat(view.find("snoozed").orElseThrow().state()).isEqualTo(FollowUp.State.OPEN);
        execute("""
                update conversation set snoozed_until = null, expert = 'Voirie' where id = (select conversation_id from thread where name = 'snoozed')
                """);
        assertThat(view.find("snoozed").orElseThrow().state()).isEqualTo(FollowUp.State.OPEN);
    }

    @Test
    void onlyFilesOfWhatTheCitizenMaySeeCanBeFetched() throws Exception {
        Attachment photo = Attachment.of("photo.jpg", "image/jpeg", Bytes.utf8("photo"));
        receive("4", InboundMessage.from(LEA, new MessageId("4"), SENT, Content.of("Voici", List.of(photo)))
                .threading(Threading.thread("files")));
        receive("5", InboundMessage.from(LEA, new MessageId("5"), SENT, Content.of("Autre demande", List.of(photo)))
                .threading(Threading.thread("others")));
        CitizenView view = new CitizenView(DATABASE.database(), "form");
        String mine = view.find("files").orElseThrow().messages().getFirst().files().getFirst().id();
        String other = view.find("others").orElseThrow().messages().getFirst().files().getFirst().id();

        assertThat(view.file("files", mine)).contains(photo);
        assertThat(view.file("files", other)).isEmpty();
        assertThat(view.file("files", "no id")).isEmpty();
        assertThat(new CitizenView(DATABASE.database(), "other").file("files", mine)).isEmpty();
        DATABASE.database().inTransaction(
                session -> session.execute("update message set agent_id = (select id from agent limit 1) where body = 'Voici'"));
        assertThat(view.file("files", mine)).isEmpty();
    }

    @Test
    void aThreadOfAnotherChannelIsNotFound() throws Exception {
        receive("3", InboundMessage.from(LEA, new MessageId("3"), SENT, Content.of("Bonjour")).threading(Threading.thread("mine")));

        assertThat(new CitizenView(DATABASE.database(), "other").find("mine")).isEmpty();
        assertThat(new CitizenView(DATABASE.database(), "form").find("guessed")).isEmpty();
    }

    private static FollowUp.Conversation find() throws Exception {
        return new CitizenView(DATABASE.database(), "form").find("secret").orElseThrow();
    }

    private void receive(String event, InboundMessage.Builder message) throws Exception {
        inbox.of("form", Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(event), message.build()));
    }

    private static void answer(String kind, String text, String state) throws InterruptedException {
        DATABASE.database().inTransaction(session -> {
            var message = Rows.uuid(session.first("""
                    insert into message (id, conversation_id, channel_id, contact_id, handle_kind, handle_value, kind, visibility, body, sent_at, created_at, search)
                    select gen_random_uuid(), conversation_id, 'form', contact_id, 'EMAIL', 'lea@citizen.example', $1, 'PRIVATE', $2, now(), clock_timestamp(), search_vector('', $2)
                      from thread join conversation on conversation.id = conversation_id where name = 'secret'
                    returning id
                    """, kind, text).orElseThrow(), "id");
            return state.isEmpty() ? 0 : session.execute("""
                    insert into delivery (id, conversation_id, message_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                    select gen_random_uuid(), conversation_id, id, 'form', $2, '{"author": "État civil"}', now(), now(), now() from message where id = $1
                    """, message, state);
        });
    }

    private static void execute(String sql) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql));
    }
}
