package org.parvis.gateway.access;

/** Something that somebody may do. Every operation of the API names the one that it takes. */
public enum Permission {
    /** What everybody may who is let in: a session and tokens of one's own, what channels there are, changes as far as one sees. */
    ENTER,
    /** Read and answer conversations, as far as one's scope goes, with all that hangs on them. */
    CONVERSE,
    /** Find that two contacts are one person, or two. */
    MERGE_PEOPLE,
    /** The balance of the whole service. */
    READ_LEDGER,
    /** Canned answers for everybody. */
    WRITE_CANNED_ANSWERS,
    /** Which topics there are, and what topics and tags are called. */
    KEEP_WORDS,
    /** Nodes, queues and what waits: nothing of what is said. */
    OPERATE,
    /** Pause channels, and say how fast they send. */
    CONTROL_CHANNELS,
    /** Accounts, teams, and what channels there are. */
    ADMINISTER
}
