package org.parvis.channel;

/**
 * One configured channel: a mailbox, an account on a network, a form. A channel that hears of its network by itself is also
 * {@link Listening}; one that is called by HTTP is also {@link Webhooks}; many are both.
 */
public interface Channel extends AutoCloseable {

    /**
     * What the gateway may ask of this channel. Called often and from any thread: answer from memory. May change while the channel
     * runs, for instance when the network has told its own limits.
     */
    Capabilities capabilities();

    /**
     * Carries out one command on the network and says what is known of the result. Blocking; called on a virtual thread of the gateway,
     * by several threads at once up to {@link Capabilities#parallelSends}. The command is durable before the call and its outcome
     * is made durable after it, so after a crash in between the same command may come again, with the same {@link CommandKey}.
     *
     * <p>Any exception that escapes is taken for {@link Outcome.Unknown}: the network may or may not have taken the command.
     *
     * @throws InterruptedException when the gateway stops or gives up waiting; taken for {@link Outcome.Unknown} as well
     */
    Outcome perform(Command command) throws InterruptedException;

    /** How the channel is now, in words for its operator. Called from any thread: answer from memory. */
    default Health health() {
        return new Health.Ready();
    }

    /** Lets go of what the channel holds. Called once, after {@code listen} and every {@code perform} returned. */
    @Override
    default void close() {
    }
}
