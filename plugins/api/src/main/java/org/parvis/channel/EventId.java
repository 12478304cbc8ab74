package org.parvis.channel;

/** The network's own name for an event, unique within a channel. At most {@value #MAXIMUM_LENGTH} characters, not blank. */
public record EventId(String value) {

    public static final int MAXIMUM_LENGTH = 512;

    public EventId {
        Bounds.text("EventId", value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
