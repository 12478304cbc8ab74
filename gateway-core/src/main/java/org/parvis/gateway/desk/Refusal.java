package org.parvis.gateway.desk;

import java.util.Optional;

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

    /**
     * @param problem a short stable name in lower case with hyphens, such as {@code too-long}
     * @param detail  one sentence that says what was wrong and what would be right
     */
    public Refusal(Reason reason, String problem, String detail, Optional<String> field) {
        super(detail);
        this.reason = reason;
        this.problem = problem;
        this.field = field;
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
}
