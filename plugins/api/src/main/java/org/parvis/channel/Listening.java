package org.parvis.channel;

import java.util.Optional;

/** A channel that finds out by itself what happened on its network: by polling, by a stream, by a kept connection. */
public interface Listening extends Channel {

    /**
     * Listens until interrupted. Called on a virtual thread of the gateway, on one node at a time. Hand what happened to
     * {@link Inbox#commit} and acknowledge it on the network only after that returned.
     *
     * <p>Returning or throwing means a restart by the gateway, with a growing pause, from the cursor committed last.
     *
     * @param from the cursor committed last, absent the first time
     * @throws InterruptedException the only good way to end
     * @throws ChannelException     when the network or its configuration does not let the channel listen
     */
    void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException;
}
