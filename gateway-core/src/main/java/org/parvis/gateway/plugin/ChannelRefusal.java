package org.parvis.gateway.plugin;

import java.util.List;
import java.util.Optional;

import org.parvis.gateway.configuration.Mistake;

/** A channel is not set up, changed or tested as an administrator asked. */
public final class ChannelRefusal extends RuntimeException {

    /** Why. */
    public enum Reason {
        NOT_FOUND,
        /** It stands in the configuration file. */
        OF_THE_FILE,
        /** There is such a channel, or was one of another type. */
        TAKEN, CHANGED_MEANWHILE, TOO_MANY,
        /** Secrets cannot be kept here. */
        NO_KEY,
        /** What was typed does not fit. */
        MISTAKEN,
        /** A test is under way, or there were too many. */
        BUSY
    }

    private final Reason reason;
    private final transient List<Flaw> flaws;

    /**
     * What is wrong with something that was typed, at its key: {@code id}, {@code label}, {@code type}, {@code teamId}, or {@code settings.imap.host}.
     *
     * @param french  what would be right, in the plugin's words, where it has some
     * @param english the same; what the mistake itself says is English too
     */
    public record Flaw(Mistake mistake, Optional<String> french, Optional<String> english) {
    }

    ChannelRefusal(Reason reason, String detail) {
        this(reason, detail, List.of());
    }

    /** What was typed does not fit. */
    ChannelRefusal(List<Flaw> flaws) {
        this(Reason.MISTAKEN, "Please correct: " + String.join(", ", flaws.stream().map(flaw -> flaw.mistake().key()).distinct().toList()),
                flaws);
    }

    private ChannelRefusal(Reason reason, String detail, List<Flaw> flaws) {
        super(detail, null, false, false);
        this.reason = reason;
        this.flaws = List.copyOf(flaws);
    }

    static ChannelRefusal mistaken(String key, String found, String allowed) {
        return new ChannelRefusal(List.of(new Flaw(new Mistake("form", 0, key, found, allowed), Optional.empty(), Optional.empty())));
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Flaw> flaws() {
        return flaws;
    }
}
