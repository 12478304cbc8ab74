package org.parvis.gateway.inbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;

/**
 * Sorts new words into the search index beside the inbox. PostgreSQL collects them in a list (GIN fast update), and whichever transaction makes it too long sorts it in before it
 * commits: tens of milliseconds in which a lane and all that waits for it stand still. Emptied in time, the list never gets there; searches look through what is in it.
 *
 * <p>Should it fail, the list is sorted in as without it.
 */
final class SearchIndexTidying {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexTidying.class);
    /** Between two times: what came meanwhile is sorted in together, for less. */
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(30);
    /** SQLSTATE insufficient_privilege. */
    private static final String NOT_THE_OWNER = "42501";

    private final Database database;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("search-index-tidying").unstarted(this::run);

    private SearchIndexTidying(Database database) {
        this.database = database;
    }

    static SearchIndexTidying start(Database database) {
        SearchIndexTidying tidying = new SearchIndexTidying(database);
        // What was left at the last stop.
        tidying.wake();
        tidying.thread.start();
        return tidying;
    }

    /** Says that messages were taken in. Any thread; never blocks. */
    void wake() {
        news.release();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (true) {
                news.acquire();
                Thread.sleep(PACE);
                news.drainPermits();
                if (!tidy()) {
                    return;
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The search index is not tidied any more", end);
        }
    }

    /** Returns whether it is worth trying again. */
    private boolean tidy() throws InterruptedException {
        try {
            database.read(session -> session.query("select gin_clean_pending_list('message_search')"));
        } catch (DatabaseException failure) {
            if (failure.sqlState().equals(Optional.of(NOT_THE_OWNER))) {
                LOG.warn(
                        "The gateway's database user does not own the index message_search, so that now and then a message waits while new words are sorted"
                                + " into it: let one user migrate and run");
                return false;
            }
            LOG.warn("New words were not sorted into the search index; messages that come will do it, and take longer: {}",
                    failure.getMessage());
            Thread.sleep(PAUSE_AFTER_FAULT);
        }
        return true;
    }
}
