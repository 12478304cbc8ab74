package org.parvis.channel;

/** Where to listen from after a restart, in the plugin's own notation. At most {@value #MAXIMUM_LENGTH} characters, not blank. */
public record Cursor(String value) {

    public static final int MAXIMUM_LENGTH = 65_536;

    public Cursor {
        Bounds.text("Cursor", value, MAXIMUM_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
