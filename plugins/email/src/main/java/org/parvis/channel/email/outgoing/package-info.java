/**
 * From the gateway's command to a message on its way. In: {@link org.parvis.channel.Command.Send}. Out: what the submission server
 * answered, as an {@link org.parvis.channel.Outcome} that never guesses.
 */
@NullMarked
package org.parvis.channel.email.outgoing;

import org.jspecify.annotations.NullMarked;
