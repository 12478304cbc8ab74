package org.parvis.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.conversation.ResolutionReason;

/**
 * How an agent orders a conversation among the others; what is absent stays.
 *
 * @param snooze  it waits until then and opens by itself; sooner when its citizen writes
 * @param expert  it waits for an expert, and this says who is asked; empty: not said
 * @param urgent  whether it goes before what is not
 * @param tag     names of tags that it gets; one that there is not yet comes into being
 * @param untag   tags that it loses
 * @param because why it is resolved, of the short list
 */
public record Ordering(Optional<Instant> snooze, Optional<String> expert, Optional<Boolean> urgent, List<String> tag, List<UUID> untag,
        Optional<ResolutionReason> because) {

    /** How far ahead a conversation may be snoozed. */
    public static final Duration MOST_AHEAD = Duration.ofDays(90);

    /** Of the words that say which expert is asked, in UTF-16 code units. */
    public static final int MAXIMUM_EXPERT = 200;

    public static final Ordering NONE = new Ordering(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(),
            Optional.empty());

    public Ordering {
        expert = expert.map(String::strip);
    }

    public Ordering snooze(Instant until) {
        return new Ordering(Optional.of(until), expert, urgent, tag, untag, because);
    }

    public Ordering expert(String who) {
        return new Ordering(snooze, Optional.of(who), urgent, tag, untag, because);
    }

    public Ordering urgent(boolean value) {
        return new Ordering(snooze, expert, Optional.of(value), tag, untag, because);
    }

    public Ordering tag(String... names) {
        return new Ordering(snooze, expert, urgent, List.of(names), untag, because);
    }

    public Ordering untag(UUID... tags) {
        return new Ordering(snooze, expert, urgent, tag, List.of(tags), because);
    }

    public Ordering because(ResolutionReason reason) {
        return new Ordering(snooze, expert, urgent, tag, untag, Optional.of(reason));
    }
}
