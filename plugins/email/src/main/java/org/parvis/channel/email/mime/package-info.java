/**
 * From the bytes of one message to the events that the gateway takes. In: whatever arrived, hostile bytes included. Out: always at least
 * one event; a message that cannot be read comes out as such, with its reason and its original.
 *
 * <p>Structure and transfer encodings are read by the mail library; every quantity is bounded by {@link org.parvis.channel.email.mime.Bounds}.
 */
@NullMarked
package org.parvis.channel.email.mime;

import org.jspecify.annotations.NullMarked;
