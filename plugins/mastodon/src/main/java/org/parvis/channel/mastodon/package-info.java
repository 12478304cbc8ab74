/**
 * Mentions and private messages on any server of the Mastodon client API (docs.joinmastodon.org/client), such as Mastodon, GoToSocial,
 * Akkoma or snac.
 *
 * <p>In: {@link org.parvis.channel.mastodon.Listener} polls the notifications and hands each message in once, with its media, edits and
 * deletions; a stream, where the server has one, only makes it poll at once. Out: {@link org.parvis.channel.mastodon.Sender} replies with the
 * visibility kept, and looks before it sends again. Everything the server says is taken for unverified: bounded, typed, and one bad
 * notification never keeps the others back.
 *
 * <p>A message's name ({@link org.parvis.channel.MessageId}) is the id that our own server gives the status. It is the same whether the status
 * came in or went out, and it is what {@code in_reply_to_id} refers to, so a reply to one of our messages threads by itself.
 */
@NullMarked
package org.parvis.channel.mastodon;

import org.jspecify.annotations.NullMarked;
