package org.parvis.channel.email.mime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conversation's number in a subject, {@code [#1234]}, for mail programs that answer without naming the message they answer. It
 * needs no secret: the gateway believes a number only from somebody who takes part in the conversation.
 */
public final class SubjectToken {

    private static final Pattern TOKEN = Pattern.compile("\\s*\\[#([0-9]{1,18})\\]");

    private SubjectToken() {
    }

    static Optional<Long> find(String subject) {
        Matcher matcher = TOKEN.matcher(subject);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    /** The subject with this conversation's token, and with no other. */
    public static String put(String subject, long conversation) {
        return (remove(subject) + " [#" + conversation + "]").strip();
    }

    public static String remove(String subject) {
        return TOKEN.matcher(subject).replaceAll("").strip();
    }
}
