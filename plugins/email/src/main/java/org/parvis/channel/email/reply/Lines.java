package org.parvis.channel.email.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.parvis.channel.Content.Fold;

/** A text as lines, each with what it was found to be. */
final class Lines {

    /** A longer line is a paragraph, never a mark; the patterns look at no more. */
    static final int LONGEST_MARK = 600;

    private final List<Line> lines = new ArrayList<>();
    private final Fold.@Nullable Kind[] kinds;

    private record Line(int start, int end, String text) {
    }

    Lines(String text) {
        int start = 0;
        while (start <= text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String shown = text.substring(start, Math.min(end, start + LONGEST_MARK + 1));
            lines.add(new Line(start, end, shown.replace('\u00A0', ' ').replace('\u202F', ' ').stripTrailing()));
            start = end + 1;
        }
        kinds = new Fold.Kind[lines.size()];
    }

    int count() {
        return lines.size();
    }

    /** Without space at its end; no-break spaces are spaces. */
    String text(int index) {
        return lines.get(index).text();
    }

    boolean isBlank(int index) {
        return text(index).isBlank();
    }

    boolean isQuoted(int index) {
        String text = text(index);
        String stripped = text.stripLeading();
        return stripped.startsWith(">") && text.length() - stripped.length() <= 3;
    }

    Optional<Fold.Kind> kind(int index) {
        return Optional.ofNullable(kinds[index]);
    }

    void mark(int from, int to, Fold.Kind kind) {
        for (int index = from; index < to; index++) {
            if (kinds[index] == null) {
                kinds[index] = kind;
            }
        }
    }

    /** The first line from {@code index} on that has words, or {@link #count}. */
    int nextWords(int index) {
        int next = index;
        while (next < count() && isBlank(next)) {
            next++;
        }
        return next;
    }

    /** The marked stretches; blank lines between lines of one kind belong to them. Empty when nothing would stay visible. */
    List<Fold> folds() {
        List<Fold> folds = new ArrayList<>();
        boolean visible = false;
        int index = nextWords(0);
        while (index < count()) {
            Fold.Kind kind = kinds[index];
            int last = index;
            int next = nextWords(index + 1);
            while (next < count() && kinds[next] == kind) {
                last = next;
                next = nextWords(next + 1);
            }
            if (kind == null) {
                visible = true;
            } else {
                folds.add(new Fold(kind, lines.get(index).start(), lines.get(last).end()));
            }
            index = next;
        }
        return visible ? List.copyOf(folds) : List.of();
    }
}
