/**
 * Listens to a mailbox. In: an IMAP server's folders. Out: raw messages to a reader, its events to the gateway's inbox, and a mark on
 * the server after the gateway has them.
 *
 * <p>A message is read without setting its {@code \\Seen} flag, and is never deleted or expunged.
 */
@NullMarked
package org.parvis.channel.email.mailbox;

import org.jspecify.annotations.NullMarked;
