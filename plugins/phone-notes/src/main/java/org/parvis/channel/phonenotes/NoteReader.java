package org.parvis.channel.phonenotes;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.parvis.channel.phonenotes.Problem.Mistake;

/**
 * Makes a note of texts, wherever they came from, and collects every mistake on the way. Used for one note.
 *
 * @see #note
 */
final class NoteReader {

    private static final Duration FARTHEST = Duration.ofDays(366 * 5L);
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("d/M/uuuu H:mm[:ss]")
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter YEAR_FIRST = DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss]")
            .withResolverStyle(ResolverStyle.STRICT);

    private final PhoneNotesConfiguration configuration;
    private final Numbers numbers;
    private final Clock clock;
    private final Language language;
    private final UnaryOperator<String> place;
    private final List<Mistake> mistakes = new ArrayList<>();

    /** @param place where a member stands, for messages */
    NoteReader(PhoneNotesConfiguration configuration, Numbers numbers, Clock clock, Language language, UnaryOperator<String> place) {
        this.configuration = configuration;
        this.numbers = numbers;
        this.clock = clock;
        this.language = language;
        this.place = place;
    }

    /** A note as texts, empty where there is nothing. */
    record Texts(String caller, String name, String topic, String team, String note, String outcome, String callBackAt, String conversation,
            String at) {
    }

    /** Empty when {@link #mistakes} tells why. */
    Optional<Note> note(Texts texts) {
        Optional<String> caller = text("caller", texts.caller(), Numbers.MAXIMUM_LENGTH).flatMap(this::number);
        Optional<String> name = text("name", texts.name(), Note.MAXIMUM_LINE);
        Optional<String> topic = text("topic", texts.topic(), Note.MAXIMUM_LINE);
        Optional<String> team = text("team", texts.team(), Note.MAXIMUM_LINE);
        Optional<String> note = text("note", texts.note(), Note.MAXIMUM_TEXT);
        Optional<Note.Outcome> outcome = outcome(texts.outcome());
        Optional<Instant> callBackAt = time("callBackAt", texts.callBackAt());
        Optional<Long> conversation = conversation(texts.conversation());
        Optional<Instant> at = time("at", texts.at());
        if (texts.note().isBlank()) {
            mistake("note", language.say("problem.required"));
        }
        if (outcome.equals(Optional.of(Note.Outcome.PASSED_ON)) && texts.team().isBlank()) {
            mistake("team", language.say("problem.team"));
        }
        if (!mistakes.isEmpty() || note.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional
                .of(new Note(caller, name, topic, team, note.get(), outcome.get(), callBackAt, conversation, at.orElseGet(clock::instant)));
    }

    void mistake(String member, String detail) {
        mistakes.add(new Mistake(place.apply(member), detail));
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    private Optional<String> text(String member, String written, int maximum) {
        String text = clean(written);
        if (text.length() > maximum) {
            mistake(member, language.say("problem.long", maximum, text.length()));
            return Optional.empty();
        }
        return Optional.of(text).filter(words -> !words.isEmpty());
    }

    private Optional<String> number(String written) {
        if (Hidden.is(written)) {
            return Optional.empty();
        }
        Optional<String> number = numbers.normalise(written);
        if (number.isEmpty()) {
            mistake("caller", language.say("problem.caller"));
        }
        return number;
    }

    private Optional<Note.Outcome> outcome(String written) {
        if (written.isBlank()) {
            mistake("outcome", language.say("problem.required"));
            return Optional.empty();
        }
        Optional<Note.Outcome> outcome = OutcomeWords.find(written);
        if (outcome.isEmpty()) {
            mistake("outcome", language.say("problem.outcome", String.join(", ", Note.Outcome.words()), shortened(written)));
        }
        return outcome;
    }

    private Optional<Long> conversation(String written) {
        String digits = written.strip();
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (digits.matches("[0-9]{1,12}") && Long.parseLong(digits) >= 1) {
            return Optional.of(Long.parseLong(digits));
        }
        mistake("conversation", language.say("problem.number", Note.MAXIMUM_CONVERSATION));
        return Optional.empty();
    }

    private Optional<Instant> time(String member, String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = parse(text);
        if (time.isEmpty()) {
            mistake(member, language.say("problem.time", "2026-09-15T14:30:00+02:00"));
            return Optional.empty();
        }
        if (Duration.between(clock.instant(), time.get()).abs().compareTo(FARTHEST) > 0) {
            mistake(member, language.say("problem.time.far", FARTHEST.toDays()));
            return Optional.empty();
        }
        return time;
    }

    private Optional<Instant> parse(String text) {
        return attempt(() -> OffsetDateTime.parse(text).toInstant()).or(() -> attempt(() -> local(text, YEAR_FIRST)))
                .or(() -> attempt(() -> local(text, DAY_FIRST)));
    }

    private Instant local(String text, DateTimeFormatter format) {
        return LocalDateTime.parse(text, format).atZone(configuration.zone()).toInstant();
    }

    /** Empty when the text is not written in the way that is tried. */
    private static Optional<Instant> attempt(Supplier<Instant> way) {
        try {
            return Optional.of(way.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** Without control characters, which no database of text takes and nobody types. */
    static String clean(String written) {
        var clean = new StringBuilder(written.length());
        written.replace("\r\n", "\n").replace('\r', '\n').codePoints().filter(c -> c == '\n' || c == '\t' || !forbidden(c))
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static boolean forbidden(int c) {
        return Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.SURROGATE;
    }
}
