package org.parvis.gateway.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.configuration.FormField;
import org.parvis.gateway.configuration.FormField.Kind;
import org.parvis.gateway.configuration.Vault;

/** The secrets within settings: sealed where they are kept, opened where a channel needs them, left out where they are shown. What nobody knows stays as it is. */
final class SecretSettings {

    /** Marks what is sealed. */
    private static final String SEALED = "sealed";
    /** The text key that says to whom the secrets beside it are said; addresses do so too. */
    private static final String HOST = "host";

    private final List<FormField> fields;

    SecretSettings(List<FormField> fields) {
        this.fields = fields;
    }

    /** What becomes of a secret that is there; null: it goes. */
    @FunctionalInterface
    private interface Fate {
        @Nullable
        Object of(String path, Object secret) throws Vault.ClosedException;
    }

    /** A secret as it is kept. */
    static JsonObject sealed(String sealed) {
        return new JsonObject().put(SEALED, sealed);
    }

    /** What is sealed in a value that is kept, if it is a secret. */
    static Optional<String> sealed(JsonObject value) {
        return value.size() == 1 && value.getValue(SEALED) instanceof String sealed ? Optional.of(sealed) : Optional.empty();
    }

    /** Ready to be kept. */
    JsonObject sealed(JsonObject settings, String channel, Vault vault) throws Vault.ClosedException {
        return walk(fields, settings, "",
                (path, secret) -> secret instanceof String text ? sealed(vault.seal(text, channel)) : secret);
    }

    /** As a plugin needs them. */
    JsonObject opened(JsonObject settings, String channel, Vault vault) throws Vault.ClosedException {
        return walk(fields, settings, "",
                (path, secret) -> secret instanceof JsonObject sealed && sealed.getValue(SEALED) instanceof String text
                        ? vault.open(text, channel)
                        : secret);
    }

    /**
     * As they are shown.
     *
     * @param secrets is given the paths of those that are kept
     */
    JsonObject shown(JsonObject settings, List<String> secrets) {
        try {
            return walk(fields, settings, "", (path, secret) -> {
                secrets.add(path);
                return null;
            });
        } catch (Vault.ClosedException impossible) {
            throw new IllegalStateException("Nothing is opened here", impossible);
        }
    }

    /**
     * What was typed, with the secrets that were not typed as they are kept. One whose record now names another host or address is not: it would be said to
     * somebody else.
     *
     * @param elsewhere is given the paths of those
     */
    JsonObject merged(JsonObject typed, JsonObject kept, List<String> elsewhere) {
        return merged(fields, typed, kept, "", elsewhere);
    }

    private static JsonObject merged(List<FormField> fields, JsonObject typed, JsonObject kept, String around, List<String> elsewhere) {
        JsonObject result = typed.copy();
        boolean moved = fields.stream().filter(SecretSettings::saysWhither)
                .anyMatch(field -> !text(typed, field).equals(text(kept, field)));
        for (FormField field : fields) {
            String path = child(around, field);
            @Nullable
            Object now = typed.getValue(field.name());
            if (field.secret()) {
                result.remove(field.name());
                if (now != null && !now.equals("")) {
                    // What looks sealed was not sealed by us.
                    result.put(field.name(), now instanceof String ? now : now.toString());
                } else if (!(typed.containsKey(field.name()) && now == null)) {
                    @Nullable
                    Object before = value(kept, field);
                    if (before != null && moved) {
                        elsewhere.add(path);
                    } else if (before != null) {
                        result.put(field.name(), before);
                    }
                }
            } else if (field.kind() == Kind.GROUP && now instanceof JsonObject group) {
                result.put(field.name(), merged(field.fields(), group, object(value(kept, field)), path, elsewhere));
            } else if (field.kind() == Kind.GROUP && now instanceof JsonArray groups) {
                result.put(field.name(), merged(field, groups, value(kept, field), path, elsewhere));
            }
        }
        return result;
    }

    /** Whose secrets these were is known as long as nothing else of an element changes. */
    private static JsonArray merged(FormField field, JsonArray typed, @Nullable Object kept, String path, List<String> elsewhere) {
        JsonArray before = kept instanceof JsonArray list ? list : new JsonArray();
        List<Object> elements = new ArrayList<>();
        for (int at = 0; at < typed.size(); at++) {
            if (!(typed.getValue(at) instanceof JsonObject group)) {
                elements.add(typed.getValue(at));
                continue;
            }
            JsonObject its = at < before.size() ? object(before.getValue(at)) : new JsonObject();
            SecretSettings within = new SecretSettings(field.fields());
            boolean same = within.shown(its, new ArrayList<>()).equals(within.shown(group, new ArrayList<>()));
            elements.add(merged(field.fields(), group, same ? its : new JsonObject(), path + "." + (at + 1), elsewhere));
        }
        return new JsonArray(elements);
    }

    private static boolean saysWhither(FormField field) {
        return !field.secret() && (field.kind() == Kind.ADDRESS || (field.kind() == Kind.TEXT && field.name().equals(HOST)));
    }

    private static String text(JsonObject settings, FormField field) {
        @Nullable
        Object value = value(settings, field);
        return value == null ? field.fallback() : value.toString();
    }

    private static JsonObject walk(List<FormField> fields, JsonObject settings, String around, Fate fate) throws Vault.ClosedException {
        JsonObject result = settings.copy();
        for (FormField field : fields) {
            String path = child(around, field);
            for (String name : names(field)) {
                @Nullable
                Object value = settings.getValue(name);
                if (value == null) {
                    continue;
                }
                if (field.secret()) {
                    @Nullable
                    Object becomes = fate.of(path, value);
                    result.remove(name);
                    if (becomes != null) {
                        result.put(name, becomes);
                    }
                } else if (field.kind() == Kind.GROUP && value instanceof JsonObject group) {
                    result.put(name, walk(field.fields(), group, path, fate));
                } else if (field.kind() == Kind.GROUP && value instanceof JsonArray groups) {
                    result.put(name, elements(field, groups, path, fate));
                }
            }
        }
        return result;
    }

    private static JsonArray elements(FormField field, JsonArray groups, String path, Fate fate) throws Vault.ClosedException {
        List<Object> elements = new ArrayList<>();
        for (int at = 0; at < groups.size(); at++) {
            elements.add(groups.getValue(at) instanceof JsonObject group
                    ? walk(field.fields(), group, path + "." + (at + 1), fate)
                    : groups.getValue(at));
        }
        return new JsonArray(elements);
    }

    private static @Nullable Object value(JsonObject settings, FormField field) {
        return names(field).stream().filter(settings::containsKey).findFirst().map(settings::getValue).orElse(null);
    }

    /** Kept under a name that the plugin used before, a secret is one all the same. */
    private static List<String> names(FormField field) {
        return Stream.concat(Stream.of(field.name()), field.formerly().stream()).toList();
    }

    private static String child(String around, FormField field) {
        return around.isEmpty() ? field.name() : around + "." + field.name();
    }

    private static JsonObject object(@Nullable Object value) {
        return value instanceof JsonObject object ? object : new JsonObject();
    }
}
