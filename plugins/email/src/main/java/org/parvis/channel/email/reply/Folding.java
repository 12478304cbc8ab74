package org.parvis.channel.email.reply;

import java.util.List;
import java.util.OptionalInt;

import org.parvis.channel.Content.Fold;

/**
 * Finds quotations and signatures. Line by line and in one pass each, so its time grows with the text and not faster.
 *
 * <p>What is forwarded is not folded: it is news to whom it was forwarded. A text of nothing but quotations is not folded either.
 */
public final class Folding {

    private Folding() {
    }

    public static List<Fold> of(String text) {
        Lines lines = new Lines(text);
        int end = quotations(lines);
        Signatures.mark(lines, end);
        return lines.folds();
    }

    /** @return where the part to look at ends: at a forwarded message, or the end */
    private static int quotations(Lines lines) {
        boolean inQuotation = false;
        int index = 0;
        while (index < lines.count()) {
            if (lines.isBlank(index)) {
                index++;
                continue;
            }
            if (!inQuotation && QuoteHeaders.isForward(lines, index)) {
                return index;
            }
            if (lines.isQuoted(index)) {
                lines.mark(index, index + 1, Fold.Kind.QUOTATION);
                inQuotation = true;
                index++;
                continue;
            }
            if (QuoteHeaders.opensRest(lines, index)) {
                lines.mark(index, lines.count(), Fold.Kind.QUOTATION);
                return lines.count();
            }
            OptionalInt attribution = QuoteHeaders.attribution(lines, index);
            inQuotation = attribution.isPresent();
            if (inQuotation) {
                int quoted = lines.nextWords(attribution.getAsInt());
                boolean marked = quoted < lines.count() && lines.isQuoted(quoted);
                lines.mark(index, marked ? quoted : lines.count(), Fold.Kind.QUOTATION);
                index = marked ? quoted : lines.count();
                continue;
            }
            index++;
        }
        return lines.count();
    }
}
