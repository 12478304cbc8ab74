package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The desk does not do what an agent asked, and says why. */
public final class Refusal extends RuntimeException {

    /** What sort of refusal it is. */
    public enum Reason {
        NOT_FOUND,
        /** The request cannot be right. */
        INVALID,
        /** It was right a moment ago: somebody else was faster. */
        CONFLICT, TOO_LARGE
    }

    private final Reason reason;
    private final String problem;
    private final Optional<String> field;
    private final Optional<Answer> answer;

    /**
     * @param problem a short stable name in lower case with hyphens, such as {@code too-long}
     * @param detail  one sentence that says what was wrong and what would be right
     */
    public Refusal(Reason reason, String problem, String detail, Optional<String> field) {
        this(reason, problem, detail, field, Optional.empty());
    }

    private Refusal(Reason reason, String problem, String detail, Optional<String> field, Optional<Answer> answer) {
        super(detail);
        this.reason = reason;
        this.problem = problem;
        this.field = field;
        this.answer = answer;
    }

    /** A colleague's answer that was faster. */
    public record Answer(UUID message, UUID agent, String name, Instant at) {
    }

    static Refusal notFound(String what) {
        return new Refusal(Reason.NOT_FOUND, "not-found", "There is no such " + what + ".", Optional.empty());
    }

    static Refusal invalid(String field, String problem, String detail) {
        return new Refusal(Reason.INVALID, problem, detail, Optional.of(field));
    }

    static Refusal conflict(String problem, String detail) {
        return new Refusal(Reason.CONFLICT, problem, detail, Optional.empty());
    }

    static Refusal changedMeanwhile(long seen, long current) {
        return conflict("changed-meanwhile", "The conversation has changed since version " + seen + "; it is at " + current + " now.");
    }

    static Refusal answeredMeanwhile(Answer answer) {
        String detail = answer.name() + " has answered in this conversation at " + answer.at()
                + ", after what you have seen: read that answer, then send yours all the same, or not.";
        return new Refusal(Reason.CONFLICT, "answered-meanwhile", detail, Optional.empty(), Optional.of(answer));
    }

    public Reason reason() {
        return reason;
    }

    public String problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<String> field() {
        return field;
    }

    /** Of {@code answered-meanwhile}: the latest one. */
    public Optional<Answer> answer() {
        return answer;
    }
}
