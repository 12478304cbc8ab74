package org.parvis.gateway.conversation;

import java.time.Duration;

/** What is known of a message on its way out. Each is a promise, never a guess. */
public enum DeliveryState {
    /** Durable here, not yet handed to the network. */
    QUEUED,
    /** Being handed to the network at this moment. */
    SENDING,
    /** The next hop took it; nobody need have seen it. */
    ACCEPTED,
    /** The network says that it reached its recipient. */
    DELIVERED,
    /** The network says that somebody opened it. */
    READ,
    /** It certainly did not go out, or came back. */
    FAILED,
    /** It may or may not have gone out; a person or a later report resolves it. */
    UNKNOWN,
    /** A person has to do it, by telephone for instance. */
    BY_PERSON,
    /** A person decided that it stays unsent. */
    CANCELLED;

    /** Longer than any sending takes: whoever claimed what is {@link #SENDING} since then is gone. */
    public static final Duration LONGEST_SENDING = Duration.ofMinutes(10);
}
