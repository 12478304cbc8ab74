package org.parvis.channel;

/** The gateway's name for a command: the same on every attempt, so that a network with idempotency keys, or a plugin that looks first, carries it out once. At most {@value #MAXIMUM_LENGTH} characters, not blank. */
public record CommandKey(String value) {

    public static final int MAXIMUM_LENGTH = 128;

    public CommandKey {
        Bounds.text("CommandKey", value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
