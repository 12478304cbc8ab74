package org.parvis.channel.testkit;

import java.util.List;

import org.parvis.channel.Handle;
import org.parvis.channel.Response;
import org.parvis.channel.Visibility;

/**
 * The other end of a channel, as {@link ChannelContract} needs it: a real server on loopback, or a hand-written fake of one.
 *
 * <p>Implement the nested interfaces that fit the network. The contract insists on what the channel itself promises: a channel that is
 * {@link org.parvis.channel.Listening} needs {@link Incoming}, one that is {@link org.parvis.channel.Webhooks} and takes messages in needs
 * {@link Calling}. The rest adds tests:
 *
 * <ul>
 * <li>{@link Acknowledging}: the network can be told that a message was taken in (an IMAP flag). A network that is read by cursor alone has nothing to be told.
 * <li>{@link Outgoing}: what the channel sends can be seen at the other end. A form whose answers stand on its own page has no such end.
 * <li>{@link Losing}: the connection can break after the network took a message and before it said so.
 * </ul>
 *
 * <p>All methods are called from the test's own thread and may block; what they arrange is in force when they return.
 */
public interface Network extends AutoCloseable {

    /** Ends the network and its threads. Called after the channel is closed. */
    @Override
    void close();

    /**
     * Somebody's message to the service.
     *
     * @param key  the same for a letter that is delivered again
     * @param text the words; a message in which they are found is this letter
     */
    record Letter(String key, Visibility visibility, String text) {
    }

    /** A message of the service as the other end sees it. */
    record Sent(Handle to, Visibility visibility, String text) {
    }

    /** A network that is somewhere else, and may therefore be away. */
    interface Remote extends Network {

        /** From now on nothing answers: new connections fail, kept ones are broken. What the network holds is kept. */
        void cut() throws Exception;

        /** Undoes {@link #cut}, at the same address. */
        void restore() throws Exception;
    }

    /** A network from which the channel fetches. */
    interface Incoming extends Remote {

        /** Somebody writes to the service. When this returns, the network holds the letter. */
        void write(Letter letter) throws Exception;
    }

    /** A network that is told what was taken in. */
    interface Acknowledging extends Incoming {

        /** Whether the network was told that the letter is taken in. */
        boolean acknowledged(Letter letter) throws Exception;
    }

    /** A network, or a browser, that calls the channel's routes. */
    interface Calling extends Network {

        /** Somebody writes to the service; the answer is the network's acknowledgement. The same letter again is a repetition. */
        Response deliver(Letter letter, RouteCaller routes) throws Exception;
    }

    /** A network that shows what the channel sent. */
    interface Outgoing extends Remote {

        /** Everything the service sent, in order. A repetition that the network itself did not recognise stands here twice. */
        List<Sent> sent() throws Exception;
    }

    /** A network that can take a message and break the connection before it says so. */
    interface Losing extends Outgoing {

        /** The next message is taken, its answer lost. */
        void loseNextAnswer() throws Exception;
    }
}
