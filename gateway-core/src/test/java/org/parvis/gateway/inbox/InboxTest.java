package org.parvis.gateway.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Content;
import org.parvis.channel.Cursor;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Inbox;
import org.parvis.channel.MessageId;
import org.parvis.channel.Notice;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.outbox.Notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InboxTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant SENT = Instant.parse("2026-11-17T09:12:00Z");

    private final String channel = "mail-" + UUID.randomUUID().toString().substring(0, 8);
    private final Handle lea = Handle.of(Handle.Kind.EMAIL, "lea-" + channel + "@citizen.example", "Léa Marchetti");
    private GroupCommit inbox;

    @BeforeEach
    void open() throws InterruptedException {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        Notices notices = new Notices(Clock.systemUTC(), ids,
                kind -> kind == Handle.Kind.EMAIL ? Optional.of(new Notices.Way(channel, "Mairie")) : Optional.empty());
        inbox = GroupCommit.start(DATABASE.database(), new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), () -> {
        });
        execute("insert into channel (id, type, label) values ($1, 'test', 'Test')", channel);
        execute("insert into channel_lease (channel_id, epoch) values ($1, 7)", channel);
    }

    @AfterEach
    void stop() throws InterruptedException {
        inbox.stop();
    }

    @Test
    void anEventDeliveredAgainLeavesOneMessage() throws Exception {
        inbox().commit(received("1", "Bonjour"));
        inbox().commit(received("1", "Bonjour"));
        inbox().commit(List.of(received("1", "Bonjour"), received("1", "Bonjour")), Optional.empty());

        assertThat(bodies()).containsExactly("Bonjour");
    }

    @Test
    void theCursorIsDurableWithTheEvents() throws Exception {
        inbox().commit(List.of(received("1", "Bonjour")), Optional.of(new Cursor("uid 17")));

        assertThat(Rows.text(one("select cursor from channel_cursor where channel_id = $1", channel), "cursor")).isEqualTo("uid 17");
    }

    @Test
    void aNodeThatLostItsLeaseCannotCommit() throws Exception {
        Inbox stale = inbox.of(channel, Optional.of(6L));

        assertThatThrownBy(() -> stale.commit(List.of(received("1", "Bonjour")), Optional.of(new Cursor("uid 17"))))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("OWNERSHIP_LOST");
        assertThat(bodies()).isEmpty();
        assertThat(all("select 1 from channel_cursor where channel_id = $1", channel)).isEmpty();
    }

    @Test
    void anAnswerJoinsTheConversationOfWhatItAnswers() throws Exception {
        inbox().commit(received("1", "Où en est mon dossier ?"));
        inbox().commit(received("2", "Toujours rien ?", Threading.inReplyTo(List.of(new MessageId("<unknown>"), new MessageId("<1>")))));

        assertThat(conversations()).hasSize(1);
    }

    @Test
    void anAnswerThatArrivesFirstIsJoinedByWhatItAnswers() throws Exception {
        inbox().commit(received("2", "Toujours rien ?", Threading.inReplyTo(List.of(new MessageId("<1>")))));
        inbox().commit(received("1", "Où en est mon dossier ?"));

        assertThat(conversations()).hasSize(1);
    }

    @Test
    void aThreadAndItsAnswersInOneBatchMakeOneConversation() throws Exception {
        inbox().commit(List.of(received("1", "Un", Threading.thread("t")), received("2", "Deux", Threading.thread("t")),
                received("3", "Trois", Threading.inReplyTo(List.of(new MessageId("<2>"))))), Optional.empty());

        assertThat(conversations()).hasSize(1);
        assertThat(bodies()).containsExactly("Un", "Deux", "Trois");
    }

    @Test
    void aConversationNumberIsBelievedOnlyFromWhoTakesPart() throws Exception {
        inbox().commit(received("1", "Bonjour"));
        long number = Rows.number(conversations().getFirst(), "number");
        Threading byNumber = new Threading(Optional.empty(), List.of(), Optional.of(number));
        Handle stranger = Handle.of(Handle.Kind.EMAIL, "x" + lea.value());

        inbox().commit(received("2", "C'est encore moi", byNumber));
        inbox().commit(new InboundEvent.MessageReceived(new EventId("3"),
                InboundMessage.from(stranger, new MessageId("<3>"), SENT, Content.of("Je lis votre courrier"))
                        .threading(byNumber).build()));

        assertThat(all("select body from message where conversation_id = $1 order by id", Rows.uuid(conversations().getFirst(), "id")))
                .hasSize(2);
        assertThat(conversations()).hasSize(2);
    }

    @Test
    void aHandleThatSomebodyMerelyStatedOpensThemNobodysConversation() throws Exception {
        Handle phone = Handle.of(Handle.Kind.PHONE, "+331990" + Math.floorMod(channel.hashCode(), 100_000));
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"),
                InboundMessage.from(lea, new MessageId("<1>"), SENT, Content.of("Mon numéro est faux"))
                        .alsoKnownAs(Set.of(phone)).build()));
        inbox().commit(new InboundEvent.MessageReceived(new EventId("2"),
                InboundMessage.from(phone, new MessageId("<2>"), SENT, Content.of("Appel")).build()));
        long number = Rows.number(conversations().getLast(), "number");

        inbox().commit(received("3", "Je m'invite", new Threading(Optional.empty(), List.of(), Optional.of(number))));

        assertThat(conversations()).hasSize(3);
    }

    @Test
    void aMessageReopensWhatWasResolved() throws Exception {
        inbox().commit(received("1", "Bonjour"));
        execute("update conversation set state = 'RESOLVED' where channel_id = $1", channel);

        inbox().commit(received("2", "Ce n'est pas réglé", Threading.inReplyTo(List.of(new MessageId("<1>")))));

        assertThat(Rows.text(conversations().getFirst(), "state")).isEqualTo("OPEN");
    }

    @Test
    void anAutomaticAnswerOwesNothingAndReopensNothing() throws Exception {
        inbox().commit(received("1", "Bonjour"));
        execute("update conversation set state = 'WAITING', owed_since = null where channel_id = $1", channel);
        execute("delete from obligation");

        inbox().commit(new InboundEvent.MessageReceived(new EventId("2"),
                InboundMessage.from(lea, new MessageId("<2>"), SENT, Content.of("Je suis absente"))
                        .origin(InboundMessage.Origin.AUTOMATIC).threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).build()));

        Row conversation = conversations().getFirst();
        assertThat(Rows.text(conversation, "state")).isEqualTo("WAITING");
        assertThat(Rows.optionalInstant(conversation, "owed_since")).isEmpty();
        assertThat(all("select 1 from obligation where conversation_id = $1", Rows.uuid(conversation, "id"))).isEmpty();
    }

    @Test
    void whatWasAnsweredOnTheSpotIsSettledAndResolved() throws Exception {
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"),
                InboundMessage.from(lea, new MessageId("<1>"), SENT, Content.of("Horaires donnés"))
                        .disposition(InboundMessage.Disposition.ANSWERED).build()));

        Row conversation = conversations().getFirst();
        assertThat(Rows.text(conversation, "state")).isEqualTo("RESOLVED");
        assertThat(
                Rows.text(one("select settlement from obligation where conversation_id = $1", Rows.uuid(conversation, "id")), "settlement"))
                .isEqualTo("ANSWERED");
    }

    @Test
    void everyPartOfAMessageIsKept() throws Exception {
        Attachment file = new Attachment("plan d'accès.pdf", "application/pdf", Bytes.utf8("%PDF"), Optional.of("plan@1"),
                Optional.of("Un plan"));
        Content content = new Content("Voir le plan\n-- \nLéa", Optional.of("<p>Voir le plan</p>"),
                List.of(new Content.Fold(Content.Fold.Kind.SIGNATURE, 13, 20)), Optional.of("Travaux"), List.of(file, file));
        InboundMessage message = InboundMessage.from(lea, new MessageId("<1>"), SENT, content).subject(Optional.of("Plan"))
                .topic(Optional.of("Voirie"))
                .fields(Map.of("Lieu", "rue Pasteur")).original(Attachment.of("message.eml", "message/rfc822", Bytes.utf8("From: Léa")))
                .alsoKnownAs(Set.of(Handle.of(Handle.Kind.PHONE, "+33199000001"))).visibility(Visibility.PUBLIC).build();
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"), message));

        Row row = one("""
                select m.*, c.subject as title, c.topic, c.snippet, c.visibility as public from message m join conversation c on c.id = conversation_id where m.channel_id = $1
                """, channel);
        assertThat(Rows.text(row, "html")).isEqualTo("<p>Voir le plan</p>");
        assertThat(Rows.text(row, "warning")).isEqualTo("Travaux");
        assertThat(row.getJsonArray("folds").encode()).contains("SIGNATURE", "13", "20");
        assertThat(Rows.json(row, "fields").getString("Lieu")).isEqualTo("rue Pasteur");
        assertThat(Rows.text(row, "title")).isEqualTo("Plan");
        assertThat(Rows.text(row, "topic")).isEqualTo("Voirie");
        assertThat(Rows.text(row, "snippet")).isEqualTo("Voir le plan");
        assertThat(Rows.text(row, "public")).isEqualTo("PUBLIC");
        assertThat(all("select 1 from attachment where message_id = $1", Rows.uuid(row, "id"))).hasSize(3);
        assertThat(all("select 1 from handle where contact_id = $1", Rows.uuid(row, "contact_id"))).hasSize(1);
        assertThat(all("select 1 from stated_handle where contact_id = $1 and kind = 'PHONE'", Rows.uuid(row, "contact_id"))).hasSize(1);
    }

    @Test
    void anAcknowledgementGoesOutWithTheNumberByTheChannelThatReachesThePerson() throws Exception {
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"),
                InboundMessage.from(lea, new MessageId("<1>"), SENT, Content.of("Bonjour"))
                        .acknowledgement(new Notice(lea, "Bien reçu", "Votre numéro : {number}")).build()));

        Row delivery = one("select command, message_id from delivery where channel_id = $1", channel);
        assertThat(Rows.json(delivery, "command").getString("text"))
                .isEqualTo("Votre numéro : " + Rows.number(conversations().getFirst(), "number"));
        assertThat(Rows.optionalUuid(delivery, "message_id")).isEmpty();
    }

    @Test
    void whatPostgresCannotHoldIsReplacedAndTheRestKept() throws Exception {
        inbox().commit(received("1", "avant\u0000après \uD800 fin"));

        assertThat(bodies()).containsExactly("avant\uFFFDaprès \uFFFD fin");
    }

    @Test
    void aNameATimeOrANoticeThatPostgresCannotHoldCostsNoWords() throws Exception {
        Handle odd = Handle.of(Handle.Kind.EMAIL, "odd-" + lea.value(), "L\u0000éa");
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"),
                InboundMessage.from(odd, new MessageId("<1>"), Instant.MAX, Content.of("Un"))
                        .alsoKnownAs(Set.of(Handle.of(Handle.Kind.PHONE, "+33199000077", "\u0000")))
                        .acknowledgement(new Notice(odd, "Bien reçu", "\u0000 {number}")).build()));
        inbox().commit(new InboundEvent.MessageReceived(new EventId("2"),
                InboundMessage.from(lea, new MessageId("<2>"), Instant.MIN, Content.of("Deux")).build()));
        inbox().commit(new InboundEvent.MessageDeleted(new EventId("3"), new MessageId("<2>"), Instant.MAX));

        assertThat(bodies()).containsExactly("Un", "Deux");
    }

    @Test
    void whatIsRefusedForItsNameIsKeptWithItsWordsAndFiles() throws Exception {
        String tooWideForAnIndex = new Random(7).ints(900, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        inbox().commit(new InboundEvent.MessageReceived(new EventId("1"), InboundMessage.from(lea, new MessageId(tooWideForAnIndex), SENT,
                Content.of("Mes mots", List.of(Attachment.of("photo.png", "image/png", Bytes.utf8("png"))))).build()));

        Row message = one("select id, defects from message where channel_id = $1", channel);
        assertThat(message.getJsonArray("defects").encode()).contains("UNPARSEABLE");
        List<String> files = all("select bytes from attachment join blob using (digest) where message_id = $1 order by position",
                Rows.uuid(message, "id")).stream().map(row -> Rows.bytes(row, "bytes").toUtf8()).toList();
        assertThat(files).first().isEqualTo("png");
        assertThat(files).last().asString().contains("Mes mots");
    }

    @Test
    @SuppressWarnings("NullAway") // As a plugin that was compiled without it may do.
    void anEventThatNothingCanBeDoneWithStopsItsChannelAlone() throws Exception {
        InboundEvent nothing = new InboundEvent.MessageReceived(new EventId("1"), null);
        InboundEvent fromNobody = new InboundEvent.MessageReceived(new EventId("1"),
                InboundMessage.from(null, new MessageId("<1>"), SENT, Content.of("Bonjour")).build());

        assertThatThrownBy(() -> inbox().commit(nothing)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> inbox().commit(fromNobody)).isInstanceOf(ChannelException.class);

        inbox().commit(received("2", "Bonjour"));
        assertThat(bodies()).containsExactly("Bonjour");
    }

    @Test
    void aDatabaseThatTakesNothingAtTheMomentCostsNoWords() throws Exception {
        execute("""
                create function full_disk() returns trigger language plpgsql
                    as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$
                """);
        execute("create trigger full_disk before insert on message for each row when (new.body = 'Mes mots') execute function full_disk()");
        try {
            assertThatThrownBy(() -> inbox().commit(received("1", "Mes mots"))).isInstanceOf(ChannelException.class);
            assertThat(inbox.trouble()).hasValueSatisfying(trouble -> assertThat(trouble).contains("disk is full"));
        } finally {
            execute("drop trigger full_disk on message");
            execute("drop function full_disk()");
        }
        inbox().commit(received("1", "Mes mots"));

        assertThat(inbox.trouble()).isEmpty();
        assertThat(bodies()).containsExactly("Mes mots");
    }

    @Test
    void aCallThatIsNotedSettlesWhatCameBeforeItAndNothingElse() throws Exception {
        inbox().commit(received("1", "Bonjour"));
        Threading same = Threading.inReplyTo(List.of(new MessageId("<1>")));
        InboundEvent call = new InboundEvent.MessageReceived(new EventId("2"),
                InboundMessage.from(lea, new MessageId("<2>"), SENT, Content.of("Réponse donnée")).threading(same)
                        .disposition(InboundMessage.Disposition.ANSWERED).build());

        inbox().commit(List.of(received("0", "Alors ?", same), call), Optional.empty());
        assertThat(Rows.optionalInstant(conversations().getFirst(), "owed_since")).isEmpty();

        inbox().commit(List.of(new InboundEvent.MessageReceived(new EventId("4"), ((InboundEvent.MessageReceived) call).message()),
                received("5", "Et demain ?", same)), Optional.empty());
        assertThat(Rows.optionalInstant(conversations().getFirst(), "owed_since")).isPresent();
        assertThat(all("select 1 from obligation where conversation_id = $1 and settlement is null",
                Rows.uuid(conversations().getFirst(), "id"))).hasSize(1);
    }

    @Test
    void anEditKeepsTheEarlierWordsAndADeletionMarks() throws Exception {
        inbox().commit(received("1", "Rdv lundi"));
        inbox().commit(new InboundEvent.MessageEdited(new EventId("2"), new MessageId("<1>"), Content.of("Rdv mardi"), SENT));
        inbox().commit(new InboundEvent.MessageDeleted(new EventId("3"), new MessageId("<1>"), SENT));

        Row message = one("select * from message where channel_id = $1", channel);
        assertThat(Rows.text(message, "body")).isEqualTo("Rdv mardi");
        assertThat(Rows.optionalInstant(message, "deleted_at")).contains(SENT);
        assertThat(Rows.text(one("select body from message_revision where message_id = $1", Rows.uuid(message, "id")), "body"))
                .isEqualTo("Rdv lundi");
    }

    @Test
    void manyCallersAtOnceLoseAndDoubleNothing() throws Exception {
        int callers = 40;
        int each = 25;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * each / 2;
                calls.add(threads.submit(() -> {
                    for (int n = first; n < first + each; n++) {
                        inbox().commit(received(Integer.toString(n), "Message " + n));
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        int last = (callers - 1) * each / 2 + each;
        assertThat(bodies()).hasSize(last).doesNotHaveDuplicates();
        Row ledger = one("select * from ledger");
        assertThat(Rows.number(ledger, "received")).isEqualTo(Rows.number(ledger, "answered") + Rows.number(ledger, "handed_over")
                + Rows.number(ledger, "closed") + Rows.number(ledger, "open"));
    }

    private Inbox inbox() {
        return inbox.of(channel, Optional.of(7L));
    }

    private InboundEvent received(String id, String text) {
        return received(id, text, Threading.NONE);
    }

    private InboundEvent received(String id, String text, Threading threading) {
        return new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea, new MessageId("<" + id + ">"), SENT, Content.of(text)).threading(threading).build());
    }

    private List<String> bodies() throws InterruptedException {
        return all("select body from message where channel_id = $1 order by created_at, id", channel).stream()
                .map(row -> Rows.text(row, "body")).toList();
    }

    private List<Row> conversations() throws InterruptedException {
        return all("select * from conversation where channel_id = $1 order by number", channel);
    }

    private static Row one(String sql, Object... values) throws InterruptedException {
        List<Row> rows = all(sql, values);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static List<Row> all(String sql, Object... values) throws InterruptedException {
        return DATABASE.database().read(session -> session.query(sql, values));
    }

    private static void execute(String sql, Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}
