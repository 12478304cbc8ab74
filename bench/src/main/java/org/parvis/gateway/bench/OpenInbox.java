package org.parvis.gateway.bench;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.vertx.core.Vertx;

import org.parvis.channel.ChannelException;
import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.EventFeed;
import org.parvis.gateway.inbox.GroupCommit;
import org.parvis.gateway.inbox.Intake;
import org.parvis.gateway.outbox.Notices;

/** The gateway's inbox on a database, with the change log's reader behind it as in a gateway, and nothing else. */
final class OpenInbox implements AutoCloseable {

    private static final String CHANNEL = "courriel-";
    private static final int CONNECTIONS = 16;

    private final Vertx vertx;
    private final Database database;
    private final EventFeed feed;
    private final GroupCommit groupCommit;

    private OpenInbox(Vertx vertx, Database database, EventFeed feed, GroupCommit groupCommit) {
        this.vertx = vertx;
        this.database = database;
        this.feed = feed;
        this.groupCommit = groupCommit;
    }

    static OpenInbox on(DatabaseAddress address) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        Database database = Database.connect(vertx, address, CONNECTIONS);
        for (int channel = 0; channel < Letters.CHANNELS; channel++) {
            String name = CHANNEL + channel;
            database.inTransaction(session -> session.execute("insert into channel (id, type, label) values ($1, 'bench', $1)", name));
        }
        EventFeed feed = EventFeed.start(database, vertx);
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.empty());
        GroupCommit groupCommit = GroupCommit.start(database, new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        return new OpenInbox(vertx, database, feed, groupCommit);
    }

    /** Hands a letter in, and returns when it is durable. */
    void commit(Letter letter) throws InterruptedException, ChannelException {
        groupCommit.of(CHANNEL + letter.channel(), Optional.empty()).commit(letter.event(Instant.now()));
    }

    @Override
    public void close() {
        try {
            groupCommit.stop();
            feed.stop();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
