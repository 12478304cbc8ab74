package org.parvis.channel.mastodon;

import java.util.Locale;
import java.util.regex.Pattern;

import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;

/** The words of a status: on this network a message reaches those whom it mentions, and nobody else. */
final class Wording {

    /** U+2060 joins without being seen; after it a name is no mention any more. */
    private static final String WORD_JOINER = "\u2060";
    /**
     * What stands before an @ that begins no mention, and nothing else does: Mastodon's own rule (Account::MENTION_RE), whose word characters are those
     * of Ruby's [[:word:]]. After a point or another @ a name is a mention.
     */
    private static final String NO_MENTION_AFTER = "(?<![\\p{L}\\p{M}\\p{Nd}\\p{Pc}/=])";
    private static final Pattern MENTION = Pattern.compile(NO_MENTION_AFTER + "@(?=[\\p{L}\\p{N}_])");

    private Wording() {
    }

    /**
     * With the mention of the person in front, unless it stands in the text. In a private message no third person is mentioned: they would
     * receive it.
     */
    static String of(Handle to, String text, Visibility visibility) {
        String mention = "@" + to.value();
        if (visibility == Visibility.PRIVATE) {
            return mention + " " + MENTION.matcher(withoutLeading(mention, text)).replaceAll("@" + WORD_JOINER);
        }
        return mentions(text, mention) ? text : mention + " " + text;
    }

    private static String withoutLeading(String mention, String text) {
        boolean leads = text.regionMatches(true, 0, mention, 0, mention.length())
                && (text.length() == mention.length() || Character.isWhitespace(text.charAt(mention.length())));
        return leads ? text.substring(mention.length()).stripLeading() : text;
    }

    private static boolean mentions(String text, String mention) {
        String end = "(?![\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_])";
        return Pattern.compile(NO_MENTION_AFTER + Pattern.quote(mention.toLowerCase(Locale.ROOT)) + end)
                .matcher(text.toLowerCase(Locale.ROOT)).find();
    }
}
