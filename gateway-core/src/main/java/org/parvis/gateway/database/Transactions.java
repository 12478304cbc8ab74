package org.parvis.gateway.database;

import org.jspecify.annotations.Nullable;

/** Where work that writes takes its transaction from: one of its own from the {@link Database}, or one that is under way. */
public interface Transactions {

    /** Does the work within a transaction. An exception that leaves the work undoes it and comes out here. */
    <T extends @Nullable Object> T inTransaction(Database.Work<T> work) throws InterruptedException;

    /** Joins the transaction of a session: what is done is durable when that one is, and undone with it. */
    static Transactions of(Session underWay) {
        return new Transactions() {
            @Override
            public <T extends @Nullable Object> T inTransaction(Database.Work<T> work) throws InterruptedException {
                return work.run(underWay);
            }
        };
    }
}
