package org.parvis.channel.email.reply;

import java.util.regex.Pattern;

import org.parvis.channel.Content.Fold;

/** Signatures that are marked as such: by the delimiter of RFC 3676 section 4.3, by a phone's line, by a list's footer. */
final class Signatures {

    private static final Pattern DELIMITER = Pattern.compile("(--|—|– --)");
    private static final Pattern RULE = Pattern.compile("_{20,}");
    private static final Pattern DEVICE = Pattern.compile(
            "(?:sent from (?:my|a|an|the)? ?|sent (?:via|with|using) |sent by |get outlook for |envoy[ée]e? (?:de(?:puis)?|avec|via|[àa] partir de|par) "
                    + "|exp[ée]di[ée] (?:de(?:puis)?|via) |obtenir outlook pour |t[ée]l[ée]charger? outlook pour |t[ée]l[ée]chargez outlook pour |provenance ?: courrier "
                    + "|obtenez outlook pour )[^.,;!?]{1,80}(?:[<(\\[]?https?://.{0,200})?\\.?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** A longer stretch after a delimiter is text that happened to follow two hyphens. */
    private static final int LONGEST_SIGNATURE = 25;
    private static final int LONGEST_FOOTER = 8;

    private Signatures() {
    }

    /** In each stretch of lines that is not quoted, up to {@code end}. */
    static void mark(Lines lines, int end) {
        int start = 0;
        while (start < end) {
            if (lines.kind(start).isPresent()) {
                start++;
                continue;
            }
            int stop = start;
            while (stop < end && lines.kind(stop).isEmpty()) {
                stop++;
            }
            stretch(lines, start, stop);
            start = stop;
        }
    }

    private static void stretch(Lines lines, int start, int stop) {
        for (int index = start; index < stop; index++) {
            String line = lines.text(index).strip();
            int rest = words(lines, index + 1, stop);
            boolean delimiter = DELIMITER.matcher(line).matches() && rest > 0 && rest <= LONGEST_SIGNATURE;
            boolean footer = RULE.matcher(line).matches() && rest > 0 && rest <= LONGEST_FOOTER;
            if (delimiter || footer || (rest <= 1 && isDevice(lines, index, stop))) {
                lines.mark(index, stop, Fold.Kind.SIGNATURE);
                return;
            }
        }
    }

    /** The line itself, and at most a link below it. */
    private static boolean isDevice(Lines lines, int index, int stop) {
        if (!DEVICE.matcher(lines.text(index).strip()).matches()) {
            return false;
        }
        int next = lines.nextWords(index + 1);
        return next >= stop || lines.text(next).contains("http") || DEVICE.matcher(lines.text(next).strip()).matches();
    }

    /** Counts no further than it matters, so that the whole stays linear. */
    private static int words(Lines lines, int from, int stop) {
        int words = 0;
        for (int index = from; index < stop && words <= LONGEST_SIGNATURE; index++) {
            words += lines.isBlank(index) ? 0 : 1;
        }
        return words;
    }
}
