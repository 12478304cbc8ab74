package org.parvis.channel;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message as it came in.
 *
 * @param id              the network's name for the message, to which later replies, edits and reports refer
 * @param from            who wrote it, as the network observed it; what the author merely typed stands in {@code alsoKnownAs}
 * @param alsoKnownAs     further handles that the author states, such as the telephone number given in a form: shown to agents as stated, and
 *                        believed of nobody
 * @param sentAt          when the network says it was written; the gateway keeps the time of arrival by itself
 * @param threading       what it answers
 * @param origin          a person, or a machine whose messages ask for no answer
 * @param subject         one line, if the network has such a thing
 * @param topic           what it is about, where the channel knows (a form's list, a call note)
 * @param team            the name of the team that it is for, where the channel knows; one that does not exist is told to the agent
 * @param fields          further answers of a form, in order of display
 * @param original        the bytes as the network delivered them, kept and downloadable
 * @param defects         what was wrong with it, told to the agent
 * @param disposition     whether an answer is still owed
 * @param takenBy         the agent who wrote it down, by account name, for notes of calls and visits
 * @param acknowledgement what to tell the author at once by another channel
 */
public record InboundMessage(MessageId id, Handle from, Set<Handle> alsoKnownAs, Instant sentAt, Visibility visibility,
        Threading threading, Origin origin, Optional<String> subject, Content content, Optional<String> topic, Optional<String> team,
        Map<String, String> fields, Optional<Attachment> original, List<Defect> defects, Disposition disposition,
        Optional<String> takenBy, Optional<Notice> acknowledgement) {

    public static final int MAXIMUM_FIELDS = 50;

    public InboundMessage {
        alsoKnownAs = Set.copyOf(alsoKnownAs);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        defects = List.copyOf(defects);
        if (fields.size() > MAXIMUM_FIELDS) {
            throw new IllegalArgumentException("A message has at most " + MAXIMUM_FIELDS + " fields, not " + fields.size());
        }
    }

    /** Starts with what every message has; everything else is empty, private, by a person, and owed an answer. */
    public static Builder from(Handle from, MessageId id, Instant sentAt, Content content) {
        return new Builder(from, id, sentAt, content);
    }

    /** Who or what wrote a message. */
    public enum Origin {
        /** A person: an answer is owed. */
        PERSON,
        /** A machine (RFC 3834 auto-reply, list, loop): kept and shown, no answer owed, never answered automatically. */
        AUTOMATIC
    }

    /** Whether an answer is still owed. */
    public enum Disposition {
        /** Yes. */
        OPEN,
        /** No: it was given on the spot, as in a call. */
        ANSWERED
    }

    /** Not safe for use by many threads. */
    public static final class Builder {
        private final Handle from;
        private final MessageId id;
        private final Instant sentAt;
        private final Content content;
        private Set<Handle> alsoKnownAs = Set.of();
        private Visibility visibility = Visibility.PRIVATE;
        private Threading threading = Threading.NONE;
        private Origin origin = Origin.PERSON;
        private Optional<String> subject = Optional.empty();
        private Optional<String> topic = Optional.empty();
        private Optional<String> team = Optional.empty();
        private Map<String, String> fields = Map.of();
        private Optional<Attachment> original = Optional.empty();
        private List<Defect> defects = List.of();
        private Disposition disposition = Disposition.OPEN;
        private Optional<String> takenBy = Optional.empty();
        private Optional<Notice> acknowledgement = Optional.empty();

        private Builder(Handle from, MessageId id, Instant sentAt, Content content) {
            this.from = from;
            this.id = id;
            this.sentAt = sentAt;
            this.content = content;
        }

        public Builder alsoKnownAs(Set<Handle> value) {
            alsoKnownAs = value;
            return this;
        }

        public Builder visibility(Visibility value) {
            visibility = value;
            return this;
        }

        public Builder threading(Threading value) {
            threading = value;
            return this;
        }

        public Builder origin(Origin value) {
            origin = value;
            return this;
        }

        public Builder subject(Optional<String> value) {
            subject = value;
            return this;
        }

        public Builder topic(Optional<String> value) {
            topic = value;
            return this;
        }

        public Builder team(Optional<String> value) {
            team = value;
            return this;
        }

        public Builder fields(Map<String, String> value) {
            fields = value;
            return this;
        }

        public Builder original(Attachment value) {
            original = Optional.of(value);
            return this;
        }

        public Builder defects(List<Defect> value) {
            defects = value;
            return this;
        }

        public Builder disposition(Disposition value) {
            disposition = value;
            return this;
        }

        public Builder takenBy(Optional<String> value) {
            takenBy = value;
            return this;
        }

        public Builder acknowledgement(Notice value) {
            acknowledgement = Optional.of(value);
            return this;
        }

        public InboundMessage build() {
            return new InboundMessage(id, from, alsoKnownAs, sentAt, visibility, threading, origin, subject, content, topic, team,
                    fields, original, defects, disposition, takenBy, acknowledgement);
        }
    }
}
