package org.parvis.gateway.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Key;

/** What a component of a configuration record can be: one of the types that {@link Key} lists. */
sealed interface Shape {

    record Scalar(Class<?> type) implements Shape {
    }

    record Nested(Class<? extends Record> type) implements Shape {
    }

    record Maybe(Shape of) implements Shape {
    }

    record Many(Shape of) implements Shape {
    }

    /** Texts by name. */
    record Texts() implements Shape {
    }

    /** Bound later, against a type that is not known yet. */
    record Deferred() implements Shape {
    }

    /** A component and its key. */
    record Setting(RecordComponent component, Key key, Shape shape) {

        String name() {
            return key.value();
        }
    }

    static List<Setting> settings(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(component -> {
            Key key = component.getAnnotation(Key.class);
            if (key == null) {
                throw new IllegalStateException(type.getName() + "." + component.getName() + " carries no @Key");
            }
            return new Setting(component, key, of(component.getGenericType()));
        }).toList();
    }

    private static Shape of(Type type) {
        if (type == Settings.class) {
            return new Deferred();
        }
        if (type instanceof Class<?> plain && Scalars.isScalar(plain)) {
            return new Scalar(plain);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return new Nested(plain.asSubclass(Record.class));
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return new Maybe(of(arguments[0]));
            }
            if (generic.getRawType() == List.class) {
                return new Many(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class && arguments[1] == String.class) {
                return new Texts();
            }
        }
        throw new IllegalStateException("A configuration record cannot have a component of type " + type);
    }
}
