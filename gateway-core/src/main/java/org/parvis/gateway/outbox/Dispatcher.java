package org.parvis.gateway.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.WakeUp;

/**
 * Sends one channel's commands, on the node that owns the channel. Within a conversation one after the other; otherwise as many at once
 * as the channel can bear.
 */
public final class Dispatcher {

    /**
     * How long a command may take.
     *
     * @param perform  then it is interrupted
     * @param lastWord how long the plugin has after that to say what it knows; else its outcome is unknown
     */
    record Limits(Duration perform, Duration lastWord) {

        static final Limits USUAL = new Limits(Duration.ofMinutes(2), Duration.ofSeconds(5));
    }

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    /** The loop waits no longer for a slow rate at once: it has other things to look after. */
    private static final Duration RATE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    private final String channelId;
    private final Channel channel;
    private final long epoch;
    private final Database database;
    private final Settlement settlement;
    private final WakeUp wakeUp;
    private final Runnable afterCommit;
    private final Clock clock;
    private final Limits limits;
    private final int parallel;
    private final Semaphore slots;
    private final int perMinute;
    /** For the loop alone. */
    private Rate rate;
    private volatile Pace pace = Pace.FULL;
    /** Wakes the loop while it waits for its rate. */
    private final Semaphore paceChanged = new Semaphore(0);
    /** What was claimed here and is not settled yet. */
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();
    /** The plugin's calls that have not returned, and when each began. */
    private final Map<Thread, Instant> calls = new ConcurrentHashMap<>();
    private final ExecutorService performers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread loop;

    Dispatcher(String channelId, Channel channel, long epoch, Database database, Settlement settlement, WakeUp wakeUp, Runnable afterCommit,
            Clock clock, Limits limits) {
        this.channelId = channelId;
        this.channel = channel;
        this.epoch = epoch;
        this.database = database;
        this.settlement = settlement;
        this.wakeUp = wakeUp;
        this.afterCommit = afterCommit;
        this.clock = clock;
        this.limits = limits;

        this.parallel = channel.capabilities().parallelSends();
        this.slots = new Semaphore(parallel);
        this.perMinute = channel.capabilities().sendsPerMinute();
        this.rate = new Rate(pace.perHour(perMinute), System.nanoTime());
        this.loop = Thread.ofVirtual().name("outbox-" + channelId).unstarted(this::run);
    }

    /**
     * Calls that the plugin should have ended long ago, although they were interrupted; each takes one of the places that there are.
     *
     * @param of    how many may run at once
     * @param since when the first of them began
     */
    public record Hanging(int count, int of, Instant since) {
    }

    void start() {
        loop.start();
    }

    /** Sends at this pace from now on. What is being sent ends by itself. Any thread; does not block. */
    public void keep(Pace other) {
        pace = other;
        paceChanged.release();
        wakeUp.now();
    }

