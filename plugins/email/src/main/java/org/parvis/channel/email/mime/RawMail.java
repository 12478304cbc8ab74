package org.parvis.channel.email.mime;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the server holds it.
 *
 * @param bytes    the whole message, or its beginning
 * @param complete whether {@code bytes} is the whole message
 * @param size     of the whole message, as the server states it
 * @param arrived  when the server took it
 * @param place    where it is, for people: {@code INBOX, message 17}
 * @param refusal  why the server did not hand it over, if so; {@code bytes} is then but a name for it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed: a copy of 25 MB would serve nobody
public record RawMail(byte[] bytes, boolean complete, long size, Instant arrived, String place, Optional<String> refusal) {
}
