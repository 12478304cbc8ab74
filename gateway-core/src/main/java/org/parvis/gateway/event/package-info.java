/**
 * The change log: append-only, and at once audit log, change feed and the place from which browsers resume.
 *
 * <p>In: {@link org.parvis.gateway.event.EventLog#append} within the transaction that makes the change. Out: {@link org.parvis.gateway.event.EventFeed},
 * in order and without gaps, to whoever subscribed on this node. Wake-ups travel on the event bus; they only save waiting for the next
 * poll. Nothing here may ever change or remove an entry.
 */
@NullMarked
package org.parvis.gateway.event;

import org.jspecify.annotations.NullMarked;
