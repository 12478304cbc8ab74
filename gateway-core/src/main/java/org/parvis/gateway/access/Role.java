package org.parvis.gateway.access;

/** What an agent may do; each may also do what those before it may. */
public enum Role {
    AGENT, LEAD, ADMINISTRATOR;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
