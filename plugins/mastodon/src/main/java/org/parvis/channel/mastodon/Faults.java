package org.parvis.channel.mastodon;

import java.io.IOException;

import org.parvis.channel.Fault;
import org.parvis.channel.Health;

/** What goes wrong, in the contract's words. */
final class Faults {

    private Faults() {
    }

    static Fault of(IOException e) {
        String detail = e instanceof NoAnswerException ? String.valueOf(e.getMessage()) : "The server's answer cannot be read: " + brief(e);
        return new Fault(Fault.Owner.PLATFORM, e instanceof NoAnswerException ? "NO_ANSWER" : "MALFORMED", detail);
    }

    /** A parser's message quotes what it read, which may be somebody's words: its first line names the place alone. */
    private static String brief(IOException e) {
        return e.getClass().getSimpleName();
    }

    /** Of an answer that is no success. */
    static Fault of(Answer answer) {
        return switch (answer.status()) {
            case 401, 403 -> new Fault(Fault.Owner.OPERATOR, "NOT_AUTHORISED",
                    "The server refuses our access token, or what it was made for (" + answer.error() + ").");
            case 404, 410 -> new Fault(Fault.Owner.CITIZEN, "GONE", "What this refers to is no longer there (" + answer.error() + ").");
            case 413, 422 -> new Fault(Fault.Owner.AGENT, "REFUSED", "The server refuses this message: " + answer.error());
            case 429 -> new Fault(Fault.Owner.PLATFORM, "RATE_LIMITED", "The server bears no more for now.");
            case 301, 302, 303, 307, 308 -> new Fault(Fault.Owner.OPERATOR, "MOVED",
                    "The server sends us elsewhere: base-url must be its own address (" + answer.status() + ").");
            default -> new Fault(Fault.Owner.PLATFORM, "SERVER_ERROR", "The server answers " + answer.error());
        };
    }

    static Health health(Fault fault) {
        return fault.owner() == Fault.Owner.OPERATOR
                ? new Health.NeedsOperator(fault.detail(), fault.code())
                : new Health.Degraded(fault.detail(), fault.code());
    }
}
