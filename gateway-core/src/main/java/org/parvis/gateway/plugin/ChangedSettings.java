package org.parvis.gateway.plugin;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.configuration.FormField;
import org.parvis.gateway.configuration.FormField.Kind;
import org.parvis.gateway.event.Difference;

/** Which settings a change changed, for the change log. Of a secret, of an address with a password in it and of a list of groups, which may hold secrets, that it is another one. */
final class ChangedSettings {

    private final Difference difference;

    ChangedSettings(Difference difference) {
        this.difference = difference;
    }

    /** By their paths; of a list its own. A secret that is typed again is another one. */
    void add(List<FormField> fields, JsonObject before, JsonObject after, String around) {
        for (FormField field : fields) {
            Object was = before.getValue(field.name());
            Object is = after.getValue(field.name());
            String path = around + field.name();
            if (field.kind() == Kind.GROUP && !field.many()) {
                add(field.fields(), group(was), group(is), path + ".");
            } else if (!Objects.equals(was, is)) {
                if (mayBeTold(field, was) && mayBeTold(field, is)) {
                    difference.of(path, told(was), told(is));
                } else {
                    difference.untold(path);
                }
            }
        }
    }

    private static JsonObject group(@Nullable Object value) {
        return value instanceof JsonObject group ? group : new JsonObject();
    }

    private static boolean mayBeTold(FormField field, @Nullable Object value) {
        if (field.secret() || field.kind() == Kind.GROUP) {
            return false;
        }
        return field.kind() != Kind.ADDRESS || value == null || texts(value).stream().noneMatch(ChangedSettings::namesAUser);
    }

    private static boolean namesAUser(String address) {
        try {
            return URI.create(address).getUserInfo() != null;
        } catch (IllegalArgumentException none) {
            return true;
        }
    }

    private static List<String> texts(Object value) {
        return value instanceof JsonArray list ? list.stream().map(String::valueOf).toList() : List.of(value.toString());
    }

    private static Optional<Object> told(@Nullable Object value) {
        return Optional.ofNullable(value).map(some -> some instanceof JsonArray ? texts(some) : some.toString());
    }
}
