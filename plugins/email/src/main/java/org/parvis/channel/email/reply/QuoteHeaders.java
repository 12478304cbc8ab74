package org.parvis.channel.email.reply;

import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines by which mail programs introduce what they quote. Patterns see single lines of bounded length and do not backtrack far. */
final class QuoteHeaders {

    /** An attribution is wrapped over so many lines at most: long names and addresses. */
    private static final int MAXIMUM_ATTRIBUTION_LINES = 4;
    private static final int MAXIMUM_HEADER_BLOCK_LINES = 12;

    /** Outlook, Zimbra, Yahoo and Android: {@code -----Message d'origine-----}. */
    private static final Pattern SEPARATOR = Pattern.compile(
            "[-_=* ]{2,}(original message|original appointment|reply message|message d['’ ]origine|message original|mail original|message initial"
                    + "|message pr[ée]c[ée]dent|e-mail d['’]origine|rendez-vous d['’]origine)[-_=* :]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FORWARD = Pattern.compile(
            "[-_=*> ]*(forwarded message|begin forwarded message|message transf[ée]r[ée]|message r[ée]exp[ée]di[ée]|message transmis"
                    + "|mail transf[ée]r[ée]|d[ée]but du message (transf[ée]r[ée]|r[ée]exp[ée]di[ée]))[-_=* :]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** {@code On … wrote:} and {@code Le … a écrit :}, once wrapped lines are joined. */
    private static final Pattern DATED = Pattern.compile(
            "(on|le|el|am|il)\\b.{0,500}\\d.{0,500}?\\b(wrote|writes|[aà] [ée]crit|[ée]crivait|schrieb.{0,200}|escribi[óo]|ha scritto)\\s*:",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    /** The same verbs without a date, or a date or an address without a known verb: believed before quoted lines only. */
    private static final Pattern VERB = Pattern.compile(".*\\b(wrote|writes|[aà] [ée]crit|[ée]crit|schrieb)\\s*:",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ADDRESSED = Pattern.compile("(.*\\d{1,2}[:.h]\\d{2}.*|.*<\\s?[^<> ]+@[^<> ]+>.*):");
    private static final Pattern RULE = Pattern.compile("\\s*[-_=*]{5,}\\s*");

    private QuoteHeaders() {
    }

    private enum Label {
        FROM("from", "de", "expéditeur", "von"), DATE("sent", "date", "envoyé", "envoyé le", "envoyée", "sent at"), TO("to", "à", "a",
                "pour",
                "destinataire", "destinataires"), COPY("cc", "copie", "copie à"), SUBJECT("subject", "objet", "sujet");

        @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
        private final Set<String> words;

        Label(String... words) {
            this.words = Set.of(words);
        }
    }

    static boolean isForward(Lines lines, int index) {
        return FORWARD.matcher(lines.text(index).strip()).matches();
    }

    /** Whether everything from this line on is quoted: programs that quote below a header and mark no line. */
    static boolean opensRest(Lines lines, int index) {
        String line = lines.text(index).strip();
        if (line.length() > Lines.LONGEST_MARK) {
            return false;
        }
        if (SEPARATOR.matcher(line).matches()) {
            return true;
        }
        if (RULE.matcher(line).matches()) {
            int next = lines.nextWords(index + 1);
            return next < lines.count() && isHeaderBlock(lines, next);
        }
        return isHeaderBlock(lines, index);
    }

    /** {@code From:} or {@code De :}, then at least two more of date, recipient and subject. */
    private static boolean isHeaderBlock(Lines lines, int index) {
        if (!Label.FROM.words.contains(label(lines.text(index)))) {
            return false;
        }
        Set<Label> found = EnumSet.of(Label.FROM);
        int end = Math.min(lines.count(), index + MAXIMUM_HEADER_BLOCK_LINES);
        for (int line = index + 1; line < end && (!lines.isBlank(line) || found.size() == 1); line++) {
            String word = label(lines.text(line));
            for (Label label : Label.values()) {
                if (label.words.contains(word)) {
                    found.add(label);
                }
            }
        }
        return found.size() >= 3;
    }

    private static String label(String line) {
        String bare = line.strip().replace("*", "");
        int colon = bare.indexOf(':');
        return colon < 1 || colon > 20 ? "" : bare.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    /** @return the line after an attribution that starts at {@code index} */
    static OptionalInt attribution(Lines lines, int index) {
        StringBuilder joined = new StringBuilder();
        int limit = Math.min(lines.count(), index + MAXIMUM_ATTRIBUTION_LINES);
        for (int line = index; line < limit && !lines.isBlank(line) && !lines.isQuoted(line); line++) {
            joined.append(joined.isEmpty() ? "" : " ").append(lines.text(line).strip());
            if (joined.length() > Lines.LONGEST_MARK) {
                return OptionalInt.empty();
            }
            if (joined.charAt(joined.length() - 1) == ':') {
                String text = joined.toString();
                boolean certain = DATED.matcher(text).matches();
                // A line before the attribution is the author's own: the latest start that will do is the attribution's.
                boolean likely = !certain && isLikely(text, lines, line + 1) && noneStartsLater(lines, index + 1, line);
                return certain || likely ? OptionalInt.of(line + 1) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    private static boolean noneStartsLater(Lines lines, int from, int to) {
        for (int line = from; line <= to; line++) {
            if (attribution(lines, line).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLikely(String text, Lines lines, int next) {
        int words = lines.nextWords(next);
        boolean quotedNext = words < lines.count() && lines.isQuoted(words);
        return quotedNext && (VERB.matcher(text).matches() || ADDRESSED.matcher(text).matches());
    }
}
