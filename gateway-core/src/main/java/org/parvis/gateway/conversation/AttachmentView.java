package org.parvis.gateway.conversation;

import java.util.Optional;
import java.util.UUID;

/** @param inline whether the message's HTML shows it in its place */
public record AttachmentView(UUID id, String name, String mediaType, long size, boolean inline, Optional<String> description) {
}
