package org.parvis.channel;

/** How a channel is, in words for its operator. */
public sealed interface Health {

    record Ready() implements Health {
    }

    /** It works, or will again by itself, but not as it should. */
    record Degraded(String why) implements Health {
    }

    /** It will not work before somebody does something. */
    record NeedsOperator(String action) implements Health {
    }
}
