package org.parvis.gateway.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can stand before a colon. The desk has the same table; search-words.json holds both to it. */
public enum Operator {
    /** A person, by name or handle. */
    FROM("from", "de"),
    /** A channel, by id or label. */
    CHANNEL("channel", "canal"),
    /** A team, by name. */
    TEAM("team", "equipe"),
    /** Who has it: an account or a name, {@link #ME} or {@link #NOBODY}. */
    ASSIGNED("assigned", "attribue"),
    /** A tag, by name. */
    TAG("tag", "etiquette"),
    /** A topic, by name or by a word that means it; else a word that conversations have for theirs. Its last name is what it was called in French before: saved views have it. */
    TOPIC("topic", "theme", "motif"), STATE("state", "etat"),
    /** The latest message came before a day, or longer ago than so many days. */
    BEFORE("before", "avant"),
    /** The latest message came on a day or after it, or within so many days. */
    AFTER("after", "apres"), IS("is", "est"), HAS("has", "avec");

    /** Values of {@link #ASSIGNED} that are no account: whoever asks. */
    public static final List<String> ME = List.of("me", "moi");
    public static final List<String> NOBODY = List.of("nobody", "personne");

    private final String english;
    private final String french;
    private final String before;

    Operator(String english, String french) {
        this(english, french, french);
    }

    Operator(String english, String french, String before) {
        this.english = english;
        this.french = french;
        this.before = before;
    }

    /** Without accents and case; English first, then French. */
    public List<String> names() {
        return Stream.of(english, french, before).distinct().toList();
    }

    /** What it is called in answers. */
    public String word() {
        return english;
    }

    static Optional<Operator> named(String typed) {
        String name = Folding.of(typed);
        return Arrays.stream(values()).filter(operator -> operator.names().contains(name)).findFirst();
    }
}
