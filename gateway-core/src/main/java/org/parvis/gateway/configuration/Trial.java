package org.parvis.gateway.configuration;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

/**
 * An attempt to make a configuration record.
 *
 * @param made    absent: the record said no
 * @param refusal why, in its words
 */
record Trial<C extends Record>(Optional<C> made, String refusal) {

    static <C extends Record> Trial<C> of(Class<C> type, List<Shape.Setting> settings, List<Optional<?>> values) {
        try {
            Constructor<C> constructor = type.getDeclaredConstructor(
                    settings.stream().map(setting -> setting.component().getType()).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Trial<>(Optional.of(constructor.newInstance(values.stream().map(Optional::orElseThrow).toArray())), "");
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException reason) {
                return new Trial<>(Optional.empty(), String.valueOf(reason.getMessage()));
            }
            throw new IllegalStateException(type.getName() + " refuses its values with something else than IllegalArgumentException",
                    refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The index of the key that the refusal begins with; else -1. */
    int named(List<Shape.Setting> settings) {
        for (int at = 0; at < settings.size(); at++) {
            String name = settings.get(at).name();
            if (refusal.startsWith(name + " ") || refusal.startsWith(name + ": ")) {
                return at;
            }
        }
        return -1;
    }
}
