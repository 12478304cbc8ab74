package org.parvis.channel;

import java.util.List;
import java.util.Optional;

/**
 * What a message says.
 *
 * @param text        the words as plain text, never absent: where the network has HTML alone, its text. Lines end with {@code \n}
 * @param html        the words as HTML, as the author sent them; the gateway sanitises it before anybody sees it
 * @param folds       parts of {@code text} that readers see folded: quotations and signatures. In order, without overlap
 * @param warning     the content warning under which the author put the words
 */
public record Content(String text, Optional<String> html, List<Fold> folds, Optional<String> warning, List<Attachment> attachments) {

    /** In UTF-16 code units. What is longer must be cut by the plugin, with a {@link Defect} that says so and the original kept. */
    public static final int MAXIMUM_TEXT = 1_000_000;
    public static final int MAXIMUM_ATTACHMENTS = 100;

    public Content {
        folds = List.copyOf(folds);
        attachments = List.copyOf(attachments);
        if (text.length() > MAXIMUM_TEXT) {
            throw new IllegalArgumentException("A message's text has at most " + MAXIMUM_TEXT + " characters, not " + text.length());
        }
        if (attachments.size() > MAXIMUM_ATTACHMENTS) {
            throw new IllegalArgumentException("A message has at most " + MAXIMUM_ATTACHMENTS + " attachments, not " + attachments.size());
        }
        int reached = 0;
        for (Fold fold : folds) {
            if (fold.start() < reached || fold.end() > text.length()) {
                throw new IllegalArgumentException("Folds must be in order, without overlap and within the text: " + folds);
            }
            reached = fold.end();
        }
    }

    public static Content of(String text) {
        return new Content(text, Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    public static Content of(String text, List<Attachment> attachments) {
        return new Content(text, Optional.empty(), List.of(), Optional.empty(), attachments);
    }

    /**
     * A part of the text that a reader has seen before or does not need at first.
     *
     * @param start the first UTF-16 code unit of the part
     * @param end   the first after it
     */
    public record Fold(Kind kind, int start, int end) {
        public Fold {
            if (start < 0 || end <= start) {
                throw new IllegalArgumentException("A fold has a start before its end: " + start + ".." + end);
            }
        }

        /** Why a part is folded. */
        public enum Kind {
            QUOTATION, SIGNATURE
        }
    }
}
