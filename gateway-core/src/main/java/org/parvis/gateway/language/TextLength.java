package org.parvis.gateway.language;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

import org.parvis.channel.Capabilities.TextLimit;

/** How long a text is for a channel. The desk counts the same way in {@code limit.js}; both are tested against {@code limit-vectors.json}. */
public final class TextLength {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    /** From the scheme to the last character that is not closing punctuation. */
    private static final Pattern URL = Pattern.compile("(?<![\\p{L}\\p{N}_@])https?://[^\\s<>\"«»“”]*[^\\s<>\"«»“”.,:;!?'’()\\[\\]{}…]",
            FLAGS | Pattern.UNICODE_CHARACTER_CLASS);
    /** {@code @user@host}, as Mastodon reads mentions. */
    private static final Pattern MENTION = Pattern
            .compile("(?<![\\p{L}\\p{N}_@/.])(@[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", FLAGS);

    private TextLength() {
    }

    /** The length in the limit's units. */
    public static int of(String text, TextLimit limit) {
        String counted = limit.urlLength() == 0 ? text : URL.matcher(text).replaceAll("x".repeat(limit.urlLength()));
        if (limit.mentionsCountLocalPart()) {
            counted = MENTION.matcher(counted).replaceAll("$1");
        }
        return switch (limit.unit()) {
            case GRAPHEMES -> graphemes(counted);
            case CODE_POINTS -> counted.codePointCount(0, counted.length());
            case UTF8_BYTES -> counted.getBytes(StandardCharsets.UTF_8).length;
        };
    }

    private static int graphemes(String text) {
        BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
        boundaries.setText(text);
        int count = 0;
        while (boundaries.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
