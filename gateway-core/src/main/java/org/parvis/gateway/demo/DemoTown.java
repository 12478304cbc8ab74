package org.parvis.gateway.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

import io.vertx.core.Vertx;

import org.parvis.channel.ChannelException;
import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.CannedAnswer;
import org.parvis.gateway.desk.CannedAnswers;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.Topics;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.outbox.Dispatcher;
import org.parvis.gateway.outbox.Notices;
import org.parvis.gateway.outbox.Outbox;

/** Gives a new database the town's people and their past, once. */
final class DemoTown {

    private static final String FACT = "demo-town";
    private static final String BEGUN = "begun";
    private static final String COMPLETE = "complete";
    private static final int LARGEST_FILE = 1_000_000;
    /** Of the leases under which the stories' answers go out; the gateway takes the channels over with a later one. */
    private static final long EPOCH = 1;

    private final Database database;
    private final Vertx vertx;
    private final Clock clock;

    DemoTown(Database database, Vertx vertx, Clock clock) {
        this.database = database;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Tells the stories if this database has not heard them. What a telling that broke off left behind is removed first.
     *
     * @return whether they were told now
     * @throws IllegalStateException when the database is somebody else's
     */
    boolean seed(List<ChannelConfiguration> channels) throws InterruptedException, ChannelException {
        Optional<String> fact = fact();
        if (fact.equals(Optional.of(COMPLETE))) {
            return false;
        }
        if (fact.isPresent()) {
            empty();
        }
        if (inUse()) {
            throw new IllegalStateException("This database holds a service that is not the demo's; the demo leaves it alone.");
        }
        write(BEGUN);
        Townspeople people = Townspeople.settle(database, clock);
        writeCannedAnswers(people);
        writeTopics();
        register(channels);
        tell(Story.all(Citizen.all(), clock.instant()), people, channels);
        write(COMPLETE);
        return true;
    }

    private void tell(List<Story> stories, Townspeople people, List<ChannelConfiguration> channels)
            throws InterruptedException, ChannelException {
        StoryClock past = new StoryClock();
        StoryNetwork network = new StoryNetwork();
        UuidV7 ids = new UuidV7(past);
        // Citizens were told long ago: nobody gets an e-mail today about an answer of last week.
        Notices notices = new Notices(past, ids, kind -> Optional.empty());
        Semaphore settled = new Semaphore(0);
        Outbox outbox = new Outbox(vertx, database, past, notices, settled::release);
        Desk desk = new Desk(database, past, ids, id -> Optional.of(network.capabilities()), LARGEST_FILE, outbox::wake);
        GroupCommit inbox = GroupCommit.start(database, new Intake(past, ids, new Contacts(ids), notices), () -> {
        });
        List<Dispatcher> dispatchers = new ArrayList<>();
        try {
            channels.forEach(channel -> dispatchers.add(outbox.open(channel.id(), network, EPOCH)));
            new StoryTeller(new StoryTeller.Stage(database, past, network, inbox, desk, settled, people.agents(), people.teams()))
                    .tell(stories);
        } finally {
            for (Dispatcher dispatcher : dispatchers) {
                dispatcher.stop();
            }
            inbox.stop();
        }
    }

    private void writeCannedAnswers(Townspeople people) throws InterruptedException {
        CannedAnswers answers = new CannedAnswers(database, clock, new UuidV7(clock), () -> {
        });
        for (Leaf leaf : Books.list("/demo/canned-answers.yaml")) {
            leaf.only(Set.of("code", "title", "french", "english", "team", "by"));
            answers.create(Optional.ofNullable(people.agents().get(leaf.text("by"))),
                    new CannedAnswer.Words(leaf.text("code"), leaf.text("title"),
                            leaf.optional("french"), leaf.optional("english"),
                            leaf.optional("team").map(team -> Optional.ofNullable(people.teams().get(team)).orElseThrow())));
        }
    }

    private void writeTopics() throws InterruptedException {
        Topics topics = new Topics(database, new UuidV7(clock), () -> {
        });
        for (Leaf leaf : Books.list("/demo/topics.yaml")) {
            leaf.only(Set.of("name", "words"));
            topics.create(Optional.empty(), leaf.text("name"), leaf.texts("words"));
        }
    }

    private void register(List<ChannelConfiguration> channels) throws InterruptedException {
        database.inTransaction(session -> {
            for (ChannelConfiguration channel : channels) {
                session.execute("insert into channel (id, type, label, team_id) values ($1, $2, $3, (select id from team where name = $4))",
                        channel.id(),
                        channel.type(), channel.label(), channel.team().orElse(null));
                session.execute("insert into channel_lease (channel_id, epoch) values ($1, $2)", channel.id(), EPOCH);
            }
            return channels;
        });
    }

    private Optional<String> fact() throws InterruptedException {
        return database
                .read(session -> session.first("select value from installation where name = $1", FACT).map(row -> Rows.text(row, "value")));
    }

    private void write(String value) throws InterruptedException {
        database.inTransaction(session -> session.execute("""
                insert into installation (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value
                """, FACT, value));
    }

    private boolean inUse() throws InterruptedException {
        return database.read(session -> session.first("select 1 from agent union all select 1 from channel limit 1")).isPresent();
    }

    private void empty() throws InterruptedException {
        database.inTransaction(session -> session.execute("""
                do $$
                begin
                    execute (select 'truncate ' || string_agg(quote_ident(tablename), ', ')
                               from pg_tables where schemaname = current_schema() and tablename not like 'flyway%');
                    perform setval('conversation_number', 1001, false);
                end $$
                """));
    }
}
