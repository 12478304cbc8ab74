package org.parvis.gateway.access;

import java.util.EnumSet;
import java.util.Set;

import static org.parvis.gateway.access.Permission.CONTROL_CHANNELS;
import static org.parvis.gateway.access.Permission.CONVERSE;
import static org.parvis.gateway.access.Permission.ENTER;
import static org.parvis.gateway.access.Permission.KEEP_WORDS;
import static org.parvis.gateway.access.Permission.MERGE_PEOPLE;
import static org.parvis.gateway.access.Permission.OPERATE;
import static org.parvis.gateway.access.Permission.READ_LEDGER;
import static org.parvis.gateway.access.Permission.WRITE_CANNED_ANSWERS;

/** What somebody is, and all that it lets them do. */
public enum Role {
    AGENT, LEAD, ADMINISTRATOR,
    /** Keeps the gateway running, and reads nothing of what is said in it. */
    OPERATOR,
    /** Answers from outside the town hall: for its teams alone, and within its hours. */
    AGENCY;

    /** In the order of their declaration. */
    public Set<Permission> permissions() {
        return switch (this) {
            case AGENT -> EnumSet.of(ENTER, CONVERSE, MERGE_PEOPLE, READ_LEDGER);
            case LEAD -> EnumSet.of(ENTER, CONVERSE, MERGE_PEOPLE, READ_LEDGER, WRITE_CANNED_ANSWERS, KEEP_WORDS, OPERATE);
            case ADMINISTRATOR -> EnumSet.allOf(Permission.class);
            case OPERATOR -> EnumSet.of(ENTER, OPERATE, CONTROL_CHANNELS);
            case AGENCY -> EnumSet.of(ENTER, CONVERSE);
        };
    }

    public boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    /** Whether nothing is there for it but what belongs to its teams. */
    public boolean isLimitedToTeams() {
        return this == AGENCY;
    }
}
