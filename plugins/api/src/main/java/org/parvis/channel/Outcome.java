package org.parvis.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of a command after {@link Channel#perform}. A guess is not an outcome: what is not known is {@link Unknown}. */
public sealed interface Outcome {

    /**
     * The next hop took it, which does not mean that anybody saw it.
     *
     * @param ids    the network's names of the message, to which replies and reports will refer
     * @param notice what to tell the citizen by another channel, sent once
     */
    record Accepted(List<MessageId> ids, Optional<Notice> notice) implements Outcome {
        public Accepted {
            ids = List.copyOf(ids);
        }

        public static Accepted as(MessageId... ids) {
            return new Accepted(List.of(ids), Optional.empty());
        }
    }

    /** The network will not take it, now or later; it was not sent. An agent is told. */
    record Rejected(Fault fault) implements Outcome {
    }

    /** It was certainly not sent; the gateway tries again, not before {@code until}. */
    record Deferred(Instant until, Fault fault) implements Outcome {
    }

    /**
     * It may or may not have been sent. Sent again only if {@link Capabilities#sendIsIdempotent}; otherwise shown as unknown until a
     * person or a later report resolves it.
     *
     * @param ids the network's names that the message has if it was sent, where they are known beforehand: a later report can then
     *            resolve it
     */
    record Unknown(List<MessageId> ids, Fault fault) implements Outcome {
        public Unknown {
            ids = List.copyOf(ids);
        }

        public Unknown(Fault fault) {
            this(List.of(), fault);
        }
    }

    /**
     * A person has to do it, by telephone for instance; an agent reports when it is done or that nobody was reached.
     *
     * @param script what to say, for the agent
     */
    record ByPerson(String script) implements Outcome {
    }
}
