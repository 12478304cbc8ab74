package org.parvis.channel;

/**
 * What was wrong with a message that was taken in all the same.
 *
 * @param detail one sentence for the agent, such as {@code The attachment plan.pdf of 31 MB was left out: the limit is 25 MB}
 */
public record Defect(Code code, String detail) {

    /** What sort of defect it is. */
    public enum Code {
        /** The message could not be read; the original is kept. */
        UNPARSEABLE,
        /** Something was over a limit and left out or cut; the original is kept if it was itself within bounds. */
        TOO_LARGE,
        /** The stated character set was wrong or unknown, and another was used. */
        CHARSET,
        /** A part is in a format that is not opened, such as TNEF. */
        OPAQUE,
        /** It is for a team that the gateway does not have; stated by the gateway itself. */
        UNKNOWN_TEAM,
        /** Something else was malformed. */
        MALFORMED
    }
}
