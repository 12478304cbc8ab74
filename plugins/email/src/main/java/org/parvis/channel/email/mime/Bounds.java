package org.parvis.channel.email.mime;

/** What one message may ask of us. What is over a bound is left out of the reading, said so, and kept in the original. */
public final class Bounds {

    /** Fields of the message's own header; the rest is not looked at. */
    static final int MAXIMUM_HEADER_FIELDS = 1_000;
    static final int MAXIMUM_HEADER_BYTES = 256 * 1024;
    /** Multiparts within multiparts; what lies deeper is one attachment. */
    static final int MAXIMUM_DEPTH = 20;
    /** Leaves of the MIME tree. */
    static final int MAXIMUM_PARTS = 500;
    /** Lines that could be a boundary: the library makes an object of each before we can count them. */
    static final int MAXIMUM_BOUNDARY_LINES = 20_000;
    /** Lines that could belong to a part's header: the library makes an object of each. */
    static final int MAXIMUM_PART_HEADER_LINES = 100_000;
    /** In UTF-16 code units. */
    static final int MAXIMUM_HTML = 2_000_000;
    static final int MAXIMUM_SUBJECT = 998;
    static final int MAXIMUM_NAME = 255;
    static final int MAXIMUM_FIELD = 2_000;
    /** Recipients in one delivery report. */
    static final int MAXIMUM_REPORTED = 100;
    static final int MAXIMUM_DEFECTS = 20;
    /** So that a message id, a digest and a number fit in an event id. */
    static final int MAXIMUM_MESSAGE_ID = 400;
    /** What is shown of a message that cannot be read. */
    static final int MAXIMUM_SOURCE_SHOWN = 20_000;
    /** What is fetched of a message that is over the size limit: its header and the beginning of its text. */
    public static final int BEGINNING = 256 * 1024;

    private Bounds() {
    }
}
