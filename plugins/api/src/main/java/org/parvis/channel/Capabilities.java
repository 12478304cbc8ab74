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

        /** What is counted. */
        public enum Unit {
            /** User-perceived characters: extended grapheme clusters (UAX 29). */
            GRAPHEMES, CODE_POINTS, UTF8_BYTES
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
