package org.parvis.channel;

/**
 * A short message to somebody by another channel, sent once: to tell by e-mail that an answer waits on a page, for instance. The gateway
 * picks the channel that reaches {@code to}; if there is none, the notice is dropped and counted.
 *
 * @param text plain text; {@value #NUMBER} stands for the conversation's number
 */
public record Notice(Handle to, String subject, String text) {
    public static final String NUMBER = "{number}";
}
