package org.parvis.gateway.event;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** One entry of the change log, to be written. Never holds a secret or a message's words. */
public record Entry(Kind kind, Optional<UUID> conversation, Optional<UUID> message, Optional<String> channel, Optional<UUID> agent,
        JsonObject detail) {

    public static Entry of(Kind kind) {
        return new Entry(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), new JsonObject());
    }

    public Entry conversation(UUID id) {
        return new Entry(kind, Optional.of(id), message, channel, agent, detail);
    }

    public Entry message(UUID id) {
        return new Entry(kind, conversation, Optional.of(id), channel, agent, detail);
    }

    public Entry channel(String id) {
        return new Entry(kind, conversation, message, Optional.of(id), agent, detail);
    }

    public Entry agent(UUID id) {
        return new Entry(kind, conversation, message, channel, Optional.of(id), detail);
    }

    public Entry detail(JsonObject value) {
        return new Entry(kind, conversation, message, channel, agent, value);
    }
}
