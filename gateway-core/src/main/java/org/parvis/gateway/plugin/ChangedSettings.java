package org.parvis.gateway.plugin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.configuration.FormField;
import org.parvis.gateway.configuration.FormField.Kind;

/** Which settings a change changed, for the change log: names, never values. */
final class ChangedSettings {

    private ChangedSettings() {
    }

    /** The paths of those that are others; of a list its own. A secret that is typed again is another one. */
    static Set<String> between(List<FormField> fields, JsonObject before, JsonObject after) {
        Set<String> changed = new LinkedHashSet<>();
        collect(fields, before, after, "", changed);
        return changed;
    }

    private static void collect(List<FormField> fields, JsonObject before, JsonObject after, String around, Set<String> changed) {
        for (FormField field : fields) {
            Object was = before.getValue(field.name());
            Object is = after.getValue(field.name());
            if (field.kind() == Kind.GROUP && !field.many()) {
                collect(field.fields(), was instanceof JsonObject group ? group : new JsonObject(),
                        is instanceof JsonObject group ? group : new JsonObject(), around + field.name() + ".", changed);
            } else if (!Objects.equals(was, is)) {
                changed.add(around + field.name());
            }
        }
    }
}
