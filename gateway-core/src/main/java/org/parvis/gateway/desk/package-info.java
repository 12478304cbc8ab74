/**
 * What agents do: write, answer, note, assign, set waiting, resolve, and settle what the outbox could not.
 *
 * <p>In: requests of agents, already authenticated. Out: the record, the outbox's commands and the change log, in one transaction each.
 * Nothing here may speak to a network: that is the outbox's work, after the commit.
 */
@NullMarked
package org.parvis.gateway.desk;

import org.jspecify.annotations.NullMarked;
