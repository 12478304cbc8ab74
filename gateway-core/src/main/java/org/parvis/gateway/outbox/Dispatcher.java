package org.parvis.gateway.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Channel;
import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Outcome;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.event.WakeUp;

/**
 * Sends one channel's commands, on the node that owns the channel. Within a conversation one after the other; otherwise as many at once
 * as the channel can bear.
 */
public final class Dispatcher {

    /** A command that takes longer is interrupted, and its outcome is unknown. */
    static final Duration PERFORM_LIMIT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    private final String channelId;
    private final Channel channel;
    private final long epoch;
    private final Database database;
    private final Settlement settlement;
    private final WakeUp wakeUp;
    private final Runnable afterCommit;
    private final Clock clock;
    private final Semaphore slots;
    private final Rate rate;
    private final ExecutorService performers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread loop;

    Dispatcher(String channelId, Channel channel, long epoch, Database database, Settlement settlement, WakeUp wakeUp, Runnable afterCommit,
            Clock clock) {
        this.channelId = channelId;
        this.channel = channel;
        this.epoch = epoch;
        this.database = database;
        this.settlement = settlement;
        this.wakeUp = wakeUp;
        this.afterCommit = afterCommit;
        this.clock = clock;

        this.slots = new Semaphore(channel.capabilities().parallelSends());
        this.rate = new Rate(channel.capabilities().sendsPerMinute(), System.nanoTime());
        this.loop = Thread.ofVirtual().name("outbox-" + channelId).unstarted(this::run);
    }

    void start() {
        loop.start();
    }

    /** Stops claiming, lets what is being sent finish for a moment, then interrupts it: its outcome is then unknown. */
    public void stop() throws InterruptedException {
        loop.interrupt();
        loop.join();
        performers.shutdown();
        if (!performers.awaitTermination(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            performers.shutdownNow();
            performers.awaitTermination(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        wakeUp.close();
    }

    private void run() {
        try {
            boolean recovered = false;
            while (true) {
                try {
                    if (!recovered) {
                        recover();
                        recovered = true;
                    }
                    dispatchDue();
                    wakeUp.await(POLL);
                } catch (DatabaseException fault) {
                    LOG.warn("Channel {}: the outbox cannot be read; nothing is sent until it can, nothing is lost", channelId, fault);
                    Thread.sleep(PAUSE_AFTER_FAULT);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The outbox of channel {} ends", channelId, end);
        }
    }

    /** What an earlier owner of the channel had begun to send: nobody knows whether it went out. */
    private void recover() throws InterruptedException {
        while (true) {
            Optional<Delivery> left = database.inTransaction(session -> session.first("""
                    update delivery set claim_epoch = $2
                     where id = (select id from delivery where channel_id = $1 and state = 'SENDING' and claim_epoch < $2 limit 1 for update skip locked)
                    returning %s
                    """.formatted(Delivery.COLUMNS), channelId, epoch).map(Delivery::of));
            if (left.isEmpty()) {
                return;
            }
            settle(left.get(),
                    new Outcome.Unknown(new Fault(Fault.Owner.PARVIS, "INTERRUPTED", "The gateway stopped while this was being sent")));
        }
    }

    private void dispatchDue() throws InterruptedException {
        while (true) {
            slots.acquire();
            Optional<Delivery> due = Optional.empty();
            try {
                due = claim();
            } finally {
                if (due.isEmpty()) {
                    slots.release();
                }
            }
            if (due.isEmpty()) {
                return;
            }
            Delivery delivery = due.get();
            Thread.sleep(rate.take(System.nanoTime()));
            performers.execute(() -> send(delivery));
        }
    }

    /** Served by the indexes delivery_due and delivery_order. */
    private Optional<Delivery> claim() throws InterruptedException {
        Optional<Row> row = database.inTransaction(session -> session.first("""
                update delivery set state = 'SENDING', attempts = attempts + 1, claimed_at = $2, claim_epoch = $3, updated_at = $2
                 where id = (select due.id from delivery as due
                              where due.channel_id = $1 and due.state = 'QUEUED' and due.next_attempt_at <= $2
                                and (select epoch from channel_lease where channel_id = $1) = $3
                                and not exists (select 1 from delivery as earlier where earlier.conversation_id = due.conversation_id
                                                   and earlier.state in ('QUEUED', 'SENDING') and earlier.id < due.id)
                              order by due.next_attempt_at, due.id limit 1 for update skip locked)
                returning %s
                """.formatted(Delivery.COLUMNS), channelId, clock.instant(), epoch));
        return row.map(Delivery::of);
    }

    private void send(Delivery delivery) {
        try {
            settle(delivery, outcome(delivery));
        } catch (InterruptedException end) {
            LOG.info("Channel {}: stopped while sending {}; its outcome will be shown as unknown", channelId, delivery.id());
        } catch (RuntimeException fault) {
            LOG.error("Channel {}: what became of {} could not be written down; it is taken up again when the channel starts", channelId,
                    delivery.id(), fault);
        } finally {
            wakeUp.send();
        }
    }

    /** The slot stays taken until the plugin's call has really ended, so that calls which ignore their interruption cannot pile up. */
    private Outcome outcome(Delivery delivery) throws InterruptedException {
        Future<Outcome> performing;
        try {
            Command command = database.read(session -> Commands.send(session, delivery));
            performing = performers.submit(() -> {
                try {
                    return channel.perform(command);
                } finally {
                    slots.release();
                }
            });
        } catch (InterruptedException | RuntimeException failure) {
            slots.release();
            throw failure;
        }
        try {
            return performing.get(PERFORM_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            performing.cancel(true);
            return unknown("NO_ANSWER", "The network gave no answer within " + PERFORM_LIMIT.toSeconds() + " s");
        } catch (ExecutionException failure) {
            LOG.warn("Channel {}: sending {} ended by an exception; its outcome is unknown", channelId, delivery.id(), failure.getCause());
            return unknown("PLUGIN_FAILED", String.valueOf(failure.getCause()));
        } catch (InterruptedException stopped) {
            performing.cancel(true);
            throw stopped;
        }
    }

    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        boolean idempotent = channel.capabilities().sendIsIdempotent();
        while (true) {
            try {
                database.inTransaction(session -> {
                    settlement.apply(session, delivery, epoch, outcome, idempotent);
                    return delivery;
                });
                afterCommit.run();
                return;
            } catch (DatabaseException fault) {
                if (!fault.retryable() && !fault.outcomeUnknown()) {
                    throw fault;
                }
                LOG.warn("Channel {}: the outcome of {} waits for the database: {}", channelId, delivery.id(), fault.getMessage());
                Thread.sleep(PAUSE_AFTER_FAULT);
            }
        }
    }

    private static Outcome unknown(String code, String detail) {
        return new Outcome.Unknown(new Fault(Fault.Owner.PARVIS, code, detail));
    }
}
