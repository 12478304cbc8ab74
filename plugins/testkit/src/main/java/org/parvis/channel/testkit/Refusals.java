package org.parvis.channel.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.parvis.channel.Key;

/** Finds out what a configuration record refuses, by giving one setting after the other values that few would like. */
final class Refusals {

    private static final List<String> TEXTS = List.of("", " ", "word", "WORD", "two words", "mot à mot", "line\nline", "192.0.2.1",
            "x".repeat(5_000));
    private static final List<Long> NUMBERS = List.of(Long.MIN_VALUE, -1L, 0L, 1L, 70_000L, (long) Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final List<Duration> DURATIONS = List.of(Duration.ofSeconds(-1), Duration.ZERO, Duration.ofMinutes(2),
            Duration.ofDays(400));
    private static final List<URI> ADDRESSES = List.of(URI.create("http://word.example"), URI.create("https://word.example/path"),
            URI.create("word:word"));
    /** More than any list may have. */
    private static final int MANY = 1_000;

    private final SortedSet<String> paths = new TreeSet<>();

    private Refusals() {
    }

    /** The paths of the settings that a record's messages name; empty for one that names none. Those of groups too, of which there may be none in it. */
    static SortedSet<String> of(Record configuration) throws ReflectiveOperationException {
        Refusals refusals = new Refusals();
        refusals.find(configuration.getClass(), Optional.of(configuration), "");
        return Collections.unmodifiableSortedSet(refusals.paths);
    }

    private void find(Class<?> type, Optional<Record> good, String around) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = good.isPresent() ? values(good.get()) : samples(type);
        for (int at = 0; at < components.length; at++) {
            for (Object tried : unloved(components[at].getGenericType())) {
                Object[] instead = values.clone();
                instead[at] = tried;
                refusal(type, instead).ifPresent(message -> paths.add((around + named(message, components)).replaceAll("\\.$", "")));
            }
            Class<?> group = inner(components[at].getGenericType());
            if (group.isRecord()) {
                find(group, record(values[at]), around + components[at].getAnnotation(Key.class).value() + ".");
            }
        }
    }

    private static Optional<Record> record(Object value) {
        return switch (value) {
            case Record record -> Optional.of(record);
            case Optional<?> maybe -> maybe.flatMap(Refusals::record);
            case List<?> list when !list.isEmpty() -> record(list.getFirst());
            default -> Optional.empty();
        };
    }

    private static Object[] values(Record record) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            values.add(component.getAccessor().invoke(record));
        }
        return values.toArray();
    }

    /** One of which nobody gave an example is tried with words. */
    private static Object[] samples(Class<?> type) throws ReflectiveOperationException {
        List<Object> samples = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            samples.add(sample(component.getGenericType()));
        }
        return samples.toArray();
    }

    private static Object sample(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? List.of() : Optional.empty();
        }
        Class<?> plain = (Class<?>) type;
        return plain == String.class
                ? "word"
                : plain.isRecord() ? constructor(plain).newInstance(samples(plain)) : plainValues(plain).getLast();
    }

    private static List<Object> unloved(Type type) throws ReflectiveOperationException {
        if (!(type instanceof ParameterizedType generic)) {
            return plainValues((Class<?>) type);
        }
        List<Object> inner = unlovedWithin(generic.getActualTypeArguments()[0]);
        if (generic.getRawType() == Optional.class) {
            return Stream.<Object>concat(Stream.of(Optional.empty()), inner.stream().map(Optional::of)).toList();
        }
        Stream<List<Object>> alone = inner.stream().map(List::of);
        Stream<List<Object>> together = inner.stream().flatMap(each -> Stream.of(List.of(each, each), Collections.nCopies(MANY, each)));
        Stream<List<Object>> different = inner.stream().filter(String.class::isInstance).limit(1)
                .map(each -> IntStream.range(0, MANY).<Object>mapToObj(number -> "word" + number).toList());
        return Stream.of(Stream.of(List.of()), alone, together, different).flatMap(lists -> lists).<Object>map(list -> list).toList();
    }

    private static List<Object> unlovedWithin(Type type) throws ReflectiveOperationException {
        return type instanceof Class<?> plain && plain.isRecord() ? List.of(sample(plain)) : unloved(type);
    }

    /** None of a group: it is looked into. */
    private static List<Object> plainValues(Class<?> type) {
        if (type == String.class) {
            return List.copyOf(TEXTS);
        }
        if (type == int.class || type == Integer.class) {
            return NUMBERS.stream().<Object>map(number -> Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE)).toList();
        }
        if (type == long.class || type == Long.class) {
            return List.copyOf(NUMBERS);
        }
        if (type == boolean.class || type == Boolean.class) {
            return List.of(true, false);
        }
        if (type == Duration.class) {
            return List.copyOf(DURATIONS);
        }
        if (type == URI.class) {
            return List.copyOf(ADDRESSES);
        }
        if (type == Path.class) {
            return List.of(Path.of("word"));
        }
        return type.isEnum() ? Arrays.asList(type.getEnumConstants()) : List.of();
    }

    private static Optional<String> refusal(Class<?> type, Object[] values) throws ReflectiveOperationException {
        try {
            constructor(type).newInstance(values);
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException reason) {
                return Optional.of(String.valueOf(reason.getMessage()));
            }
            throw refused;
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
    }

    /** As the gateway finds it: the key that the message begins with. */
    private static String named(String message, RecordComponent[] components) {
        return Arrays.stream(components).map(component -> component.getAnnotation(Key.class).value())
                .filter(key -> message.startsWith(key + " ") || message.startsWith(key + ": ")).findFirst().orElse("");
    }

    private static Class<?> inner(Type type) {
        return switch (type) {
            case ParameterizedType generic -> inner(generic.getActualTypeArguments()[0]);
            case Class<?> plain -> plain;
            default -> Object.class;
        };
    }
}
