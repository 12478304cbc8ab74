package org.parvis.channel.testkit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.parvis.channel.Key;

/** What {@link Key} asks of a configuration record, with every breach in words. */
final class ConfigurationRules {

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern SECRET = Pattern.compile("(.*-)?(password|secret|token)");
    private static final Set<Class<?>> SIMPLE = Set.of(String.class, int.class, long.class, boolean.class, Duration.class, URI.class,
            Path.class);
    private static final int DEEPEST = 5;

    private ConfigurationRules() {
    }

    static List<String> breaches(Class<?> record) {
        var breaches = new ArrayList<String>();
        check(record, record.getSimpleName(), 1, breaches);
        return breaches;
    }

    private static void check(Class<?> record, String where, int depth, List<String> breaches) {
        if (depth > DEEPEST) {
            breaches.add(where + " is nested more than " + DEEPEST + " deep");
            return;
        }
        var names = new HashSet<String>();
        for (RecordComponent component : record.getRecordComponents()) {
            String place = where + "." + component.getName();
            Key key = component.getAnnotation(Key.class);
            if (key == null) {
                breaches.add(place + " has no @Key");
                continue;
            }
            checkKey(key, place, names, breaches);
            checkType(component.getGenericType(), key, place, depth, breaches);
        }
    }

    private static void checkKey(Key key, String place, Set<String> names, List<String> breaches) {
        if (!NAME.matcher(key.value()).matches()) {
            breaches.add(place + ": the key \"" + key.value() + "\" is not of lower-case letters, digits and hyphens");
        }
        if (!names.add(key.value())) {
            breaches.add(place + ": the key \"" + key.value() + "\" stands twice");
        }
        if (key.doc().isBlank()) {
            breaches.add(place + " has no words for the operator");
        }
        if (SECRET.matcher(key.value()).matches() && !key.secret()) {
            breaches.add(place + ": the key \"" + key.value() + "\" looks like a secret and is not declared as one");
        }
        if (key.secret() && !key.fallback().isEmpty()) {
            breaches.add(place + " is a secret with a fallback that everybody can read");
        }
    }

    private static void checkType(Type type, Key key, String place, int depth, List<String> breaches) {
        Type inner = type;
        if (type instanceof ParameterizedType parameterized
                && (parameterized.getRawType() == List.class || parameterized.getRawType() == Optional.class)) {
            inner = parameterized.getActualTypeArguments()[0];
        }
        if (!(inner instanceof Class<?> plain) || !(SIMPLE.contains(plain) || plain.isEnum() || plain.isRecord())) {
            breaches.add(place + " is a " + type.getTypeName() + ", which no configuration file can hold");
            return;
        }
        if (plain.isRecord()) {
            check(plain, place, depth + 1, breaches);
        }
        if (!key.fallback().isEmpty()) {
            checkFallback(plain, key.fallback(), place, breaches);
        }
    }

    private static void checkFallback(Class<?> type, String fallback, String place, List<String> breaches) {
        boolean good = true;
        if (type == int.class || type == long.class) {
            good = fallback.matches("-?[0-9]+");
        } else if (type == boolean.class) {
            good = fallback.equals("true") || fallback.equals("false");
        } else if (type == Duration.class) {
            good = fallback.matches("[0-9]+(ms|s|m|h|d)");
        } else if (type.isEnum()) {
            good = List.of(type.getEnumConstants()).stream()
                    .anyMatch(constant -> ((Enum<?>) constant).name().replace('_', '-').toLowerCase(Locale.ROOT).equals(fallback));
        }
        if (!good) {
            breaches.add(place + ": the fallback \"" + fallback + "\" is no " + type.getSimpleName());
        }
    }
}
