/**
 * What must go out: claimed, sent, receipted, retried honestly, or handed back to a person.
 *
 * <p>In: commands written in the transaction of whoever wants something sent. Out: {@link org.parvis.channel.Channel#perform}, and what came of it as
 * delivery state, ledger and change log. A command is claimed durably before it is performed; after a crash in between, its outcome is
 * unknown, and is treated as such. Nothing here may guess an outcome.
 */
@NullMarked
package org.parvis.gateway.outbox;

import org.jspecify.annotations.NullMarked;
