package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a conversation matched: words of its best message around what was searched for. Plain text, never markup.
 *
 * @param message the message that it is of
 * @param part of what in the message
 * @param matches which parts of the text matched, in order
 */
public record Excerpt(UUID message, Part part, String text, List<Range> matches) {

    /** Characters of private use, which are taken out of what is marked. */
    static final char BEGIN = '\uE000';
    static final char END = '\uE001';

    public Excerpt {
        matches = List.copyOf(matches);
    }

    /** What of a message is searched. */
    public enum Part {
        TEXT, SUBJECT
    }

    /** In UTF-16 code units. */
    public record Range(int start, int end) {
    }

    /** Of a text in which {@link #BEGIN} and {@link #END} stand around what matched, in one line; empty where nothing is marked. */
    static Optional<Excerpt> of(UUID message, Part part, String marked) {
        StringBuilder text = new StringBuilder(marked.length());
        List<Range> matches = new ArrayList<>();
        int begun = -1;
        for (char letter : marked.strip().toCharArray()) {
            if (letter == BEGIN) {
                begun = text.length();
            } else if (letter == END) {
                if (begun >= 0 && begun < text.length()) {
                    matches.add(new Range(begun, text.length()));
                }
                begun = -1;
            } else if (!Character.isWhitespace(letter)) {
                text.append(letter);
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return matches.isEmpty() ? Optional.empty() : Optional.of(new Excerpt(message, part, text.toString(), matches));
    }
}
