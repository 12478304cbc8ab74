package org.parvis.gateway.access;

/** An account or team cannot be made so: the name is taken, or something it refers to does not exist. */
public final class AccountRefusal extends RuntimeException {

    private final String field;

    AccountRefusal(String field, String detail) {
        super(detail);
        this.field = field;
    }

    /** Which field, as the API calls it. */
    public String field() {
        return field;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
