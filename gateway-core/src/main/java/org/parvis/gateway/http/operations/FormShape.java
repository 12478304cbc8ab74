package org.parvis.gateway.http.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.configuration.FormField;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.plugin.ChannelType;
import org.parvis.gateway.plugin.ConnectionTests;
import org.parvis.gateway.plugin.SettingWords;

/** What a kind of channel asks for, and what a test of it found, with the plugin's words in both languages of the desk. */
final class FormShape {

    private FormShape() {
    }

    static JsonObject of(ChannelType type) {
        JsonObject shape = words(type, "/type", type.type());
        return shape.put("type", type.type()).put("fields", fields(type, type.fields(), ""));
    }

    private static JsonArray fields(ChannelType type, List<FormField> fields, String around) {
        return JsonValues.array(fields, field -> field(type, field, around));
    }

    private static JsonObject field(ChannelType type, FormField field, String around) {
        String path = around + field.name();
        JsonObject shape = words(type, path, field.name()).put("key", field.name()).put("kind", JsonValues.word(field.kind()));
        if (type.english().find(path + "/help").isEmpty()) {
            shape.getJsonObject("help").put("en", field.doc());
        }
        flag(shape, "required", field.required());
        flag(shape, "secret", field.secret());
        flag(shape, "many", field.many());
        flag(shape, "optional", field.optional());
        JsonValues.with(shape, "fallback", Optional.of(field.fallback()).filter(text -> !text.isEmpty()));
        if (!field.choices().isEmpty()) {
            shape.put("choices", JsonValues.array(field.choices(),
                    choice -> new JsonObject().put("value", choice).put("label", both(type, path + "/" + choice, choice))));
        }
        return field.fields().isEmpty() ? shape : shape.put("fields", fields(type, field.fields(), path + "."));
    }

    private static void flag(JsonObject shape, String name, boolean holds) {
        if (holds) {
            shape.put(name, true);
        }
    }

    private static JsonObject words(ChannelType type, String key, String otherwise) {
        JsonObject help = new JsonObject();
        JsonValues.with(help, "fr", type.french().find(key + "/help"));
        JsonValues.with(help, "en", type.english().find(key + "/help"));
        return new JsonObject().put("label", both(type, key, otherwise)).put("help", help);
    }

    /** In the other language rather than not at all. */
    private static JsonObject both(ChannelType type, String key, String otherwise) {
        return new JsonObject().put("fr", word(type.french(), type.english(), key, otherwise))
                .put("en", word(type.english(), type.french(), key, otherwise));
    }

    /** Of a setting by its path, from the group that it is in inwards. */
    static JsonObject label(ChannelType type, String path) {
        List<JsonObject> labels = new ArrayList<>();
        for (int end = path.indexOf('.'); end >= 0; end = path.indexOf('.', end + 1)) {
            labels.add(both(type, path.substring(0, end), path.substring(path.lastIndexOf('.', end - 1) + 1, end)));
        }
        labels.add(both(type, path, path.substring(path.lastIndexOf('.') + 1)));
        return new JsonObject().put("fr", joined(labels, "fr")).put("en", joined(labels, "en"));
    }

    private static String joined(List<JsonObject> labels, String language) {
        return labels.stream().map(label -> label.getString(language)).collect(Collectors.joining(" › "));
    }

    private static String word(SettingWords language, SettingWords other, String key, String otherwise) {
        return language.find(key).or(() -> other.find(key)).orElse(otherwise);
    }

    static JsonObject of(ChannelType type, ConnectionTests.Result result) {
        return new JsonObject().put("good", result.good()).put("inTime", result.inTime())
                .put("steps", JsonValues.array(result.steps(), step -> step(type, step)));
    }

    private static JsonObject step(ChannelType type, ConnectionTests.Step step) {
        JsonObject shape = new JsonObject().put("step", step.step()).put("good", step.fault().isEmpty())
                .put("label", both(type, "/test/" + step.step(), step.step())).put("detail", step.detail());
        step.fault().ifPresent(fault -> shape.put("code", fault.code())
                .put("why", both(type, "/fault/" + fault.code(), fault.detail())));
        return shape;
    }
}
