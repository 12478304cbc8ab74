package org.parvis.gateway.command;

/** A command cannot be carried out, for a reason that its user can do something about. */
final class Refusal extends RuntimeException {

    Refusal(String reason) {
        super(reason);
    }
}
