/**
 * What came in becomes durable, exactly once, then is acknowledged.
 *
 * <p>In: events that channels hand to {@link org.parvis.gateway.inbox.GroupCommit}. Out: contacts, conversations, messages, obligations and
 * change-log entries, in one transaction with the channels' cursors, for all the events that wait at that moment. Only when that
 * transaction is durable does the channel's call return. An event seen before leaves no trace, and nothing accepted may ever be dropped:
 * what the database refuses is kept as a message that says so.
 */
@NullMarked
package org.parvis.gateway.inbox;

import org.jspecify.annotations.NullMarked;
