package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * What somebody changed on a conversation.
 *
 * @param agent  absent: the gateway itself, because a time had come or something arrived
 * @param detail as in the change log: {@code field: [before, after]}
 * @param note   why it was handed over, of a hand-over
 * @param undoable it moved messages between conversations, and can be taken back: nothing was moved there since
 */
public record HistoryEntry(long id, Instant at, Optional<UUID> agent, JsonObject detail, Optional<Note> note, boolean undoable) {

    /** @param words as they are now, on one line, cut where they are long; absent: they were removed */
    public record Note(UUID id, Optional<String> words) {
    }

    /** The other conversation, of a move or a link. */
    Optional<UUID> other() {
        return Optional.ofNullable(detail.getString("otherId")).map(UUID::fromString);
    }
}
