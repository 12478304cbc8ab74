package org.parvis.gateway.bench;

import java.time.Clock;
import java.util.Optional;

import io.vertx.core.Vertx;

import org.parvis.channel.Inbox;
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

    static final String CHANNEL = "bench-mail";

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
        database.inTransaction(session -> session.execute(
                "insert into channel (id, type, label) values ($1, 'bench', 'Courriel de la mairie') on conflict do nothing", CHANNEL));
        EventFeed feed = EventFeed.start(database, vertx);
        UuidV7 ids = new UuidV7(Clock.systemUTC());
        Notices notices = new Notices(Clock.systemUTC(), ids, kind -> Optional.empty());
        GroupCommit groupCommit = GroupCommit.start(database, new Intake(Clock.systemUTC(), ids, new Contacts(ids), notices), feed::wake);
        return new OpenInbox(vertx, database, feed, groupCommit);
    }

    Inbox inbox() {
        return groupCommit.of(CHANNEL, Optional.empty());
    }

    Database database() {
        return database;
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
