package org.parvis.channel;

import java.util.List;
import java.util.Optional;

/** Where a channel hands in what happened on its network. Safe for use by many threads. */
public interface Inbox {

    /** More events than this in one call are refused: commit them in portions. */
    int MAXIMUM_EVENTS = 500;

    /**
     * Makes the events and the cursor durable, together, and returns only then. An event that this channel committed before (the
     * same {@link EventId}) is recognised and left out, so committing again after a doubt is always right.
     *
     * <p>Blocks while the database is slow or away; that is the back-pressure. There is no result to look at: acknowledge the
     * network after the return, never before.
     *
     * @param next where to listen from after a restart; absent leaves the cursor as it is
     * @throws InterruptedException     nothing is known to be durable: do not acknowledge
     * @throws ChannelException         the gateway cannot take it: the database refused, or this node no longer owns the channel.
     *                                  Do not acknowledge; let it rise
     * @throws IllegalArgumentException an event breaks a bound of this contract: a mistake in the plugin
     */
    void commit(List<InboundEvent> events, Optional<Cursor> next) throws InterruptedException, ChannelException;

    /** {@link #commit(List, Optional)} of one event, cursor unchanged. */
    default void commit(InboundEvent event) throws InterruptedException, ChannelException {
        commit(List.of(event), Optional.empty());
    }
}
