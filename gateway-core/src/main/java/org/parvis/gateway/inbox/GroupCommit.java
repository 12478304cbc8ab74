package org.parvis.gateway.inbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Cursor;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.Inbox;
import org.parvis.gateway.database.Database;

/**
 * Takes in events by group commit: whatever waits while one transaction is on its way goes into the next, so nobody lingers and a burst
 * costs few transactions. A channel's call returns when its events are durable.
 *
 * <p>While the database is away the callers wait; that is the back-pressure. What the database refuses for good is tried alone, so that
 * one bad event holds up neither its neighbours nor its own channel.
 *
 * <p>A channel is always in the same lane: what it hands in is taken in one after the other, and finds the threads and messages of its network that came before.
 * Channels of different lanes meet in the database alone, as those of different nodes do.
 */
public final class GroupCommit {

    /** As many transactions on their way at once. */
    private static final int LANES = 2;

    private final List<Lane> lanes;

    private GroupCommit(List<Lane> lanes) {
        this.lanes = lanes;
    }

    /** @param afterCommit called after each transaction, on one of the inbox's threads: must not block */
    public static GroupCommit start(Database database, Intake intake, Runnable afterCommit) {
        List<Lane> lanes = IntStream.range(0, LANES).mapToObj(lane -> new Lane("inbox-" + lane, database, intake, afterCommit)).toList();
        lanes.forEach(Lane::start);
        return new GroupCommit(lanes);
    }

    /** @param epoch the lease under which the channel listens; absent for a channel that any node may serve */
    public Inbox of(String channel, Optional<Long> epoch) {
        return (events, next) -> commit(channel, epoch, events, next);
    }

    /** What keeps all channels from handing in anything at this moment, in words that anybody may read. From memory. */
    public Optional<String> trouble() {
        return lanes.stream().flatMap(lane -> lane.trouble().stream()).findFirst()
                .map(failure -> failure.diskIsFull()
                        ? "The database's disk is full: nothing can be taken in until there is space."
                        : "The database takes nothing in at the moment.");
    }

    private void commit(String channel, Optional<Long> epoch, List<InboundEvent> events, Optional<Cursor> next)
            throws InterruptedException, ChannelException {
        if (events.size() > Inbox.MAXIMUM_EVENTS) {
            throw new IllegalArgumentException("At most " + Inbox.MAXIMUM_EVENTS + " events in one commit, not " + events.size());
        }
        if (events.isEmpty() && next.isEmpty()) {
            return;
        }
        Submission submission = Submission.of(channel, epoch, events, next);
        lanes.get(Math.floorMod(channel.hashCode(), LANES)).add(submission);
        try {
            submission.done().get();
        } catch (InterruptedException interruption) {
            submission.done().cancel(false);
            throw interruption;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof ChannelException known ? known : Lane.unexpected(failure);
        } catch (CancellationException stopped) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "STOPPING", "The gateway stops; nothing was taken in"), stopped);
        }
    }

    /** Stops after the transactions on their way. What still waits fails, unacknowledged. */
    public void stop() throws InterruptedException {
        for (Lane lane : lanes) {
            lane.stop();
        }
    }
}
