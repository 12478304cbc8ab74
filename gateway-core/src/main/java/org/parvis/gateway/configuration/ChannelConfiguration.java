package org.parvis.gateway.configuration;

import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.Key;

/** One channel. What {@code settings} may hold is known by the plugin of this {@code type}. */
public record ChannelConfiguration(
        @Key(value = "id", doc = "The channel's name in addresses and in the record, for ever: lower-case letters, digits and hyphens.") String id,
        @Key(value = "type", doc = "The kind of channel: the word of an installed plugin. ./parvis channels lists them.") String type,
        @Key(value = "label", doc = "The channel's name for people, such as Courriel de la mairie.") String label,
        @Key(value = "team", doc = "The team that gets what comes in, made when there is none of that name; no team's when absent.") Optional<String> team,
        @Key(value = "settings", doc = "What the plugin wants to know; ./parvis config reference describes it.") Settings settings) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_TEAM = 100;

    public ChannelConfiguration {
        requireNames(id, label);
        if (team.filter(name -> name.isBlank() || name.length() > LONGEST_TEAM).isPresent()) {
            throw new IllegalArgumentException("team has from 1 to " + LONGEST_TEAM + " characters");
        }
    }

    /** @throws IllegalArgumentException when no channel can be called so; its message begins with {@code id} or {@code label} */
    public static void requireNames(String id, String label) {
        if (!NAME.matcher(id).matches() || id.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("id is made of lower-case letters, digits and single hyphens, at most " + LONGEST_NAME);
        }
        if (label.isBlank() || label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("label has from 1 to " + LONGEST_LABEL + " characters");
        }
    }
}
