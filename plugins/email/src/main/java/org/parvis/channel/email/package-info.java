/**
 * The channel plugin {@code email}: a mailbox by IMAP (RFC 9051, RFC 3501) and submission by SMTP (RFC 5321, RFC 6409).
 *
 * <p>In: {@code mailbox} fetches raw messages, {@code mime} turns each into events, {@code reply} finds what a reader has seen before.
 * Out: {@code outgoing} composes a message and submits it. {@code connection} holds what both protocols share.
 *
 * <p>Nothing here ever deletes or expunges a message on the server.
 */
@NullMarked
package org.parvis.channel.email;

import org.jspecify.annotations.NullMarked;
