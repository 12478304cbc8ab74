package org.parvis.gateway.configuration;

import java.util.Optional;
import java.util.stream.Collectors;

/** A configuration record as text for people and logs, without its secrets. */
final class Redaction {

    private Redaction() {
    }

    static String of(Record configuration) {
        return Shape.settings(configuration.getClass()).stream().map(setting -> {
            try {
                Object value = setting.component().getAccessor().invoke(configuration);
                boolean absent = value == null || value.equals(Optional.empty());
                return setting.name() + "=" + (setting.key().secret() && !absent ? "(secret)" : value);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }).collect(Collectors.joining(", ", configuration.getClass().getSimpleName() + "[", "]"));
    }
}
