package org.parvis.gateway.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Cursor;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.Inbox;
import org.parvis.channel.Listening;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;

/** Keeps a channel listening: starts it again, with a growing pause, whenever it returns or throws, from the cursor committed last. */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;
    /** Whoever listened this long is taken for healthy: the next pause is the first again. */
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final String channelId;
    private final Listening channel;
    private final Inbox inbox;
    private final Database database;
    private final Thread thread;
    private volatile Optional<ChannelHealth> trouble = Optional.empty();
    private volatile boolean stopping;

    Listener(String channelId, Listening channel, Inbox inbox, Database database) {
        this.channelId = channelId;
        this.channel = channel;
        this.inbox = (events, next) -> commit(inbox, events, next);
        this.database = database;
        this.thread = Thread.ofVirtual().name("channel-" + channelId).unstarted(this::supervise);
        thread.setContextClassLoader(channel.getClass().getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** What keeps the channel from listening at this moment. */
    Optional<ChannelHealth> trouble() {
        return trouble;
    }

    /** Interrupts; a plugin that does not end in time is left behind, and cannot commit any more once its lease is gone. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        if (!thread.join(STOP_LIMIT)) {
            LOG.error("Channel {} does not stop listening when interrupted; it is left behind. Report this to the plugin's author",
                    channelId);
        }
    }

    /** A plugin that was left behind hands in nothing more: the channel may listen again already, from its cursor, under the same lease. */
    private void commit(Inbox ours, List<InboundEvent> events, Optional<Cursor> next) throws InterruptedException, ChannelException {
        if (stopping) {
            throw new InterruptedException("The channel has stopped listening");
        }
        ours.commit(events, next);
    }

    /** A plugin that has swallowed its interruption may return long after the channel was lost: it must not be started again. */
    private void supervise() {
        int failures = 0;
        try {
            while (true) {
                long begun = System.nanoTime();
                ChannelHealth why = listen();
                if (stopping) {
                    return;
                }
                failures = System.nanoTime() - begun > HEALTHY.toNanos() ? 1 : failures + 1;
                Duration pause = pause(failures);
                trouble = Optional.of(why);
                LOG.warn("Channel {} does not listen and is started again in {} s: {}", channelId, pause.toSeconds(), why.detail());
                Thread.sleep(pause);
            }
        } catch (InterruptedException stop) {
            LOG.debug("Channel {} stops listening", channelId, stop);
        }
    }

    /** Returns why the channel does not listen any more. */
    private ChannelHealth listen() throws InterruptedException {
        try {
            Optional<Cursor> from = database
                    .read(session -> session.first("select cursor from channel_cursor where channel_id = $1", channelId))
                    .map(row -> new Cursor(Rows.text(row, "cursor")));
            trouble = Optional.empty();
            channel.listen(inbox, from);
            return new ChannelHealth(ChannelHealth.State.RESTARTING, "It stopped listening by itself");
        } catch (ChannelException fault) {
            boolean operator = fault.fault().owner() == Fault.Owner.OPERATOR;
            return new ChannelHealth(operator ? ChannelHealth.State.NEEDS_OPERATOR : ChannelHealth.State.RESTARTING,
                    fault.fault().detail(), fault.fault().code());
        } catch (DatabaseException away) {
            return new ChannelHealth(ChannelHealth.State.RESTARTING, "The database does not answer");
        } catch (RuntimeException | Error mistake) {
            LOG.error("Channel {}: its plugin failed", channelId, mistake);
            return new ChannelHealth(ChannelHealth.State.RESTARTING, "The plugin failed: " + mistake);
        }
    }

    private static Duration pause(int failures) {
        long millis = Math.min(FIRST_PAUSE.toMillis() << Math.min(failures - 1, DOUBLINGS), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2));
    }
}
