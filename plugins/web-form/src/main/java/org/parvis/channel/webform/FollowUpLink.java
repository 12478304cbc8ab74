package org.parvis.channel.webform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.channel.ChannelContext.Signer;

/**
 * The secret that opens a conversation's page: the conversation's thread name and its signature. Whoever has it can read the page, so it
 * goes to nobody but the sender, and no page that carries it tells other sites where the reader came from.
 *
 * @param language in which the form was sent, so that later e-mails speak it as well
 * @param id       of the ticket by which the conversation began
 */
record FollowUpLink(Language language, String id) {

    private static final Pattern THREAD = Pattern.compile("(fr|en)-([A-Za-z0-9_-]{22})");
    private static final Pattern TOKEN = Pattern.compile("([^.]{1,100})\\.([A-Za-z0-9_-]{1,100})");

    /** The conversation's name on this channel. */
    String thread() {
        return language.code() + "-" + id;
    }

    String token(Signer signer) {
        return thread() + "." + signer.sign(signed());
    }

    static Optional<FollowUpLink> ofThread(String thread) {
        Matcher parts = THREAD.matcher(thread);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Language.named(parts.group(1)).map(language -> new FollowUpLink(language, parts.group(2)));
    }

    /** Empty when this channel did not make the token. */
    static Optional<FollowUpLink> ofToken(String token, Signer signer) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return ofThread(parts.group(1)).filter(link -> signer.verify(link.signed(), parts.group(2)));
    }

    private String signed() {
        return "follow-up:" + thread();
    }
}
