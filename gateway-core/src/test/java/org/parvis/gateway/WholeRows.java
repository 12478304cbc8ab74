package org.parvis.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds SQL whose answer has all columns of a table, whichever these are. A connection keeps the plan of a statement; once a migration of the next version has added a column,
 * PostgreSQL refuses that plan (0A000) for as long as the connection lives. Whole rows of a subquery do no harm where the columns that leave it are named.
 */
final class WholeRows {

    private static final Pattern LITERAL = Pattern.compile("\"{3}((?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+)\"{3}|\"((?:[^\"\\\\\n]++|\\\\.)*+)\"",
            Pattern.DOTALL);
    /** Two that are one text. */
    private static final Pattern BROKEN = Pattern.compile("(?<!\")\"\\s*[+]\\s*\"(?!\")");
    private static final Pattern PARENTHESES = Pattern.compile("[(]([^()]*)[)]");
    private static final Pattern RETURNED = Pattern.compile("\\breturning (?:[^*]+, ?)?(?:\\w+[.])?[*]");
    private static final Pattern STAR = Pattern.compile("(?:\\bselect (?:distinct |all )?|, ?)(?:(\\w+)[.])?[*](?= ?(?:,|;|$|from\\b))");
    private static final Pattern SOURCE = Pattern.compile("\\b(?:from|join) (?:lateral )?(\\w+)\\b(?! ?\\[)(?: (?:as )?(\\w+))?");
    /** A name that is put in later. */
    private static final Pattern OUT_OF_SIGHT = Pattern.compile("\\bfrom ?(?:%|$)");
    private static final Pattern NAMED = Pattern.compile("\\b(\\w+) as (?:materialized )?whole_rows\\b");
    /** Stands for what is in parentheses and reads whole rows. */
    private static final String MARK = "whole_rows";

    private final Set<String> tables;

    /** @param schema the migrations */
    WholeRows(Stream<String> schema) {
        this.tables = schema.flatMap(
                script -> Pattern.compile("(?i)create (?:unlogged )?(?:table|view) (?:if not exists )?(\\w+)").matcher(script).results())
                .map(created -> created.group(1)).collect(Collectors.toSet());
    }

    /** Those of a Java source. */
    List<String> in(String source) {
        return LITERAL.matcher(BROKEN.matcher(source).replaceAll("")).results()
                .map(literal -> Objects.requireNonNullElse(literal.group(1), literal.group(2))).filter(this::answer).map(String::strip)
                .toList();
    }

    /** What is in parentheses is judged first, from within, as far as they are closed in the same text. */
    boolean answer(String sql) {
        String text = sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
        for (Matcher inner = PARENTHESES.matcher(text); inner.find(); inner = PARENTHESES.matcher(text)) {
            text = text.substring(0, inner.start()) + (leave(inner.group(1).strip()) ? MARK : "[]") + text.substring(inner.end());
        }
        return leave(text.split("[(]", 2)[0]);
    }

    private boolean leave(String level) {
        if (level.startsWith(MARK) || RETURNED.matcher(level).find()) {
            return true;
        }
        Set<String> whole = Stream.concat(Stream.of(MARK), NAMED.matcher(level).results().map(named -> named.group(1)))
                .collect(Collectors.toSet());
        Set<String> sources = SOURCE.matcher(level).results()
                .filter(source -> tables.contains(source.group(1)) || whole.contains(source.group(1)))
                .flatMap(source -> Stream.of(source.group(1), source.group(2))).filter(Objects::nonNull).collect(Collectors.toSet());
        boolean anything = OUT_OF_SIGHT.matcher(level).find();
        return STAR.matcher(level).results()
                .anyMatch(star -> anything || (star.group(1) == null ? !sources.isEmpty() : sources.contains(star.group(1))));
    }
}
