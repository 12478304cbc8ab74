package org.parvis.channel;

/**
 * Why something did not work.
 *
 * @param owner  who can mend it
 * @param code   a short stable name in upper case, such as {@code RECIPIENT_UNKNOWN}
 * @param detail one sentence for that owner; never a secret, never a message's words
 */
public record Fault(Owner owner, String code, String detail) {

    public static final int MAXIMUM_DETAIL = 2_000;

    public Fault {
        Bounds.text("A fault's code", code, 64);
        if (detail.length() > MAXIMUM_DETAIL) {
            detail = detail.substring(0, MAXIMUM_DETAIL);
        }
    }

    /** Who can mend a fault. */
    public enum Owner {
        /** The person who wrote: an address that does not exist. */
        CITIZEN,
        /** The agent: a text too long. */
        AGENT,
        /** Whoever runs the gateway: a password, a full disk. */
        OPERATOR,
        /** Whoever runs the network. */
        PLATFORM,
        /** Parvis or one of its plugins: a bug. */
        PARVIS
    }
}
