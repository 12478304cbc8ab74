package org.parvis.gateway.outbox;

import java.time.Clock;
import java.util.random.RandomGenerator;

import io.vertx.core.Vertx;

import org.parvis.channel.Channel;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.event.WakeUp;

/** Opens and closes the dispatchers of the channels that this node owns. */
public final class Outbox {

    private static final String DUE = "parvis.outbox.due";

    private final Vertx vertx;
    private final Database database;
    private final Clock clock;
    private final Settlement settlement;
    private final Runnable afterCommit;
    private final Dispatcher.Limits limits;

    /** @param afterCommit called after each transaction, from many threads: must not block */
    public Outbox(Vertx vertx, Database database, Clock clock, Notices notices, Runnable afterCommit) {
        this(vertx, database, clock, notices, afterCommit, Dispatcher.Limits.USUAL);
    }

    Outbox(Vertx vertx, Database database, Clock clock, Notices notices, Runnable afterCommit, Dispatcher.Limits limits) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        this.settlement = new Settlement(clock, new RetryPolicy(RandomGenerator.getDefault()), notices);
        this.afterCommit = afterCommit;
        this.limits = limits;
    }

    /**
     * Begins to send a channel's commands.
     *
     * @param epoch the lease under which this node owns the channel
     */
    public Dispatcher open(String channelId, Channel channel, long epoch) {
        return open(channelId, channel, epoch, Pace.FULL);
    }

    /** The same, at the pace that somebody decided. */
    public Dispatcher open(String channelId, Channel channel, long epoch, Pace pace) {
        Dispatcher dispatcher = new Dispatcher(channelId, channel, epoch, database, settlement, new WakeUp(vertx, DUE), afterCommit, clock,
                limits);
        dispatcher.keep(pace);
        dispatcher.start();
        return dispatcher;
    }

    /** Says that commands were committed. Any thread; never blocks. */
    public void wake() {
        vertx.eventBus().publish(DUE, "");
    }
}
