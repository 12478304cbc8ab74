package org.parvis.gateway.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * Brings snoozed conversations back when their time has come. Every node looks, and the row decides which of them does it: no owner has to live for a conversation to
 * return. What ends a snooze before its time is the trigger conversation_snooze_ends.
 */
public final class Awakening {

    private static final Logger LOG = LoggerFactory.getLogger(Awakening.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);
    /** In one transaction; on Monday at nine there are many. */
    static final int AT_ONCE = 200;

    private final Database database;
    private final Clock clock;
    private final Runnable afterCommit;
    private final Thread looking = Thread.ofVirtual().name("awakening").unstarted(this::look);

    Awakening(Database database, Clock clock, Runnable afterCommit) {
        this.database = database;
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /**
     * @param clock       the database's, so that all nodes agree when the time has come
     * @param afterCommit must not block
     */
    public static Awakening start(Database database, Clock clock, Runnable afterCommit) {
        Awakening awakening = new Awakening(database, clock, afterCommit);
        awakening.looking.start();
        return awakening;
    }

    private void look() {
        try {
            while (true) {
                try {
                    wakeAll();
                    Thread.sleep(LOOK);
                } catch (DatabaseException away) {
                    LOG.warn("Snoozed conversations cannot be looked at; those whose time has come stay away until they can", away);
                    Thread.sleep(PAUSE_AFTER_FAULT);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("Nobody looks for snoozed conversations any more", end);
        }
    }

    /** Returns how many came back. */
    int wakeAll() throws InterruptedException {
        int woken = 0;
        while (true) {
            int portion = wake();
            woken += portion;
            if (portion < AT_ONCE) {
                return woken;
            }
        }
    }

    /** Along conversation_snoozed. What another node, or an agent, has its hand on is left to them. */
    private int wake() throws InterruptedException {
        return database.inTransaction(session -> {
            List<Row> woken = session.query("""
                    with due as materialized (
                        select id, snoozed_until from conversation where snoozed_until <= $1 and state = 'WAITING'
                         order by snoozed_until, id limit %d for update skip locked)
                    update conversation set state = 'OPEN', version = version + 1 from due where conversation.id = due.id
                    returning conversation.id, due.snoozed_until
                    """.formatted(AT_ONCE), clock.instant());
            EventLog.append(session, woken.stream().map(Awakening::entry).toList());
            if (!woken.isEmpty()) {
                session.afterCommit(afterCommit);
            }
            return woken.size();
        });
    }

    /** By nobody: the time itself. */
    private static Entry entry(Row row) {
        return Entry.of(Kind.CONVERSATION_CHANGED).conversation(Rows.uuid(row, "id")).detail(new JsonObject()
                .put("state", new JsonArray().add(ConversationState.WAITING.name()).add(ConversationState.OPEN.name()))
                .put("snoozedUntil", new JsonArray().add(Rows.instant(row, "snoozed_until").toString()).addNull()));
    }

    /** Returns when nothing is being woken any more: the database may go. */
    public void stop() throws InterruptedException {
        looking.interrupt();
        looking.join();
    }
}
