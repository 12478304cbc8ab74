package org.parvis.channel;

/** The network's own name for a message, unique within a channel. At most {@value #MAXIMUM_LENGTH} characters, not blank. */
public record MessageId(String value) {

    public static final int MAXIMUM_LENGTH = 998;

    public MessageId {
        Bounds.text("MessageId", value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