    /** Any thread; from memory. Empty as soon as they have returned. */
    public Optional<Hanging> hanging() {
        Instant limit = clock.instant().minus(limits.perform());
        List<Instant> late = calls.values().stream().filter(begun -> !begun.isAfter(limit)).sorted().toList();
        return late.isEmpty() ? Optional.empty() : Optional.of(new Hanging(late.size(), parallel, late.getFirst()));
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
            long recovered = System.nanoTime() - POLL.toNanos();
            boolean claimInDoubt = false;
            while (true) {
                try {
                    if (System.nanoTime() - recovered >= POLL.toNanos()) {
                        recover();
                        recovered = System.nanoTime();
                    }
                    if (claimInDoubt) {
                        takeBack();
                        claimInDoubt = false;
                    }
                    dispatchDue();
                    wakeUp.await(POLL);
                } catch (RuntimeException fault) {
                    claimInDoubt |= fault instanceof DatabaseException lost && lost.outcomeUnknown();
                    LOG.warn("Channel {}: the outbox cannot be read; nothing is sent until it can, nothing is lost", channelId, fault);
                    Thread.sleep(PAUSE_AFTER_FAULT);
                }
            }
        } catch (InterruptedException end) {
            LOG.debug("The outbox of channel {} ends", channelId, end);
        }
    }

    /**
     * What an earlier owner of the channel had begun to send: nobody knows whether it went out. A row that is locked, by that owner's last words on
     * their way for instance, is left to the next time. Served by the index delivery_sending.
     */
    private void recover() throws InterruptedException {
        boolean idempotent = channel.capabilities().sendIsIdempotent();
        while (database.inTransaction(session -> recoverOne(session, idempotent))) {
            afterCommit.run();
        }
    }

    private boolean recoverOne(Session session, boolean idempotent) throws InterruptedException {
        IdentityLock.share(session);
        Optional<Delivery> left = session.first("""
                update delivery set claim_epoch = $2
                 where id = (select id from delivery where channel_id = $1 and state = 'SENDING' and claim_epoch < $2 limit 1 for update skip locked)
                returning %s
                """.formatted(Delivery.COLUMNS), channelId, epoch).map(Delivery::of);
        if (left.isPresent()) {
            settlement.recover(session, left.get(),
                    new Fault(Fault.Owner.PARVIS, "INTERRUPTED", "The gateway stopped while this was being sent"), idempotent);
        }
        return left.isPresent();
    }

    /** The connection was lost while a claim was committed: what it may have claimed is in nobody's hands and was certainly not sent. */
    private void takeBack() throws InterruptedException {
        database.inTransaction(session -> session.execute("""
                update delivery set state = 'QUEUED', attempts = attempts - 1,
                                    first_attempt_at = case when attempts - 1 > attempts_before then first_attempt_at end
                 where channel_id = $1 and state = 'SENDING' and claim_epoch = $2 and id <> all($3)
                """, channelId, epoch, inHand.toArray(UUID[]::new)));
    }

    private void dispatchDue() throws InterruptedException {
        while (true) {
            slots.acquire();
            Optional<Delivery> due = Optional.empty();
            try {
                // Before the claim: what is claimed and then not sent would be of unknown outcome if the gateway stopped meanwhile.
                due = maySend() ? claim() : Optional.empty();
            } finally {
                if (due.isEmpty()) {
                    slots.release();
                }
            }
            if (due.isEmpty()) {
                return;
            }
            Delivery delivery = due.get();
            inHand.add(delivery.id());
            rate.count(System.nanoTime());
            performers.execute(() -> send(delivery));
        }
    }

    /** Waits for the rate to let one go, if that is soon. */
    private boolean maySend() throws InterruptedException {
        long patience = System.nanoTime() + RATE_PATIENCE.toNanos();
        while (!pace.held()) {
            long now = System.nanoTime();
            if (rate.perHour() != pace.perHour(perMinute)) {
                rate = new Rate(pace.perHour(perMinute), now);
            }
            long pause = rate.pause(now).toNanos();
            if (pause == 0) {
                return true;
            }
            if (now >= patience) {
                return false;
            }
            if (paceChanged.tryAcquire(Math.min(pause, patience - now), TimeUnit.NANOSECONDS)) {
                paceChanged.drainPermits();
            }
        }
        return false;
    }

    /**
     * Served by the indexes delivery_due and delivery_order. The lease's row is locked until the claim is durable, so that no node claims what
     * another has taken over meanwhile. An answer that is put to a later time holds up none of those after it; one that waits for its next
     * attempt does. What waits for another channel, a notice by e-mail for instance, holds up nothing here.
     */
    private Optional<Delivery> claim() throws InterruptedException {
        Optional<Row> row = database.inTransaction(session -> session.first("""
                with owned as materialized (select 1 from channel_lease where channel_id = $1 and epoch = $3 for share)
                update delivery set state = 'SENDING', attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, $2), claimed_at = $2,
                                    claim_epoch = $3, updated_at = $2
                 where id = (select due.id from delivery as due
                              where due.channel_id = $1 and due.state = 'QUEUED' and due.next_attempt_at <= $2
                                and exists (select 1 from owned)
                                and not exists (select 1 from delivery as other where other.conversation_id = due.conversation_id
                                                   and other.channel_id = due.channel_id and other.id <> due.id
                                                   and (other.state = 'SENDING' or other.state = 'QUEUED' and other.id < due.id
                                                                               and (other.attempts > 0 or other.next_attempt_at <= $2)))
                              order by due.next_attempt_at, due.id limit 1 for update skip locked)
                returning %s
                """.formatted(Delivery.COLUMNS), channelId, clock.instant(), epoch));
        return row.map(Delivery::of);
    }

    private void send(Delivery delivery) {
        try {
            CompletableFuture<Outcome> said = new CompletableFuture<>();
            Optional<Outcome> outcome = outcome(delivery, said);
            settle(delivery, outcome
                    .orElseGet(() -> unknown("NO_ANSWER", "The network gave no answer within " + limits.perform().toSeconds() + " s")));
            inHand.remove(delivery.id());
            if (outcome.isEmpty()) {
                said.thenAcceptAsync(late -> settleLate(delivery, late), performers);
            }
        } catch (InterruptedException end) {
            LOG.info("Channel {}: stopped while sending {}; its outcome will be shown as unknown", channelId, delivery.id());
        } catch (RuntimeException fault) {
            LOG.error("Channel {}: what became of {} could not be written down; it is taken up again when the channel starts", channelId,
                    delivery.id(), fault);
        } finally {
            wakeUp.send();
        }
    }

    /**
     * What the plugin says in time, or at least when it is interrupted. The slot stays taken until its call has really ended, so that calls which
     * ignore their interruption cannot pile up.
     */
    private Optional<Outcome> outcome(Delivery delivery, CompletableFuture<Outcome> said) throws InterruptedException {
        Future<?> performing;
        try {
            Command command = database.read(session -> Commands.send(session, delivery));
            performing = performers.submit(() -> perform(command, said));
        } catch (InterruptedException stopped) {
            slots.release();
            throw stopped;
        } catch (RuntimeException failure) {
            slots.release();
            LOG.warn("Channel {}: {} could not be made ready for sending; it was not sent and is tried again", channelId, delivery.id(),
                    failure);
            return Optional.of(new Outcome.Deferred(clock.instant(),
                    new Fault(Fault.Owner.PARVIS, "NOT_SENT", "It could not be made ready for sending")));
        }
        try {
            Optional<Outcome> inTime = said(said, limits.perform(), delivery);
            if (inTime.isPresent()) {
                return inTime;
            }
            performing.cancel(true);
            return said(said, limits.lastWord(), delivery);
        } catch (InterruptedException stopped) {
            performing.cancel(true);
            throw stopped;
        }
    }

    private void perform(Command command, CompletableFuture<Outcome> said) {
        calls.put(Thread.currentThread(), clock.instant());
        try {
            said.complete(channel.perform(command));
        } catch (Throwable failure) {
            said.completeExceptionally(failure);
        } finally {
            calls.remove(Thread.currentThread());
            slots.release();
        }
    }

    /** Empty: nothing yet. */
    private Optional<Outcome> said(CompletableFuture<Outcome> said, Duration limit, Delivery delivery) throws InterruptedException {
        try {
            return Optional.of(said.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            LOG.warn("Channel {}: sending {} ended by an exception; its outcome is unknown", channelId, delivery.id(), failure.getCause());
            return Optional.of(unknown("PLUGIN_FAILED", String.valueOf(failure.getCause())));
        }
    }

    /** The plugin knows after all, long after it was asked to end. */
    private void settleLate(Delivery delivery, Outcome outcome) {
        try {
            database.inTransaction(session -> {
                settlement.late(session, delivery, epoch, outcome);
                return delivery;
            });
            afterCommit.run();
        } catch (InterruptedException end) {
            LOG.debug("Channel {}: stopped before a late outcome was written down", channelId, end);
        } catch (RuntimeException refused) {
            LOG.warn("Channel {}: what was said late of {} could not be written down; it stays as it is", channelId, delivery.id(),
                    refused);
        }
    }

    /** What cannot be written down as the plugin states it, text that the database refuses for instance, is of unknown outcome. */
    private void settle(Delivery delivery, Outcome outcome) throws InterruptedException {
        boolean idempotent = channel.capabilities().sendIsIdempotent();
        try {
            write(delivery, outcome, idempotent);
        } catch (RuntimeException refused) {
            LOG.error("Channel {}: what became of {} is stated in a way that cannot be written down; it counts as unknown", channelId,
                    delivery.id(), refused);
            write(delivery, unknown("OUTCOME_UNUSABLE", "What the channel said of the sending cannot be written down"), false);
        }
    }

    private void write(Delivery delivery, Outcome outcome, boolean idempotent) throws InterruptedException {
        while (true) {
            try {
                database.inTransaction(session -> {
                    settlement.apply(session, delivery, epoch, outcome, idempotent);
                    return delivery;
                });
                afterCommit.run();
                return;
            } catch (DatabaseException fault) {
                if (fault.refusesValues()) {
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
