package org.parvis.gateway;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.outbox.Dispatcher;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Inbox, outbox and desk on the real database, and a network that answers as a test says. What tests of the two paths begin with. */
public abstract class TwoPaths {

    @RegisterExtension
    protected static final TestDatabase DATABASE = new TestDatabase();

    protected static final Fault DOWN = new Fault(Fault.Owner.PLATFORM, "DOWN", "The network is down");
    protected static final int PATIENCE_SECONDS = 20;

    protected final String channel = "net-" + UUID.randomUUID().toString().substring(0, 8);
    protected final UUID agent = UUID.randomUUID();
    protected final BlockingQueue<Command.Send> performed = new LinkedBlockingQueue<>();
    protected final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    protected volatile Function<Command.Send, Outcome> network = send -> Outcome.Accepted.as(new MessageId("net:" + send.key()));
    protected volatile boolean idempotent;
    /** The channel is not open, or nobody configures it any more. */
    protected volatile boolean closed;

    protected EventFeed feed;
    protected GroupCommit inbox;
    protected Outbox outbox;
    protected Optional<Dispatcher> dispatcher = Optional.empty();
    protected Desk desk;
    protected UUID conversation;

    @BeforeEach
    void open() throws Exception {
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        feed = EventFeed.start(DATABASE.database(), DATABASE.vertx());
        feed.subscribe(all -> all.stream()
                .filter(change -> change.kind().equals("delivery.changed") && change.channel().equals(Optional.of(channel)))
                .forEach(change -> changes.add(change.detail().getString("state"))));
        Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.of(new Notices.Way(channel, "Mairie")));
        inbox = GroupCommit.start(DATABASE.database(), new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        outbox = new Outbox(DATABASE.vertx(), DATABASE.database(), Clock.systemUTC(), notices, feed::wake);
        desk = new Desk(DATABASE.database(), Clock.systemUTC(), ids, id -> closed ? Optional.empty() : Optional.of(capabilities()), 1_000,
                () -> {
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
        if (dispatcher.isPresent()) {
            dispatcher.get().stop();
        }
        inbox.stop();
        feed.stop();
    }

    protected void start(long epoch) {
        dispatcher = Optional.of(outbox.open(channel, new Channel() {

            @Override
            public Capabilities capabilities() {
                return TwoPaths.this.capabilities();
            }

            @Override
            public Outcome perform(Command command) {
                Command.Send send = (Command.Send) command;
                performed.add(send);
                return network.apply(send);
            }
        }, epoch));
    }

    protected Capabilities capabilities() {
        return new Capabilities(Capabilities.TextLimit.graphemes(500), new Capabilities.MediaLimits(4, 10_000, Set.of()), Set.of(),
                Set.of(Handle.Kind.EMAIL), true,
                Set.of(Visibility.PRIVATE), idempotent, 4, 6_000, new Capabilities.Operator("Saint-Exemple", "FR", "test", true));
    }

    protected UUID receive(String id, String text) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId("<" + id + ">"), Instant.now(), Content.of(text)).build()));
        return Rows.uuid(one("select id from conversation where channel_id = $1", channel), "id");
    }

    /** The citizen goes on in the conversation that there is. */
    protected void writesAgain(String text) throws Exception {
        String id = UUID.randomUUID().toString();
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId("<" + id + ">"), Instant.now(), Content.of(text))
                        .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).build()));
    }

    protected void report(MessageId message, InboundEvent.Report report) {
        Optional<Fault> fault = report == InboundEvent.Report.FAILED
                ? Optional.of(new Fault(Fault.Owner.CITIZEN, "MAILBOX_UNKNOWN", "No such user"))
                : Optional.empty();
        try {
            inbox.of(channel, Optional.empty())
                    .commit(new InboundEvent.DeliveryReported(new EventId("dsn " + message), message, report, fault, Instant.now()));
        } catch (ChannelException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    protected static Handle lea() {
        return Handle.of(Handle.Kind.EMAIL, "lea@citizen.example", "Léa Marchetti");
    }

    protected UUID reply(String text) throws InterruptedException {
        return desk.reply(agent, conversation, text, Optional.empty(), List.of(), ConversationState.OPEN);
    }

    /** The next state that the change log tells of. */
    protected String changed() throws InterruptedException {
        String state = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(state).as("a change of a delivery within %s s", PATIENCE_SECONDS).isNotNull();
        return state;
    }

    /** Until a transaction waits for a lock of one of these kinds, by their names in {@code pg_locks}. */
    protected static void untilSomebodyWaits(String... kinds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all("select 1 from pg_locks where locktype = any($1) and not granted", (Object) kinds).isEmpty()) {
            assertThat(System.nanoTime()).as("somebody waits for a lock").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    protected Row conversation() throws InterruptedException {
        return one("select * from conversation where id = $1", conversation);
    }

    protected static Row one(String sql, Object... values) throws InterruptedException {
        List<Row> rows = all(sql, values);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    protected static List<Row> all(String sql, Object... values) throws InterruptedException {
        return DATABASE.database().read(session -> session.query(sql, values));
    }

    protected static void execute(String sql, @Nullable Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}
