package org.parvis.channel;

/**
 * How a channel is, in words for its operator. Where the reason is one of few, it has a code as a {@link Fault} has, in upper case: by that the desk says it in the agent's
 * language, with these words behind it. Empty: there is none, and the words stand as they are.
 */
public sealed interface Health {

    record Ready() implements Health {
    }

    /** It works, or will again by itself, but not as it should. */
    record Degraded(String why, String code) implements Health {

        public Degraded(String why) {
            this(why, "");
        }
    }

    /** It will not work before somebody does something. */
    record NeedsOperator(String action, String code) implements Health {

        public NeedsOperator(String action) {
            this(action, "");
        }
    }
}
