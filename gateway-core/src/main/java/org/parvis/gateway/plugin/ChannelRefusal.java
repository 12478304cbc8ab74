package org.parvis.gateway.plugin;

import java.util.List;

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
    private final transient List<Mistake> mistakes;

    ChannelRefusal(Reason reason, String detail) {
        this(reason, detail, List.of());
    }

    private ChannelRefusal(Reason reason, String detail, List<Mistake> mistakes) {
        super(detail, null, false, false);
        this.reason = reason;
        this.mistakes = List.copyOf(mistakes);
    }

    static ChannelRefusal mistaken(List<Mistake> mistakes) {
        return new ChannelRefusal(Reason.MISTAKEN,
                "Please correct: " + String.join(", ", mistakes.stream().map(Mistake::key).distinct().toList()),
                mistakes);
    }

    static ChannelRefusal mistaken(String key, String found, String allowed) {
        return mistaken(List.of(new Mistake("form", 0, key, found, allowed)));
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Each at its key: {@code id}, {@code label}, {@code type}, {@code teamId}, or {@code settings.imap.host}. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
