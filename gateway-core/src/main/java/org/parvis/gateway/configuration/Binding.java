package org.parvis.gateway.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** What became of a configuration. */
public sealed interface Binding<C> {

    /** It is good. The warnings, for the operator, name keys under an older name. */
    record Bound<C>(C value, List<String> warnings) implements Binding<C> {
        public Bound {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It is not; these are all the mistakes.
     *
     * @param deferred parts whose type is known only later, so that they can be checked all the same
     */
    record Mistaken<C>(List<Mistake> mistakes, List<Settings> deferred) implements Binding<C> {
        public Mistaken {
            mistakes = List.copyOf(mistakes);
            deferred = List.copyOf(deferred);
        }

        /** A line for each mistake. */
        public String text() {
            return mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n"));
        }
    }
}
