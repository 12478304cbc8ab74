package org.parvis.gateway.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody meant who wrote a name that does not exist. */
final class NearestName {

    private NearestName() {
    }

    /** The known names, the nearest to {@code written} first. */
    static List<String> sorted(String written, List<String> known) {
        List<String> names = new ArrayList<>(known);
        names.sort(Comparator.comparingInt(name -> distance(written, name)));
        return names;
    }

    /** Levenshtein's edit distance. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
