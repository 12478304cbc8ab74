package org.parvis.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened on a network. The set is closed; the gateway handles each case.
 *
 * <p>{@link #id} is the network's own name for the event, unique within the channel. The same event delivered again must have the
 * same id: it is what keeps a message from being shown twice. Where the network names no events, derive the id from what it does
 * name, never from the time of arrival.
 */
public sealed interface InboundEvent {

    EventId id();

    /** Somebody wrote, called or came by. */
    record MessageReceived(EventId id, InboundMessage message) implements InboundEvent {
    }

    /**
     * The author changed a message that was received earlier; an unknown {@code message} is ignored. The content is the whole new one, files
     * and folds included. The earlier words and files are kept and shown as such. What was answered or closed is owed an answer again, unless
     * white space alone has changed. Edits may come in any order: one whose {@code at} lies before another's is history.
     */
    record MessageEdited(EventId id, MessageId message, Content content, Instant at) implements InboundEvent {
    }

    /** The author withdrew a message; an unknown {@code message} is ignored. */
    record MessageDeleted(EventId id, MessageId message, Instant at) implements InboundEvent {
    }

    /**
     * The network says what became of a message that Parvis sent. It may come before {@link Channel#perform} has returned: a report on a
     * {@code message} that is not known yet is kept for some days.
     */
    record DeliveryReported(EventId id, MessageId message, Report report, Optional<Fault> fault, Instant at) implements InboundEvent {
    }

    /** A person's name on the network, as observed now. */
    record ContactChanged(EventId id, Handle handle, String displayName) implements InboundEvent {
    }

    /** A telephone call as the switchboard reports it, shown to the agent at whose extension it rings. */
    record CallSignalled(EventId id, String call, CallState state, Handle caller, Optional<String> extension,
            Instant at) implements InboundEvent {
    }

    /** What a network tells about a message on its way. */
    enum Report {
        DELIVERED, READ, FAILED
    }

    /** Where a telephone call stands. */
    enum CallState {
        RINGING, ANSWERED, ENDED
    }
}
