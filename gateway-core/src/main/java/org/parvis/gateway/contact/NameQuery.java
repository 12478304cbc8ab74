package org.parvis.gateway.contact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns typed words into a text search query for names: each word by its beginning, all of them. */
public final class NameQuery {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final int MAXIMUM_WORDS = 6;

    private NameQuery() {
    }

    /** For {@code to_tsquery('parvis_name', …)}; empty, which matches nothing, when there is no word. */
    public static String of(String typed) {
        StringBuilder query = new StringBuilder();
        Matcher words = WORD.matcher(typed);
        for (int count = 0; count < MAXIMUM_WORDS && words.find(); count++) {
            query.append(query.isEmpty() ? "" : " & ").append(words.group()).append(":*");
        }
        return query.toString();
    }
}
