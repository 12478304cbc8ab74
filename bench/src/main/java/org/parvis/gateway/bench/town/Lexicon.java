package org.parvis.gateway.bench.town;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the database's full-text search makes of every piece of the vocabulary, asked once. From it the search vector of a whole message is put together
 * as {@code search_vector} would make it, at a hundredth of the cost; {@link Past} compares.
 */
final class Lexicon {

    /** A word that neither language knows: its position says how many places the piece before it takes. */
    private static final String SENTINEL = "zzqz";
    /** In seconds. */
    private static final long WEEK = 604_800;
    private static final long QUARTER = 13 * WEEK;
    private static final Pattern FIGURE = Pattern.compile("[0-9]+");

    private final Map<String, Stems> french;
    private final Map<String, Stems> english;

    private Lexicon(Map<String, Stems> french, Map<String, Stems> english) {
        this.french = french;
        this.english = english;
    }

    /** @param places how many positions the piece takes, words that are not indexed included */
    private record Stems(List<String> lexemes, List<Integer> positions, int places) {
    }

    static Lexicon of(Connection connection, Vocabulary vocabulary) throws SQLException {
        Set<String> pieces = new LinkedHashSet<>(List.of("Bonjour,", "Il y a", "Re:"));
        vocabulary.all().values().forEach(words -> words.forEach(word -> pieces.addAll(Penman.parts(word))));
        return new Lexicon(stems(connection, "parvis_fr", pieces), stems(connection, "parvis_en", pieces));
    }

    private static Map<String, Stems> stems(Connection connection, String configuration, Set<String> pieces) throws SQLException {
        Map<String, Stems> stems = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select piece, lexeme, unnest(positions) from unnest(?::text[]) as piece,
                       lateral unnest(to_tsvector(?::regconfig, piece || ' %s'))
                """.formatted(SENTINEL))) {
            query.setArray(1, connection.createArrayOf("text", pieces.toArray()));
            query.setString(2, configuration);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Stems known = stems.computeIfAbsent(rows.getString(1), fresh -> new Stems(new ArrayList<>(), new ArrayList<>(), 0));
                    if (rows.getString(2).equals(SENTINEL)) {
                        stems.put(rows.getString(1), new Stems(known.lexemes, known.positions, rows.getInt(3) - 1));
                    } else {
                        known.lexemes.add(rows.getString(2));
                        known.positions.add(rows.getInt(3));
                    }
                }
            }
        }
        return stems;
    }

    /** The vector of a message of a moment, as PostgreSQL reads it. */
    String vector(List<String> subject, List<String> body, Instant moment) {
        Map<String, StringBuilder> places = new HashMap<>();
        int reached = add(french, subject, 0, "A", places);
        reached = add(french, body, reached, "", places);
        reached = add(english, subject, reached, "A", places);
        add(english, body, reached, "", places);
        StringBuilder vector = new StringBuilder();
        vector.append("'~w").append(moment.getEpochSecond() / WEEK).append("' '~q").append(moment.getEpochSecond() / QUARTER).append("' ");
        places.forEach((lexeme, at) -> vector.append('\'').append(lexeme).append("':").append(at).append(' '));
        return vector.toString();
    }

    /** Appends one text's lexemes behind the last position that is in use, as {@code ||} does; returns the last one then. */
    private static int add(Map<String, Stems> language, List<String> pieces, int behind, String weight, Map<String, StringBuilder> places) {
        int begin = behind;
        int last = behind;
        for (String piece : pieces) {
            if (piece.equals(Penman.STOP) || piece.equals(Penman.BREAK)) {
                continue;
            }
            if (FIGURE.matcher(piece).matches()) {
                last = ++begin;
                put(piece, last, weight, places);
                continue;
            }
            Stems stems = language.get(piece);
            if (stems == null) {
                throw new IllegalStateException("The vocabulary does not know " + piece);
            }
            for (int n = 0; n < stems.lexemes.size(); n++) {
                int position = begin + stems.positions.get(n);
                last = Math.max(last, position);
                put(stems.lexemes.get(n), position, weight, places);
            }
            begin += stems.places;
        }
        return last;
    }

    private static void put(String lexeme, int position, String weight, Map<String, StringBuilder> places) {
        StringBuilder at = places.computeIfAbsent(lexeme, fresh -> new StringBuilder());
        if (!at.isEmpty()) {
            at.append(',');
        }
        at.append(position).append(weight);
    }
}
