package org.parvis.gateway.search;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.gateway.search.SearchFault.Reason;

/**
 * What somebody searches for. All of it must hold.
 *
 * @param words      words, and phrases in quotes, in the notation of {@code websearch_to_tsquery}
 * @param beginnings words of which the beginning was given, {@code lampad*}, without the star
 * @param excluded   as words, of what must not be there
 * @param plain      words and beginnings alone, as names and numbers are looked up by them
 */
public record SearchQuery(List<String> words, List<String> beginnings, List<String> excluded, String plain, List<Filter> filters) {

    /** Further terms are refused. The contract bounds the length. */
    public static final int MAXIMUM_TERMS = 20;
    /** A shorter beginning would be that of very many words: it is taken for a word. */
    private static final int SHORTEST_BEGINNING = 3;

    /** Spaces of every kind separate, also those that break no line. A phrase that is not closed goes to the end: it is still being typed. */
    private static final Pattern TERM = Pattern.compile(
            "\\s*(?<term>(?<minus>-?)(?:(?<name>\\p{L}[\\p{L}\\p{M}]{0,19}):)?(?:\"(?<quoted>[^\"]*)(?:\"|$)|(?<bare>[^\\s\"]*)))",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern STARS = Pattern.compile("\\*+$");
    /** Of whatever language and keyboard. */
    private static final Pattern QUOTES = Pattern.compile("«\\s*|\\s*»|[“”„]", Pattern.UNICODE_CHARACTER_CLASS);

    public SearchQuery {
        words = List.copyOf(words);
        beginnings = List.copyOf(beginnings);
        excluded = List.copyOf(excluded);
        filters = List.copyOf(filters);
    }

    /**
     * @param zone where the days of {@code before:} and {@code after:} begin
     * @throws SearchFault when it cannot be meant
     */
    public static SearchQuery parse(String typed, ZoneId zone) {
        String text = QUOTES.matcher(typed).replaceAll("\"").strip();
        Reader reader = new Reader(zone);
        Matcher terms = TERM.matcher(text);
        for (int at = 0; at < text.length(); at = terms.end()) {
            terms.region(at, text.length());
            if (!terms.lookingAt() || terms.end() == at) {
                break;
            }
            reader.term(terms);
        }
        return reader.query();
    }

    /** Whether messages are looked through at all, rather than conversations by what they are like. */
    public boolean hasWords() {
        return !words.isEmpty() || !beginnings.isEmpty();
    }

    /** For {@code search_query}: the words, and with a minus those that must not be there. */
    public String webNotation() {
        return String.join(" ", words) + (excluded.isEmpty() ? "" : " -" + String.join(" -", excluded));
    }

    /** For {@code search_query}: the beginnings as the words that they may be. */
    public String beginningsAsWords() {
        return String.join(" ", beginnings);
    }

    /** For {@code search_query}: whatever of it is there. */
    public String anyExcluded() {
        return String.join(" or ", excluded);
    }

    /** Takes term after term. */
    private static final class Reader {

        private final ZoneId zone;
        private final List<String> words = new ArrayList<>();
        private final List<String> beginnings = new ArrayList<>();
        private final List<String> excluded = new ArrayList<>();
        private final List<String> plain = new ArrayList<>();
        private final List<Filter> filters = new ArrayList<>();
        private String lastExcluded = "";
        private int count;

        Reader(ZoneId zone) {
            this.zone = zone;
        }

        void term(Matcher parts) {
            String term = parts.group("term").strip();
            boolean minus = !parts.group("minus").isEmpty();
            Optional<String> quoted = Optional.ofNullable(parts.group("quoted")).map(String::strip);
            String value = quoted.orElseGet(() -> parts.group("bare"));
            Optional<String> name = Optional.ofNullable(parts.group("name"));
            if (name.isEmpty() && value.isEmpty()) {
                return;
            }
            if (++count > MAXIMUM_TERMS) {
                throw new SearchFault(Reason.TOO_MANY_TERMS, term, List.of());
            }
            Optional<Operator> operator = name.flatMap(Operator::named);
            if (operator.isPresent()) {
                filter(operator.get(), value, term, minus);
                return;
            }
            // "Re: …" and "https://…" are words; anything else before a colon was meant for an operator.
            if (name.isPresent() && !value.isEmpty() && !value.startsWith("//")) {
                throw new SearchFault(Reason.OPERATOR, name.get() + ":", Arrays.stream(Operator.values()).map(Operator::word).toList());
            }
            word(name.map(before -> before + ":" + value).orElse(value), quoted.isPresent(), minus, term);
        }

        private void word(String typed, boolean phrase, boolean minus, String term) {
            String word = phrase ? typed : STARS.matcher(typed).replaceFirst("");
            if (word.isEmpty()) {
                return;
            }
            if (word.length() < typed.length() && word.length() >= SHORTEST_BEGINNING && !minus) {
                beginnings.add(word);
                plain.add(word);
                return;
            }
            if (minus) {
                excluded.add(phrase ? '"' + word + '"' : word);
                lastExcluded = term;
                return;
            }
            words.add(phrase ? '"' + word + '"' : word);
            plain.add(word);
        }

        private void filter(Operator operator, String value, String term, boolean minus) {
            if (minus) {
                throw new SearchFault(Reason.NOT_EXCLUDED, term, List.of());
            }
            List<String> values = Property.of(operator).stream().map(property -> property.names().getFirst()).toList();
            if (value.isEmpty()) {
                throw new SearchFault(Reason.NO_VALUE, term, values);
            }
            filters.add(switch (operator) {
                case FROM -> new Filter.Person(value);
                case CHANNEL, TEAM, ASSIGNED, TAG, TOPIC -> new Filter.Named(operator, value, term);
                case BEFORE, AFTER -> Dates.filter(operator == Operator.BEFORE, value, zone)
                        .orElseThrow(() -> new SearchFault(Reason.DATE, term, Dates.EXAMPLES));
                case STATE, IS, HAS -> Property.named(operator, value).map(Filter.Having::new)
                        .orElseThrow(() -> new SearchFault(Reason.VALUE, term, values));
            });
        }

        SearchQuery query() {
            if (words.isEmpty() && beginnings.isEmpty() && filters.isEmpty() && !excluded.isEmpty()) {
                throw new SearchFault(Reason.ONLY_EXCLUDED, lastExcluded, List.of());
            }
            return new SearchQuery(words, beginnings, excluded, String.join(" ", plain), filters);
        }
    }
}
