package org.parvis.channel.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Cursor;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Inbox;

/**
 * The gateway's inbox in memory: it keeps its promises (an event is taken once, events and cursor together) and fails on demand.
 *
 * {@snippet :
 * inbox.refuse(1);                    // the next commit with events throws, nothing of it is kept
 * inbox.hold();                       // commits with events wait ...
 * inbox.release();                    // ... until now
 * inbox.await(taken -> taken.messages().size() == 2, Duration.ofSeconds(10));
 * }
 *
 * <p>Safe for use by many threads.
 */
public final class RecordingInbox implements Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<InboundEvent> offered = new ArrayList<>();
    private final List<InboundEvent> events = new ArrayList<>();
    private final Set<EventId> known = new HashSet<>();
    private Optional<Cursor> cursor = Optional.empty();
    private int refusals;
    private int refused;
    private boolean held;

    @Override
    public void commit(List<InboundEvent> batch, Optional<Cursor> next) throws InterruptedException, ChannelException {
        if (batch.size() > MAXIMUM_EVENTS) {
            throw new IllegalArgumentException("A commit has at most " + MAXIMUM_EVENTS + " events, not " + batch.size());
        }
        lock.lockInterruptibly();
        try {
            offered.addAll(batch);
            changed.signalAll();
            if (!batch.isEmpty()) {
                refuseOrHold();
            }
            batch.stream().filter(event -> known.add(event.id())).forEach(events::add);
            cursor = next.or(() -> cursor);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void refuseOrHold() throws InterruptedException, ChannelException {
        if (refusals > 0) {
            refusals--;
            refused++;
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "DATABASE_AWAY", "The test refused this commit."));
        }
        while (held) {
            changed.await();
        }
    }

    /** The next {@code count} commits that carry events throw, and nothing of them is kept. */
    public void refuse(int count) {
        locked(() -> refusals = count);
    }

    /** From now on commits that carry events wait, as with a database that is away. */
    public void hold() {
        locked(() -> held = true);
    }

    public void release() {
        locked(() -> held = false);
    }

    /** What was handed in, refused and repeated events included, in order. */
    public List<InboundEvent> offered() {
        return copy(offered);
    }

    /** What was taken, each event once, in order. */
    public List<InboundEvent> events() {
        return copy(events);
    }

    /** The taken events of one kind. */
    public <E extends InboundEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<InboundMessage> messages() {
        return events(MessageReceived.class).stream().map(MessageReceived::message).toList();
    }

    /** The taken messages in whose text the words stand. */
    public List<InboundMessage> messagesWith(String words) {
        return messages().stream().filter(message -> message.content().text().contains(words)).toList();
    }

    /** The cursor committed last. */
    public Optional<Cursor> cursor() {
        lock.lock();
        try {
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    /** How many commits were refused. */
    public int refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the condition holds; it is looked at again after every change.
     *
     * @throws AssertionError when it does not hold within the time
     */
    public void await(Predicate<RecordingInbox> condition, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.test(this)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("Not within " + within + ". Taken: " + events.stream().map(RecordingInbox::brief).toList()
                            + ", offered: " + offered.size() + ", refused: " + refused + ", cursor: " + cursor);
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String brief(InboundEvent event) {
        return event.getClass().getSimpleName() + " " + event.id();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> copy(List<T> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }
}
