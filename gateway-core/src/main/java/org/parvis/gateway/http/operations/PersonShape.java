package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Locale;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.contact.ContactView;
import org.parvis.gateway.contact.PersonChange;
import org.parvis.gateway.contact.PersonView;
import org.parvis.gateway.conversation.ConversationRow;
import org.parvis.gateway.http.wire.JsonValues;

/** A person as the contract promises one: the contact, and what agents say and may think of it. */
final class PersonShape {

    private PersonShape() {
    }

    static JsonObject of(PersonView person, List<ConversationRow> latest) {
        JsonObject shape = Shapes.contact(person.contact(), latest).put("version", person.version());
        JsonArray handles = new JsonArray();
        for (ContactView.KnownHandle handle : person.contact().handles()) {
            JsonObject known = Shapes.handle(handle);
            person.lastSeen(handle).filter(seen -> !handle.stated())
                    .ifPresent(seen -> known.put("channelId", seen.channel()).put("lastSeen", seen.at().toString()));
            handles.add(known);
        }
        shape.put("handles", handles);
        person.guessed().ifPresent(language -> shape.put("language", language).put("languageGuessed", true));
        JsonValues.with(shape, "mergedIntoId", person.mergedInto());
        JsonValues.with(shape, "usualChannelId", person.usualChannel());
        person.note().ifPresent(note -> shape.put("note",
                new JsonObject().put("text", note.text()).put("agentId", note.agent().toString()).put("at", note.at().toString())));
        shape.put("merges", JsonValues.array(person.merges(), PersonShape::merge));
        return shape.put("suggestions", JsonValues.array(person.suggestions(), PersonShape::suggestion));
    }

    static JsonObject change(PersonChange change) {
        JsonObject detail = change.detail();
        JsonObject shape = new JsonObject().put("id", change.id()).put("at", change.at().toString()).put("what",
                detail.getString("what", "renamed"));
        JsonValues.with(shape, "agentId", change.agent());
        for (String name : List.of("name", "language", "note", "otherId", "words")) {
            if (detail.containsKey(name)) {
                shape.put(name, detail.getValue(name));
            }
        }
        JsonValues.with(shape, "otherName", change.otherName());
        if (detail.getValue("reason") instanceof String reason) {
            shape.put("reason", reason.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return shape;
    }

    private static JsonObject merge(PersonView.Merge merge) {
        JsonObject shape = new JsonObject().put("id", merge.id().toString()).put("contactId", merge.contact().toString())
                .put("reason", JsonValues.word(merge.reason())).put("agentId", merge.agent().toString()).put("at", merge.at().toString())
                .put("undoable", merge.undoable());
        JsonValues.with(shape, "name", merge.name());
        JsonValues.with(shape, "words", merge.words());
        return JsonValues.with(shape, "note", merge.note());
    }

    private static JsonObject suggestion(PersonView.Suggestion suggestion) {
        return Shapes.contact(suggestion.contact(), List.of()).put("evidence", JsonValues.array(suggestion.evidence(),
                evidence -> new JsonObject().put("sort", JsonValues.word(evidence.sort())).put("value", evidence.value())));
    }
}
