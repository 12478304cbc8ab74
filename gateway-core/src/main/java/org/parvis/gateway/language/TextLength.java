package org.parvis.gateway.language;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.Normalizer;
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

    /** Flags, keycaps, and what is shown as an emoji with all that is joined to it; {@code ©} and the like only where the text asks for the emoji (UTS 51). */
    private static final Pattern EMOJI = Pattern.compile("""
            [\\x{1F1E6}-\\x{1F1FF}]{2}
            |[0-9\\#*]\\x{FE0F}?\\x{20E3}
            |(?:\\p{IsEmoji_Presentation}|\\p{IsExtended_Pictographic}(?=\\x{FE0F}|\\p{IsEmoji_Modifier}|\\x{200D}\\p{IsExtended_Pictographic}))
             (?:\\x{FE0F}|\\p{IsEmoji_Modifier}|[\\x{E0020}-\\x{E007E}]+\\x{E007F})?
             (?:\\x{200D}\\p{IsExtended_Pictographic}(?:\\x{FE0F}|\\p{IsEmoji_Modifier})?)*""", Pattern.COMMENTS);

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
            case WEIGHTED -> weight(counted);
            case SMS_PARTS -> SmsParts.of(counted);
        };
    }

    private static int weight(String text) {
        return EMOJI.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("xx").codePoints()
                .map(point -> isLight(point) ? 1 : 2).sum();
    }

    private static boolean isLight(int point) {
        return point <= 4351 || (point >= 8192 && point <= 8205) || (point >= 8208 && point <= 8223) || (point >= 8242 && point <= 8247);
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
