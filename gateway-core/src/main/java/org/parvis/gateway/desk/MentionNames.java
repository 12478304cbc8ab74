package org.parvis.gateway.desk;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How agents and teams are named in a note: an agent by the account, {@code @amina}, a team by {@code @équipe-état-civil}. Accents and case do not matter when a
 * name is read, and {@code @team-…} is a team too.
 */
public final class MentionNames {

    private static final String TEAM = "équipe-";
    private static final Pattern TEAM_KEY = Pattern.compile("(?:equipe|team)-(.+)");
    /** Where a word begins: what stands in an address of e-mail is none. */
    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}@._+/-])@([\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._+@-]*+)");
    /** Ends a sentence rather than a name. */
    private static final Pattern BEHIND = Pattern.compile("[._+@-]+$");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern EDGES = Pattern.compile("^-|-$");

    private MentionNames() {
    }

    /**
     * What may be a name.
     *
     * @param start in UTF-16 code units of the text, with its {@code @}
     */
    record Written(int start, int end, String name) {

        /** As an account would be written. */
        String account() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** In order; the text bounds how many there are. */
    static List<Written> in(String text) {
        List<Written> all = new ArrayList<>();
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String name = BEHIND.matcher(names.group(1)).replaceFirst("");
            all.add(new Written(names.start(), names.start(1) + name.length(), name));
        }
        return all;
    }

    /** The one form that the desk writes, without the {@code @}. */
    public static String ofTeam(String team) {
        String words = BETWEEN.matcher(Normalizer.normalize(team, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)).replaceAll("-");
        return TEAM + EDGES.matcher(words).replaceAll("");
    }

    /** What two ways to write a team's name have in common; of what names no team, something that no team has. */
    static String teamKey(String name) {
        Matcher team = TEAM_KEY.matcher(Tagging.key(name));
        return team.matches() ? team.group(1) : "";
    }
}
