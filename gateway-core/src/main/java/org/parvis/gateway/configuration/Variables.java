package org.parvis.gateway.configuration;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.parvis.gateway.configuration.Source.Place;

/** The environment's variables that mean something, gathered while a file is bound: one that means nothing is a mistake, as an unknown key is. */
final class Variables {

    private static final String PREFIX = "PARVIS_";

    /** What {@code ./parvis} and {@code .ci/run} read themselves. */
    static final Set<String> OF_THE_LAUNCHER = Set.of("PARVIS_HOME", "PARVIS_DATA", "PARVIS_CONFIG", "PARVIS_JAVA_HOME",
            "PARVIS_JAVA_OPTIONS", "PARVIS_HEAP", "PARVIS_LOGBACK", "PARVIS_PEERS");

    private final Set<String> known = new HashSet<>();
    /** What begins with one of these is known to a plugin's record alone. */
    private final Set<String> deferred = new HashSet<>();

    void add(Place place) {
        known.add(place.variable());
    }

    /** All that a part of this shape, which is absent, could be given. The elements of a list have no names then. */
    void addAll(Shape shape, Place place) {
        switch (shape) {
            case Shape.Scalar(Class<?> type) -> add(place);
            case Shape.Maybe(Shape of) -> addAll(of, place);
            case Shape.Many(Shape of) when of instanceof Shape.Scalar -> add(place);
            case Shape.Nested(Class<? extends Record> type) ->
                Shape.settings(type).forEach(setting -> addAll(setting.shape(), place.child(setting.name(), 0)));
            case Shape.Many(Shape of) -> {
            }
            case Shape.Texts() -> {
            }
            case Shape.Deferred() -> {
            }
        }
    }

    void defer(Place place) {
        deferred.add(place.variable());
    }

    /** The variables that no key of the gateway's has. */
    List<Mistake> mistakes(Source source) {
        return unknown(source, known, name -> owner(name).isEmpty());
    }

    /**
     * The variables meant for a part bound later that no key of it has.
     *
     * @param its what that part knows
     */
    List<Mistake> mistakes(Source source, Place part, Variables its) {
        Set<String> all = new HashSet<>(known);
        all.addAll(its.known);
        return unknown(source, all, name -> owner(name).filter(part.variable()::equals).isPresent());
    }

    /** Of the channels {@code rue} and {@code rue-haute}, {@code PARVIS_CHANNELS_RUE_HAUTE_PORT} is the second one's. */
    private Optional<String> owner(String name) {
        return deferred.stream().filter(prefix -> name.startsWith(prefix + "_")).max(Comparator.comparingInt(String::length));
    }

    private static List<Mistake> unknown(Source source, Set<String> known, Predicate<String> asked) {
        List<String> sorted = Stream.concat(known.stream(), OF_THE_LAUNCHER.stream()).sorted().toList();
        return source.environment().keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !OF_THE_LAUNCHER.contains(name) && asked.test(name))
                .sorted()
                .map(name -> new Mistake(name, 0, "", "a variable that sets nothing",
                        "\"" + NearestName.sorted(name, sorted).getFirst() + "\", the nearest known one"))
                .toList();
    }
}
