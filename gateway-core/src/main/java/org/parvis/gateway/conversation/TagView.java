package org.parvis.gateway.conversation;

import java.util.UUID;

/** A tag as agents see it. */
public record TagView(UUID id, String name) {
}
