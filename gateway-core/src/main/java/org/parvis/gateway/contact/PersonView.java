package org.parvis.gateway.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Handle;

/**
 * All that agents see of one person, apart from the conversations.
 *
 * @param version       what a change has to name
 * @param guessed       the language that the latest messages seem to be in, where no agent has set one
 * @param mergedInto    whom to look at instead: an agent found that it is the same person
 * @param usualChannel  by which more than half of the latest messages came
 * @param sightings     where and when something last came from each handle, by {@code KIND value}
 * @param merges        contacts that were merged into this one and not separated since, the latest first
 * @param suggestions   contacts that may be the same person
 */
public record PersonView(ContactView contact, long version, Optional<String> guessed, Optional<UUID> mergedInto, Optional<Note> note,
        Optional<String> usualChannel, Map<String, LastSeen> sightings, List<Merge> merges, List<Suggestion> suggestions) {

    public PersonView {
        sightings = Map.copyOf(sightings);
        merges = List.copyOf(merges);
        suggestions = List.copyOf(suggestions);
    }

    /** As far as it does not tell of conversations that somebody does not see, nor of other people. */
    public PersonView outline() {
        return new PersonView(contact, version, guessed, Optional.empty(), note, Optional.empty(), Map.of(), List.of(), List.of());
    }

    static String key(Handle.Kind kind, String value) {
        return kind + " " + value;
    }

    public Optional<LastSeen> lastSeen(ContactView.KnownHandle handle) {
        return Optional.ofNullable(sightings.get(key(handle.kind(), handle.value())));
    }

    public record Note(String text, UUID agent, Instant at) {
    }

    public record LastSeen(String channel, Instant at) {
    }

    /**
     * @param note     of the contact that was merged into this one; it stays with that
     * @param undoable nothing was merged with either of them since
     */
    public record Merge(UUID id, UUID contact, Optional<String> name, MergeReason reason, Optional<String> words, UUID agent, Instant at,
            Optional<String> note, boolean undoable) {
    }

    public record Suggestion(ContactView contact, List<Evidence> evidence) {

        public Suggestion {
            evidence = List.copyOf(evidence);
        }
    }

    /** What two contacts have in common. */
    public record Evidence(Sort sort, String value) {

        public enum Sort {
            EMAIL, PHONE, FEDIVERSE, NAME
        }
    }
}
