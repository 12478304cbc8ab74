package org.parvis.gateway.event;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the change log. Entries are ordered by the transaction that wrote them, then by their own id; a reader never goes past
 * the oldest transaction still running, so nothing can appear behind it.
 */
public record Position(long transaction, long id) implements Comparable<Position> {

    public static final Position START = new Position(0, 0);

    private static final Pattern NOTATION = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::transaction).thenComparingLong(Position::id);

    /** Reads {@link #toString}'s notation; empty when the text is anything else. */
    public static Optional<Position> parse(String text) {
        return Optional.of(NOTATION.matcher(text)).filter(match -> match.matches())
                .map(match -> new Position(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return transaction + "-" + id;
    }
}
