package org.parvis.channel;

import java.util.Set;

/**
 * What a channel can do; the gateway asks for nothing else.
 *
 * @param reaches          kinds of handle that a message can be addressed to
 * @param startsConversation whether a message can go to somebody who has not written first
 * @param visibilities     of messages that can be sent
 * @param sendIsIdempotent whether {@code perform} of the same {@link CommandKey} again is carried out once
 * @param parallelSends    how many {@code perform} calls may run at once, at least 1
 * @param sendsPerMinute   the rate that the network bears, at least 1
 */
public record Capabilities(TextLimit text, MediaLimits media, Set<Feature> features, Set<Handle.Kind> reaches, boolean startsConversation,
        Set<Visibility> visibilities, boolean sendIsIdempotent, int parallelSends, int sendsPerMinute, Operator operator) {

    public Capabilities {
        features = Set.copyOf(features);
        reaches = Set.copyOf(reaches);
        visibilities = Set.copyOf(visibilities);
        if (parallelSends < 1 || sendsPerMinute < 1) {
            throw new IllegalArgumentException("parallelSends and sendsPerMinute are at least 1");
        }
    }

    /** What not every network has. */
    public enum Feature {
        /** Messages have a subject line. */
        SUBJECT,
        /** Text may be formatted as HTML. */
        HTML,
        /** Content warnings. */
        WARNING,
        /** Takes notes of calls by {@code POST} at {@code notes} below its page, so that the desk offers its call form. */
        CALL_NOTES,
        /** What goes out is said by a person: {@code perform} answers {@link Outcome.ByPerson}, so that a conversation is open until that is done. */
        SAID_BY_PERSON
    }

    /**
     * How long a text may be.
     *
     * @param maximum in {@code unit}s
     * @param urlLength what every URL counts for whatever its length, 0 when URLs count like other text
     * @param mentionsCountLocalPart whether {@code @user@host} counts as {@code @user}
     */
    public record TextLimit(int maximum, Unit unit, int urlLength, boolean mentionsCountLocalPart) {

        public static TextLimit graphemes(int maximum) {
            return new TextLimit(maximum, Unit.GRAPHEMES, 0, false);
        }

        /** As X counts: every URL for 23. */
        public static TextLimit weighted(int maximum) {
            return new TextLimit(maximum, Unit.WEIGHTED, 23, false);
        }

        /** @param maximum parts of one SMS, at most 255 (3GPP TS 23.040, 9.2.3.24.1) */
        public static TextLimit smsParts(int maximum) {
            return new TextLimit(maximum, Unit.SMS_PARTS, 0, false);
        }

        /** What is counted. No channel that comes with Parvis uses the last two yet. */
        public enum Unit {
            /** User-perceived characters: extended grapheme clusters (UAX 29). */
            GRAPHEMES, CODE_POINTS, UTF8_BYTES,
            /**
             * As X counts: of the text in NFC, code points 0–4351, 8192–8205, 8208–8223 and 8242–8247 count 1, all others 2, and an emoji sequence 2
             * however many code points it has. Documented on docs.x.com, <i>Counting characters</i>, and in version 3 of twitter-text's configuration. What X
             * does beside is not counted: it takes {@code saint-exemple.fr} without a scheme for a URL, and has a list of emoji of its own where this goes by
             * their properties in Unicode (UTS 51).
             */
            WEIGHTED,
            /**
             * The parts in which a text goes out as one SMS, by the text as it stands. In the GSM 7 bit default alphabet (3GPP TS 23.038, 6.2.1) one part
             * has 160 septets, each of several 153; a character of the extension table takes two, which stay in one part. With any other character, such
             * as {@code ç} or {@code ’}, the text goes as UCS-2: 70 units, or 67 each, and surrogates stay together. The header that joins parts (3GPP TS
             * 23.040, 9.2.3.24.1) takes the difference.
             */
            SMS_PARTS
        }
    }

    /**
     * @param maximumCount attachments in a message, 0 when there can be none
     * @param maximumBytes of one attachment
     * @param types        media types that can be sent, such as {@code image/png}, or {@code image/*}; empty means any
     */
    public record MediaLimits(int maximumCount, long maximumBytes, Set<String> types) {
        public static final MediaLimits NONE = new MediaLimits(0, 0, Set.of());

        public MediaLimits {
            types = Set.copyOf(types);
        }
    }

    /**
     * Who runs the network: what the service depends on.
     *
     * @param name         such as {@code Saint-Exemple (own server)}
     * @param jurisdiction ISO 3166-1 alpha-2 code of the law that the operator answers to, or {@code "??"} when it is not known
     * @param protocol     such as {@code SMTP, IMAP} or {@code ActivityPub}
     * @param openProtocol whether another operator could take over
     */
    public record Operator(String name, String jurisdiction, String protocol, boolean openProtocol) {
    }
}
