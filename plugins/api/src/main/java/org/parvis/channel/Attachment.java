package org.parvis.channel;

import java.util.Optional;

/**
 * A file that came or goes with a message.
 *
 * @param name        for people; may be anything, and is never used as a path
 * @param mediaType   as stated by the network, such as {@code image/png}; the gateway never lets a browser execute it
 * @param contentId   the name by which the message's HTML refers to it ({@code cid:}, RFC 2392), without angle brackets
 * @param description the author's words for those who do not see it
 */
public record Attachment(String name, String mediaType, Bytes bytes, Optional<String> contentId, Optional<String> description) {

    public static Attachment of(String name, String mediaType, Bytes bytes) {
        return new Attachment(name, mediaType, bytes, Optional.empty(), Optional.empty());
    }
}
