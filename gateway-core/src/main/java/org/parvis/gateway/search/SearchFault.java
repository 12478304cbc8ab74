package org.parvis.gateway.search;

import java.util.List;

/** What was typed asks for nothing that there is. Expected, so it has no stack trace. */
public final class SearchFault extends RuntimeException {

    /** Of the names of things, such as teams, more are not told. */
    private static final int MOST_TOLD = 20;

    /** What is wrong. */
    public enum Reason {
        TOO_MANY_TERMS("there are too many terms, at most " + SearchQuery.MAXIMUM_TERMS),
        /** There is no such operator. */
        OPERATOR("is no operator; put it in quotes to look for these very characters"),
        /** An operator with a minus. */
        NOT_EXCLUDED("cannot be excluded, only words and phrases can"),
        /** An operator without a value. */
        NO_VALUE("lacks its value"),
        /** There is nothing of that name. */
        VALUE("names nothing that there is"),
        /** Neither a day nor a number of days. */
        DATE("is no date"),
        /** Only what is not wanted is named. */
        ONLY_EXCLUDED("says what is not wanted only; say what is");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;
    private final String term;
    private final transient List<String> allowed;

    /**
     * @param term    as it was typed
     * @param allowed what would be right in its place, where that can be listed
     */
    public SearchFault(Reason reason, String term, List<String> allowed) {
        super(term + " " + reason.words + (allowed.isEmpty() ? "." : ": " + String.join(", ", first(allowed)) + "."), null, false, false);
        this.reason = reason;
        this.term = term;
        this.allowed = first(allowed);
    }

    private static List<String> first(List<String> allowed) {
        return allowed.stream().limit(MOST_TOLD).toList();
    }

    public Reason reason() {
        return reason;
    }

    public String term() {
        return term;
    }

    public List<String> allowed() {
        return allowed;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
