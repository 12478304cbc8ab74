/**
 * The only place that opens database connections. In: work to be done in a transaction, from any thread that may block. Out: rows, or a
 * {@link org.parvis.gateway.database.DatabaseException} that says whether trying again is right.
 *
 * <p>Also here: the schema's migrations, and the PostgreSQL server that the gateway brings along for those who have none. A connection
 * never goes back to the pool in an unknown state, and an unknown outcome is never reported as success.
 */
@NullMarked
package org.parvis.gateway.database;

import org.jspecify.annotations.NullMarked;
