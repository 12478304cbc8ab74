package org.parvis.channel.phonenotes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Comma-separated values (RFC 4180), with any separator, read record by record. A record that is malformed is told as such and reading goes
 * on with the next physical line, so that one bad quotation mark costs one line.
 */
final class Csv {

    /** A quotation that goes on for longer than this was never meant to. */
    static final int MAXIMUM_FIELD = 25_000;

    private final String text;
    private final char separator;
    private int position;
    private int line = 1;

    Csv(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** What is wrong with a record: the key of its words. */
    enum Flaw {
        QUOTE_NOT_CLOSED("line.quote"), TEXT_AFTER_QUOTE("line.after.quote");

        private final String key;

        Flaw(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /**
     * @param line   the physical line on which the record starts, from 1
     * @param fields up to the flaw, if there is one
     */
    record Line(int line, List<String> fields, Optional<Flaw> flaw) {

        boolean blank() {
            return flaw.isEmpty() && fields.stream().allMatch(String::isBlank);
        }
    }

    /** The separator that the first line uses most outside of quotation marks: semicolon, comma or tabulator. */
    static char separatorOf(String text) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || (text.charAt(i) != '\n' && text.charAt(i) != '\r')); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            int which = ";,\t".indexOf(c);
            if (!quoted && which >= 0) {
                counts[which]++;
            }
        }
        if (counts[0] >= counts[1] && counts[0] >= counts[2]) {
            return ';';
        }
        return counts[1] >= counts[2] ? ',' : '\t';
    }

    /** Empty at the end. */
    Optional<Line> next() {
        if (position >= text.length()) {
            return Optional.empty();
        }
        int start = position;
        int startLine = line;
        var fields = new ArrayList<String>();
        while (true) {
            Optional<Flaw> flaw = field(fields);
            if (flaw.isPresent()) {
                position = start;
                line = startLine;
                skipLine();
                return Optional.of(new Line(startLine, fields, flaw));
            }
            if (position >= text.length() || text.charAt(position) != separator) {
                endLine();
                return Optional.of(new Line(startLine, fields, Optional.empty()));
            }
            position++;
        }
    }

    private Optional<Flaw> field(List<String> fields) {
        if (position < text.length() && text.charAt(position) == '"') {
            return quoted(fields);
        }
        int start = position;
        while (position < text.length() && text.charAt(position) != separator && !atLineEnd()) {
            position++;
        }
        fields.add(text.substring(start, position));
        return Optional.empty();
    }

    private Optional<Flaw> quoted(List<String> fields) {
        var field = new StringBuilder();
        position++;
        while (position < text.length() && field.length() <= MAXIMUM_FIELD) {
            char c = text.charAt(position);
            if (c == '"' && position + 1 < text.length() && text.charAt(position + 1) == '"') {
                field.append('"');
                position += 2;
                continue;
            }
            if (c == '"') {
                position++;
                if (position < text.length() && text.charAt(position) != separator && !atLineEnd()) {
                    return Optional.of(Flaw.TEXT_AFTER_QUOTE);
                }
                fields.add(field.toString());
                return Optional.empty();
            }
            if (c == '\n' || (c == '\r' && !(position + 1 < text.length() && text.charAt(position + 1) == '\n'))) {
                line++;
            }
            field.append(c);
            position++;
        }
        return Optional.of(Flaw.QUOTE_NOT_CLOSED);
    }

    private boolean atLineEnd() {
        return text.charAt(position) == '\n' || text.charAt(position) == '\r';
    }

    private void skipLine() {
        while (position < text.length() && !atLineEnd()) {
            position++;
        }
        endLine();
    }

    private void endLine() {
        if (position >= text.length()) {
            return;
        }
        boolean two = text.charAt(position) == '\r' && position + 1 < text.length() && text.charAt(position + 1) == '\n';
        position += two ? 2 : 1;
        line++;
    }
}
