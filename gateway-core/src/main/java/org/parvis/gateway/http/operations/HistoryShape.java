package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Locale;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.conversation.HistoryEntry;
import org.parvis.gateway.http.wire.JsonValues;

/** An entry of the change log as the contract promises it: constants in the wire's words, tags as what came and what went. */
final class HistoryShape {

    private static final List<String> PLAIN = List.of("assigneeId", "teamId", "topic", "snoozedUntil", "expert", "urgent");

    private static final List<String> MOVED = List.of("move", "moveId", "link", "otherNumber", "messages");

    private HistoryShape() {
    }

    static JsonObject of(HistoryEntry entry) {
        JsonObject detail = entry.detail();
        JsonObject shape = new JsonObject().put("id", entry.id()).put("at", entry.at().toString());
        JsonValues.with(shape, "agentId", entry.agent());
        PLAIN.stream().filter(name -> detail.getValue(name) instanceof JsonArray)
                .forEach(name -> shape.put(name, detail.getJsonArray(name)));
        if (detail.getValue("state") instanceof JsonArray states) {
            shape.put("state", new JsonArray(states.stream().map(state -> word(String.valueOf(state))).toList()));
        }
        if (detail.getValue("tags") instanceof JsonArray tags) {
            shape.put("tagsAdded", without(tags.getJsonArray(1), tags.getJsonArray(0)));
            shape.put("tagsRemoved", without(tags.getJsonArray(0), tags.getJsonArray(1)));
        }
        if (detail.getValue("contact") instanceof String what) {
            shape.put("contact", what);
        }
        MOVED.stream().filter(detail::containsKey).forEach(name -> shape.put(name, detail.getValue(name)));
        if (detail.getValue("linkKind") instanceof String kind) {
            shape.put("linkKind", word(kind));
        }
        entry.note().ifPresent(note -> {
            shape.put("noteId", note.id().toString());
            note.words().ifPresent(words -> shape.put("note", words));
        });
        if (entry.undoable()) {
            shape.put("undoable", true);
        }
        if (detail.getValue("reasonCode") instanceof String code) {
            shape.put("reasonCode", word(code));
        }
        if (detail.getValue("reason") instanceof String reason) {
            shape.put("reason", reason);
        }
        return shape;
    }

    private static JsonArray without(JsonArray names, JsonArray others) {
        return new JsonArray(names.stream().filter(name -> !others.contains(name)).toList());
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
