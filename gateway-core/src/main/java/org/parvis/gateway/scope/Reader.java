package org.parvis.gateway.scope;

import java.util.UUID;

/**
 * Who reads: by whom conversations are read or unread, and whose they are.
 *
 * @param scope how far this agent sees
 */
public record Reader(UUID agent, Scope scope) {

    /** Somebody who sees everything. */
    public static Reader ofEverything(UUID agent) {
        return new Reader(agent, Scope.EVERYTHING);
    }
}
