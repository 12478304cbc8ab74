package org.parvis.channel;

/** What {@link ChannelPlugin#test} finds out: each step is told as soon as it is known, in order, by one thread. Never a secret. */
public interface Findings {

    /**
     * It works as far as this.
     *
     * @param step   a short stable name in lower case with hyphens, such as {@code imap-reached}
     * @param detail what was found there, such as a server's or an account's name; may be empty
     */
    void passed(String step, String detail);

    /** It does not, and why. */
    void failed(String step, Fault fault);
}
