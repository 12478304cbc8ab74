package org.parvis.gateway.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values of operators that have few: {@code state:open}, {@code is:urgent}, {@code has:file}. */
public enum Property {
    OPEN(Operator.STATE, "open", "ouverte", "ouvert"), WAITING(Operator.STATE, "waiting", "en-attente", "attente"), RESOLVED(Operator.STATE,
            "resolved", "resolue", "resolu"),
    /** An answer is owed. */
    UNANSWERED(Operator.IS, "unanswered", "sans-reponse"), URGENT(Operator.IS, "urgent", "urgente"), SNOOZED(Operator.IS, "snoozed",
            "en-veille"),
    /** It waits for one. */
    WITH_EXPERT(Operator.IS, "with-expert", "chez-expert", "expert"),
    /** A message of it has a file. */
    FILE(Operator.HAS, "file", "fichier");

    private final Operator operator;
    private final String english;
    private final String french;
    /** What is understood as well; where there is nothing, the French name again. */
    private final String also;

    Property(Operator operator, String english, String french) {
        this(operator, english, french, french);
    }

    Property(Operator operator, String english, String french, String also) {
        this.operator = operator;
        this.english = english;
        this.french = french;
        this.also = also;
    }

    public Operator operator() {
        return operator;
    }

    /** Without accents and case; English first. */
    public List<String> names() {
        return also.equals(french) ? List.of(english, french) : List.of(english, french, also);
    }

    static List<Property> of(Operator operator) {
        return Arrays.stream(values()).filter(property -> property.operator == operator).toList();
    }

    static Optional<Property> named(Operator operator, String typed) {
        String name = Folding.of(typed);
        return of(operator).stream().filter(property -> property.names().contains(name)).findFirst();
    }
}
