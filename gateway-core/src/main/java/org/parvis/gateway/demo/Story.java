package org.parvis.gateway.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One conversation as the story books tell it.
 *
 * @param key     unique, and the same whenever the book is read
 * @param channel by its id
 */
record Story(String key, String channel, Citizen citizen, Optional<String> subject, List<Step> steps) {

    private static final List<String> BOOKS = List.of("identity", "streets", "schools", "welcome", "solidarity", "culture", "calls",
            "social", "trouble");
    private static final Set<String> KEYS = Set.of("channel", "citizen", "subject", "steps");

    /**
     * One thing that happened; a step may change the conversation and say something at once.
     *
     * @param at    before now
     * @param agent who did it, by account; for a call, who wrote it down
     */
    record Step(Instant at, Optional<String> agent, Leaf leaf) {

        private static final Set<String> KEYS = Set.of("at", "agent", "says", "quotation", "signature", "html", "files", "public",
                "warning", "automatic",
                "answered", "unreadable", "topic", "team", "fields", "assign", "state", "reason", "replies", "then", "outcome", "notes",
                "edits", "deletes",
                "reports", "calls", "tags", "urgent", "snooze", "expert");

        static Step of(Leaf leaf, Instant now) {
            leaf.only(KEYS);
            return new Step(Moment.of(leaf.text("at"), now), leaf.optional("agent"), leaf);
        }
    }

    /** Every story, its moments counted back from now. */
    static List<Story> all(Map<String, Citizen> citizens, Instant now) {
        List<Story> stories = new ArrayList<>();
        for (String book : BOOKS) {
            for (Leaf leaf : Books.list("/demo/stories/" + book + ".yaml")) {
                stories.add(of(leaf, citizens, now));
            }
        }
        return stories;
    }

    private static Story of(Leaf leaf, Map<String, Citizen> citizens, Instant now) {
        leaf.only(KEYS);
        Citizen citizen = citizens.get(leaf.text("citizen"));
        if (citizen == null) {
            throw new IllegalStateException(leaf.place() + ": there is no citizen " + leaf.text("citizen"));
        }
        List<Step> steps = leaf.leaves("steps").stream().map(step -> Step.of(step, now)).toList();
        for (int i = 1; i < steps.size(); i++) {
            if (!steps.get(i).at().isAfter(steps.get(i - 1).at())) {
                throw new IllegalStateException(steps.get(i).leaf().place() + " comes before the step before it");
            }
        }
        return new Story(leaf.place(), leaf.text("channel"), citizen, leaf.optional("subject"), steps);
    }
}
