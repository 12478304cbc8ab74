package org.parvis.gateway.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;

/** Some of the channels, whose submissions go into one transaction after the other, in their order. */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int WAITING_CALLS = 1_000;
    private static final int BATCH_EVENTS = 1_000;
    private static final long BATCH_BYTES = 32L << 20;
    private static final Duration PAUSE_WHILE_DATABASE_IS_AWAY = Duration.ofMillis(500);

    private final BlockingQueue<Submission> waiting = new ArrayBlockingQueue<>(WAITING_CALLS);
    private final Database database;
    private final Intake intake;
    private final Runnable afterCommit;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<DatabaseException> trouble = Optional.empty();

    /** @param afterCommit called after each transaction, on the lane's thread: must not block */
    Lane(String name, Database database, Intake intake, Runnable afterCommit) {
        this.database = database;
        this.intake = intake;
        this.afterCommit = afterCommit;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why the last transaction did not take place, unless that was its events' own fault. */
    Optional<DatabaseException> trouble() {
        return trouble;
    }

    /** Blocks while too many wait; that is the back-pressure. */
    void add(Submission submission) throws InterruptedException {
        waiting.put(submission);
        if (closed) {
            submission.done().cancel(false);
        }
    }

    /** Stops after the transaction on its way. What still waits fails, unacknowledged. */
    void stop() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join();
        List<Submission> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(submission -> submission.done().cancel(false));
    }

    private void run() {
        List<Submission> batch = List.of();
        try {
            while (true) {
                batch = next();
                commit(batch);
            }
        } catch (InterruptedException end) {
            batch.forEach(submission -> submission.done().cancel(false));
            LOG.debug("The inbox ends", end);
        }
    }

    private List<Submission> next() throws InterruptedException {
        List<Submission> batch = new ArrayList<>();
        batch.add(waiting.take());
        int events = batch.getFirst().events().size();
        long bytes = batch.getFirst().bytes();
        Submission candidate = waiting.peek();
        while (candidate != null && events + candidate.events().size() <= BATCH_EVENTS && bytes + candidate.bytes() <= BATCH_BYTES) {
            events += candidate.events().size();
            bytes += candidate.bytes();
            batch.add(waiting.take());
            candidate = waiting.peek();
        }
        return batch;
    }

    private void commit(List<Submission> all) throws InterruptedException {
        List<Submission> batch = all.stream().filter(submission -> !submission.done().isCancelled()).toList();
        try {
            List<Submission> refused = transact(batch);
            batch.forEach(submission -> {
                if (refused.contains(submission)) {
                    submission.done().completeExceptionally(ownershipLost(submission));
                } else {
                    submission.done().complete(null);
                }
            });
        } catch (RuntimeException failure) {
            // Of whatever kind: this thread serves every channel, and must outlive what one of them handed in.
            alone(batch, failure);
        }
    }

    /** After a refusal: each submission for itself, and a submission that is refused event by event. */
    private void alone(List<Submission> batch, RuntimeException failure) throws InterruptedException {
        if (batch.size() != 1) {
            for (Submission submission : batch) {
                commit(List.of(submission));
            }
            return;
        }
        Submission submission = batch.getFirst();
        if (!isAboutTheEvents(failure)) {
            LOG.warn("Channel {}: the database takes nothing in at the moment; the channel delivers again. {}", submission.channel(),
                    failure.getMessage());
            submission.done().completeExceptionally(unexpected(failure));
            return;
        }
        try {
            if (eventByEvent(submission, failure)) {
                submission.done().complete(null);
            } else {
                submission.done().completeExceptionally(ownershipLost(submission));
            }
        } catch (RuntimeException refused) {
            submission.done().completeExceptionally(unexpected(refused));
        }
    }

    /** Only then may an event be kept as unreadable: a disk that is full now would cost a citizen's words for good. */
    private static boolean isAboutTheEvents(RuntimeException failure) {
        return !(failure instanceof DatabaseException database) || database.refusesValues();
    }

    /** Returns false when the node lost the channel on the way. */
    private boolean eventByEvent(Submission submission, RuntimeException failure) throws InterruptedException {
        for (InboundEvent event : submission.events()) {
            try {
                if (!transact(List.of(submission.with(List.of(event), Optional.empty()))).isEmpty()) {
                    return false;
                }
            } catch (RuntimeException refused) {
                if (!isAboutTheEvents(refused)) {
                    throw refused;
                }
                LOG.error("Channel {}: an event could not be taken in as it is and is kept as unreadable; look at the original in the desk",
                        submission.channel(), refused);
                transact(List.of(
                        submission.with(Quarantine.of(database, submission.channel(), event, intake.now(), refused), Optional.empty())));
            }
        }
        LOG.info("Channel {}: {} events were taken in one by one after a refusal: {}", submission.channel(), submission.events().size(),
                failure.getMessage());
        return transact(List.of(submission.with(List.of(), submission.cursor()))).isEmpty();
    }

    /** Tries until the database has answered. Doing it twice is harmless: the second time, every event is known. */
    private List<Submission> transact(List<Submission> batch) throws InterruptedException {
        while (true) {
            try {
                List<Submission> refused = database.inTransaction(session -> intake.take(session, batch));
                trouble = Optional.empty();
                afterCommit.run();
                return refused;
            } catch (DatabaseException failure) {
                trouble = Optional.of(failure).filter(reason -> !reason.refusesValues());
                if (!failure.retryable() && !failure.outcomeUnknown()) {
                    throw failure;
                }
                LOG.warn("The database does not take events in; channels wait, nothing is lost. Trying again: {}", failure.getMessage());
                Thread.sleep(PAUSE_WHILE_DATABASE_IS_AWAY);
            }
        }
    }

    private static ChannelException ownershipLost(Submission submission) {
        return new ChannelException(
                new Fault(Fault.Owner.PARVIS, "OWNERSHIP_LOST", "Channel " + submission.channel() + " belongs to another node now"));
    }

    static ChannelException unexpected(Exception failure) {
        return new ChannelException(new Fault(Fault.Owner.PARVIS, "NOT_TAKEN_IN", "The events were not taken in: " + failure.getMessage()),
                failure);
    }
}
