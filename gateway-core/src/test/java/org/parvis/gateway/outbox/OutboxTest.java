package org.parvis.gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.vertx.sqlclient.Row;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Bytes;
import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Notice;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.ConversationChange;
import org.parvis.gateway.desk.DeliveryResult;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.Refusal;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;

class OutboxTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Fault DOWN = new Fault(Fault.Owner.PLATFORM, "DOWN", "The network is down");
    private static final int PATIENCE_SECONDS = 20;

    private final String channel = "net-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID agent = UUID.randomUUID();
    private final BlockingQueue<Command.Send> performed = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private volatile Function<Command.Send, Outcome> network = send -> Outcome.Accepted.as(new MessageId("net:" + send.key()));
    private volatile boolean idempotent;

    private EventFeed feed;
    private GroupCommit inbox;
    private Outbox outbox;
    private Dispatcher dispatcher;
    private Desk desk;
    private UUID conversation;

    @BeforeEach
    void open() throws Exception {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        feed.subscribe(all -> all.stream().filter(change -> change.kind().equals("delivery.changed") && change.channel().equals(Optional.of(channel)))
                .forEach(change -> changes.add(change.detail().getString("state"))));
        Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.of(new Notices.Way(channel, "Mairie")));
        inbox = GroupCommit.start(DATABASE.database(), new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        outbox = new Outbox(DATABASE.vertx(), DATABASE.database(), Clock.systemUTC(), notices, feed::wake);
        desk = new Desk(DATABASE.database(), Clock.systemUTC(), ids, id -> Optional.of(capabilities()), 1_000, () -> {
            feed.wake();
            outbox.wake();
        });
        execute("insert into agent (id, account, display_name) values ($1, $2, 'Amina Diallo')", agent, "amina-" + channel);
        execute("insert into channel (id, type, label) values ($1, 'test', 'Courriel de la mairie')", channel);
        execute("insert into channel_lease (channel_id, epoch) values ($1, 1)", channel);
        conversation = receive("1", "Bonjour");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (dispatcher != null) {
            dispatcher.stop();
        }
        inbox.stop();
        feed.stop();
    }

    @Test
    void anAcceptedAnswerIsSentOnceAndSettlesTheLedger() throws Exception {
        start(1);
        UUID message = reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        Command.Send send = performed.take();
        assertThat(send.content().text()).isEqualTo("C'est bon.");
        assertThat(send.to().value()).isEqualTo("lea@citizen.example");
        assertThat(send.author()).isEqualTo("Courriel de la mairie");
        assertThat(send.inReplyTo()).containsExactly(new MessageId("<1>"));
        Row obligation = one("select * from obligation where conversation_id = $1", conversation);
        assertThat(Rows.text(obligation, "settlement")).isEqualTo("ANSWERED");
        assertThat(Rows.uuid(obligation, "answer_id")).isEqualTo(message);
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isEmpty();
        assertThat(performed).isEmpty();
    }

    @Test
    void theCitizensAnswerToOurMessageFindsTheConversation() throws Exception {
        start(1);
        reply("C'est bon.");
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId ours = new MessageId("net:" + performed.take().key());

        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId("2"), InboundMessage.from(lea(), new MessageId("<2>"), Instant.now(), Content.of("Merci"))
                .threading(Threading.inReplyTo(List.of(ours))).build()));

        assertThat(all("select 1 from conversation where channel_id = $1", channel)).hasSize(1);
    }

    @Test
    void aRefusedAnswerComesBackToTheAgentAndIsStillOwed() throws Exception {
        network = send -> new Outcome.Rejected(DOWN);
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void aDeferredAnswerIsTriedAgainUntilItIsAccepted() throws Exception {
        network = send -> send.attempt() < 2 ? new Outcome.Deferred(Instant.now(), DOWN) : Outcome.Accepted.as(new MessageId("net:" + send.key()));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed.take().key()).isEqualTo(performed.take().key());
    }

    @Test
    void anUnknownOutcomeIsShownAndNotRepeatedWhereRepeatingWouldSendTwice() throws Exception {
        network = send -> {
            throw new IllegalStateException("no answer");
        };
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("UNKNOWN");
        assertThat(performed).hasSize(1);
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void anUnknownOutcomeIsRepeatedWhereTheNetworkRecognisesTheKey() throws Exception {
        idempotent = true;
        network = send -> send.attempt() < 2 ? new Outcome.Unknown(DOWN) : Outcome.Accepted.as(new MessageId("net:" + send.key()));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("QUEUED");
        assertThat(changed()).isEqualTo("ACCEPTED");
    }

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
        assertThatThrownBy(() -> desk.report(agent, delivery, DeliveryResult.RETRY)).isInstanceOf(Refusal.class).hasMessageContaining("ACCEPTED");
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
    void aBounceAfterAcceptanceReopensTheObligation() throws Exception {
        start(1);
        desk.reply(agent, conversation, "C'est bon.", Optional.empty(), List.of(), ConversationState.RESOLVED);
        assertThat(changed()).isEqualTo("ACCEPTED");
        MessageId ours = new MessageId("net:" + performed.take().key());

        inbox.of(channel, Optional.empty()).commit(new InboundEvent.DeliveryReported(new EventId("dsn"), ours, InboundEvent.Report.FAILED,
                Optional.of(new Fault(Fault.Owner.CITIZEN, "MAILBOX_UNKNOWN", "No such user")), Instant.now()));

        assertThat(changed()).isEqualTo("FAILED");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("OPEN");
        assertThat(Rows.optionalInstant(conversation(), "owed_since")).isPresent();
    }

    @Test
    void whatWasBeingSentWhenTheGatewayDiedIsUnknownToTheNextOwner() throws Exception {
        reply("C'est bon.");
        execute("update delivery set state = 'SENDING', claim_epoch = 1, attempts = 1 where conversation_id = $1", conversation);
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);

        start(2);

        assertThat(changed()).isEqualTo("UNKNOWN");
        assertThat(performed).isEmpty();
    }

    @Test
    void aNodeThatLostTheChannelClaimsNothing() throws Exception {
        execute("update channel_lease set epoch = 2 where channel_id = $1", channel);
        start(1);
        reply("C'est bon.");
        dispatcher.stop();

        assertThat(performed).isEmpty();
        assertThat(Rows.text(one("select state from delivery where conversation_id = $1", conversation), "state")).isEqualTo("QUEUED");
    }

    @Test
    void answersOfOneConversationGoOutInTheirOrder() throws Exception {
        for (int n = 1; n <= 8; n++) {
            reply("Réponse " + n);
        }
        start(1);
        for (int n = 1; n <= 8; n++) {
            assertThat(changed()).isEqualTo("ACCEPTED");
        }
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("Réponse 1", "Réponse 2", "Réponse 3", "Réponse 4", "Réponse 5",
                "Réponse 6", "Réponse 7", "Réponse 8");
    }

    @Test
    void aNoticeOfAnAcceptedAnswerGoesOutWithIt() throws Exception {
        network = send -> send.content().text().startsWith("Une réponse") ? Outcome.Accepted.as(new MessageId("notice"))
                : new Outcome.Accepted(List.of(new MessageId("page")), Optional.of(new Notice(lea(), "Réponse", "Une réponse vous attend : {number}")));
        start(1);
        reply("C'est bon.");

        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(changed()).isEqualTo("ACCEPTED");
        assertThat(performed).extracting(send -> send.content().text()).containsExactly("C'est bon.", "Une réponse vous attend : " + Rows.number(conversation(), "number"));
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
        assertThatThrownBy(() -> desk.reply(agent, conversation, "Encore.", Optional.empty(), List.of(file), ConversationState.OPEN)).isInstanceOf(Refusal.class);
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
        assertThatThrownBy(() -> reply("x".repeat(501))).isInstanceOf(Refusal.class).hasMessageContaining("500").hasMessageContaining("501");
        assertThatThrownBy(() -> desk.reply(agent, conversation, "Bonjour", Optional.of(Visibility.PUBLIC), List.of(), ConversationState.OPEN)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> desk.upload(agent, "x", "text/plain", Bytes.wrap(new byte[1_001]))).isInstanceOf(Refusal.class);
    }

    @Test
    void resolvingWhileAnAnswerIsOwedNeedsAReasonThatTheLedgerKeeps() throws Exception {
        assertThatThrownBy(() -> desk.change(agent, conversation, resolve(Optional.empty()))).isInstanceOf(Refusal.class).hasMessageContaining("owed");

        desk.change(agent, conversation, resolve(Optional.of("Doublon")));

        Row obligation = one("select * from obligation where conversation_id = $1", conversation);
        assertThat(Rows.text(obligation, "settlement")).isEqualTo("CLOSED");
        assertThat(Rows.text(obligation, "reason")).isEqualTo("Doublon");
        assertThat(Rows.text(conversation(), "state")).isEqualTo("RESOLVED");
    }

    private static ConversationChange resolve(Optional<String> reason) {
        return new ConversationChange(Optional.empty(), ConversationChange.Field.keep(), ConversationChange.Field.keep(), Optional.of(ConversationState.RESOLVED), reason,
                ConversationChange.Field.keep());
    }

    private void start(long epoch) {
        dispatcher = outbox.open(channel, new Channel() {

            @Override
            public Capabilities capabilities() {
                return OutboxTest.this.capabilities();
            }

            @Override
            public Outcome perform(Command command) {
                Command.Send send = (Command.Send) command;
                performed.add(send);
                return network.apply(send);
            }
        }, epoch);
    }

    private Capabilities capabilities() {
        return new Capabilities(Capabilities.TextLimit.graphemes(500), new Capabilities.MediaLimits(4, 10_000, Set.of()), Set.of(), Set.of(Handle.Kind.EMAIL), true,
                Set.of(Visibility.PRIVATE), idempotent, 4, 6_000, new Capabilities.Operator("Saint-Exemple", "FR", "test", true));
    }

    private UUID receive(String id, String text) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId("<" + id + ">"), Instant.now(), Content.of(text)).build()));
        return Rows.uuid(one("select id from conversation where channel_id = $1", channel), "id");
    }

    private static Handle lea() {
        return Handle.of(Handle.Kind.EMAIL, "lea@citizen.example", "Léa Marchetti");
    }

    private UUID reply(String text) throws InterruptedException {
        return desk.reply(agent, conversation, text, Optional.empty(), List.of(), ConversationState.OPEN);
    }

    /** The next state that the change log tells of. */
    private String changed() throws InterruptedException {
        String state = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(state).as("a change of a delivery within %s s", PATIENCE_SECONDS).isNotNull();
        return state;
    }

    private Row conversation() throws InterruptedException {
        return one("select * from conversation where id = $1", conversation);
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
