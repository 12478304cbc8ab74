package org.parvis.gateway.contact;

import org.parvis.gateway.database.Session;

/**
 * Keeps who stands behind a handle, and which conversation a name or a delivery belongs to, from changing between the look at it and the commit. The inbox and whoever
 * settles a delivery share it, as the first thing of each of their transactions; a merge, a move between conversations and their undoing have it alone, before they lock
 * any row. So nothing is left on what was just emptied, and neither can wait for the other while it holds what the other needs. It ends with the transaction.
 */
public final class IdentityLock {

    private static final long KEY = 0x7061_7276_6973_01L;

    private IdentityLock() {
    }

    /** Waits while a merge is under way: milliseconds, mostly. */
    public static void share(Session session) throws InterruptedException {
        session.query("select 1 from pg_advisory_xact_lock_shared($1)", KEY);
    }

    /** Waits for the inbox's transactions that are under way; those that come then wait for this one. */
    public static void alone(Session session) throws InterruptedException {
        session.query("select 1 from pg_advisory_xact_lock($1)", KEY);
    }
}
