package org.parvis.gateway.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import org.parvis.gateway.configuration.Shape.Setting;
import org.parvis.gateway.configuration.Source.Place;

/** Makes a record of a part of the file, and collects mistakes on the way instead of stopping at the first. */
final class Binder {

    private static final String SECRET_FILE = "file:";
    private static final long LARGEST_SECRET = 64_000;

    private final Source source;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Settings> deferred = new ArrayList<>();
    private final Variables variables = new Variables();

    Binder(Source source) {
        this.source = source;
    }

    /** Of the whole file. */
    <C> Binding<C> result(Optional<C> value) {
        mistakes.addAll(variables.mistakes(source));
        return binding(value);
    }

    /** Of a part that was deferred when {@code whole} was gathered. */
    <C> Binding<C> result(Optional<C> value, Place part, Variables whole) {
        mistakes.addAll(whole.mistakes(source, part, variables));
        return binding(value);
    }

    private <C> Binding<C> binding(Optional<C> value) {
        if (mistakes.isEmpty() && value.isPresent()) {
            return new Binding.Bound<>(value.get(), warnings);
        }
        return new Binding.Mistaken<>(mistakes.stream().sorted(Comparator.comparingInt(Mistake::line)).toList(), deferred);
    }

    /** Empty when there was a mistake. */
    <C extends Record> Optional<C> record(Class<C> type, @Nullable Node whole, Place place) {
        List<Setting> settings = Shape.settings(type);
        Map<String, NodeTuple> entries = entries(whole, place);
        refuseUnknown(settings, entries, place);
        List<Optional<?>> values = new ArrayList<>();
        for (Setting setting : settings) {
            NodeTuple entry = entry(setting, entries, place);
            Place its = place.child(setting.name(), entry == null ? place.line() : Written.line(entry.getKeyNode()));
            @Nullable
            Node node = entry == null ? null : entry.getValueNode();
            values.add(setting.shape() instanceof Shape.Deferred
                    ? Optional.of(defer(node, its.sharingVariables(place), siblings(settings, entries, place)))
                    : value(setting, setting.shape(), node, its));
        }
        return checked(type, settings, values, entries, place);
    }

    private Settings defer(@Nullable Node node, Place place, Map<String, Settings.Sibling> siblings) {
        variables.defer(place);
        Settings settings = new Settings(source, place, node == null || Written.isEmpty(node) ? null : node, variables, siblings);
        deferred.add(settings);
        return settings;
    }

    /** The texts of a record as they were given, good or not. */
    private Map<String, Settings.Sibling> siblings(List<Setting> settings, Map<String, NodeTuple> entries, Place place) {
        Map<String, Settings.Sibling> siblings = new LinkedHashMap<>();
        for (Setting setting : settings) {
            NodeTuple entry = entries.get(setting.name());
            Place its = place.child(setting.name(), entry == null ? place.line() : Written.line(entry.getKeyNode()));
            String override = source.environment().get(its.variable());
            if (override != null) {
                siblings.put(setting.name(), new Settings.Sibling(override, its));
            } else if (entry != null && entry.getValueNode() instanceof ScalarNode text && !Written.isEmpty(text)) {
                siblings.put(setting.name(), new Settings.Sibling(text.getValue(), its));
            }
        }
        return siblings;
    }

    /** A record names one thing that it refuses: it is asked again with that key's fallback in the place of each value that is wrong, until all are told. */
    private <C extends Record> Optional<C> checked(Class<C> type, List<Setting> settings, List<Optional<?>> values,
            Map<String, NodeTuple> entries, Place place) {
        List<Optional<?>> tried = new ArrayList<>(values);
        boolean good = true;
        for (int i = 0; i < settings.size(); i++) {
            if (tried.get(i).isEmpty()) {
                good = false;
                tried.set(i, fallback(settings.get(i)));
            }
        }
        while (tried.stream().allMatch(Optional::isPresent)) {
            Trial<C> trial = Trial.of(type, settings, tried);
            if (trial.made().isPresent()) {
                return good ? trial.made() : Optional.empty();
            }
            good = false;
            int at = trial.named(settings);
            if (at >= 0 && !tried.get(at).equals(values.get(at))) {
                break; // What it refuses is the fallback; the value itself was told already
            }
            refused(trial.refusal(), at < 0 ? Optional.empty() : Optional.of(settings.get(at)), entries, place);
            Optional<?> instead = at < 0 ? Optional.empty() : fallback(settings.get(at));
            if (at < 0 || instead.equals(tried.get(at))) {
                break;
            }
            tried.set(at, instead);
        }
        return Optional.empty();
    }

    /** What stands in for a value that is wrong while the others are looked at: the key's default, any word where it has none. Empty when nothing can. */
    private Optional<?> fallback(Setting setting) {
        String text = setting.key().fallback();
        return switch (setting.shape()) {
            case Shape.Maybe(Shape of) when text.isEmpty() -> Optional.of(Optional.empty());
            case Shape.Many(Shape of) when text.isEmpty() -> Optional.of(List.of());
            case Shape.Texts() -> Optional.of(Map.of());
            case Shape.Scalar(Class<?> type) when !text.isEmpty() -> parsed(setting, type, text, Place.TOP, source.file().toString(), 0);
            case Shape.Scalar(Class<?> type) -> type == String.class ? Optional.of("word") : Optional.empty();
            case Shape.Nested(Class<? extends Record> type) -> Optional.empty();
            case Shape.Deferred() -> Optional.empty();
            case Shape.Many(Shape of) -> Optional.empty();
            case Shape.Maybe(Shape of) -> Optional.empty();
        };
    }

    private Map<String, NodeTuple> entries(@Nullable Node node, Place place) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (node == null || Written.isEmpty(node)) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            mistake(place, Written.kind(node), "keys with values, one a line");
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (entries.putIfAbsent(name, entry) != null) {
                mistake(place.child(name, Written.line(key)), "the key a second time", "once");
            }
        }
        return entries;
    }

    private void refuseUnknown(List<Setting> settings, Map<String, NodeTuple> entries, Place place) {
        List<String> known = settings.stream().map(Setting::name).toList();
        Set<String> accepted = new HashSet<>(known);
        settings.forEach(setting -> accepted.addAll(Arrays.asList(setting.key().formerly())));
        entries.forEach((name, entry) -> {
            if (!accepted.contains(name)) {
                List<String> nearest = NearestName.sorted(name, known);
                String allowed = nearest.isEmpty()
                        ? "no key here"
                        : "\"" + nearest.getFirst() + "\", the nearest known key"
                                + (nearest.size() > 1 ? ", or " + String.join(", ", nearest.subList(1, nearest.size())) : "");
                mistake(place.child(name, Written.line(entry.getKeyNode())), "an unknown key", allowed);
            }
        });
    }

    private @Nullable NodeTuple entry(Setting setting, Map<String, NodeTuple> entries, Place place) {
        NodeTuple entry = entries.get(setting.name());
        for (String former : setting.key().formerly()) {
            NodeTuple old = entries.get(former);
            if (old == null) {
                continue;
            }
            Place its = place.child(former, Written.line(old.getKeyNode()));
            if (entry != null) {
                mistake(its, "the former name of \"" + setting.name() + "\", which is there too", "one of the two");
                continue;
            }
            warnings.add(source.file() + ":" + its.line() + ": " + its.path() + " is now called \"" + setting.name()
                    + "\"; the old name still works");
            entry = old;
        }
        return entry;
    }

    private Optional<?> value(Setting setting, Shape shape, @Nullable Node node, Place place) {
        Node present = node == null || Written.isEmpty(node) ? null : node;
        return switch (shape) {
            case Shape.Scalar(Class<?> type) -> scalar(setting, type, present, place);
            case Shape.Nested(Class<? extends Record> type) -> record(type, present, place);
            case Shape.Deferred() -> throw new IllegalStateException("What is read later stands directly in a record: " + place.path());
            case Shape.Texts() -> texts(setting, present, place);
            case Shape.Many(Shape of) -> many(setting, of, present, place);
            case Shape.Maybe(Shape of) -> {
                if (present == null && setting.key().fallback().isEmpty() && !overridden(of, place)) {
                    variables.addAll(of, place);
                    yield Optional.of(Optional.empty());
                }
                Optional<?> bound = value(setting, of, present, place);
                yield bound.isPresent() ? Optional.of(bound) : bound;
            }
        };
    }

    private boolean overridden(Shape shape, Place place) {
        String variable = place.variable();
        return source.environment().containsKey(variable)
                || (shape instanceof Shape.Nested
                        && source.environment().keySet().stream().anyMatch(name -> name.startsWith(variable + "_")));
    }

    private Optional<?> scalar(Setting setting, Class<?> type, @Nullable Node node, Place place) {
        variables.add(place);
        String override = source.environment().get(place.variable());
        if (override != null) {
            return parsed(setting, type, override, place, place.variable(), 0);
        }
        if (node == null) {
            if (setting.key().fallback().isEmpty()) {
                mistake(place, "nothing", Scalars.allowed(type) + (source.form() ? "" : " (" + place.variable() + " works too)"));
                return Optional.empty();
            }
            return parsed(setting, type, setting.key().fallback(), place, source.file().toString(), place.line());
        }
        if (!(node instanceof ScalarNode scalar)) {
            mistake(place, Written.kind(node), Scalars.allowed(type));
            return Optional.empty();
        }
        return parsed(setting, type, scalar.getValue(), place, source.file().toString(), Written.line(node));
    }

    private Optional<?> parsed(Setting setting, Class<?> type, String text, Place place, String origin, int line) {
        boolean secret = setting.key().secret();
        try {
            return Optional.of(Scalars.parse(type, secret ? secret(text) : text, source));
        } catch (Scalars.Unfit unfit) {
            mistakes.add(new Mistake(origin, line, place.path(), secret ? "a secret that is not fit" : Written.shown(text),
                    Scalars.allowed(type)));
        } catch (IOException unreadable) {
            mistakes.add(
                    new Mistake(origin, line, place.path(), "a file that cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                            "file: and the path of a readable file of at most " + LARGEST_SECRET + " bytes, from where this file is"));
        }
        return Optional.empty();
    }

    private String secret(String text) throws IOException {
        if (source.form() || !text.startsWith(SECRET_FILE)) {
            return text;
        }
        Path file = source.resolve(text.substring(SECRET_FILE.length()));
        if (Files.size(file) > LARGEST_SECRET) {
            throw new IOException("too large");
        }
        return Files.readString(file).stripTrailing();
    }

    private Optional<?> many(Setting setting, Shape of, @Nullable Node node, Place place) {
        if (of instanceof Shape.Scalar) {
            variables.add(place);
        }
        String override = source.environment().get(place.variable());
        if (of instanceof Shape.Scalar(Class<?> type) && (override != null || (node == null && !setting.key().fallback().isEmpty()))) {
            String list = override == null ? setting.key().fallback() : override;
            return all(Arrays.stream(list.split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .<Optional<?>>map(
                            text -> parsed(setting, type, text, place, override == null ? source.file().toString() : place.variable(), 0))
                    .toList());
        }
        if (node == null) {
            return Optional.of(List.of());
        }
        if (!(node instanceof SequenceNode sequence)) {
            mistake(place, Written.kind(node), "a list: each element on a line of its own after \"- \"");
            return Optional.empty();
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Optional<?>> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            Optional<String> id = source.form() ? Optional.empty() : id(element);
            Place its = place.child(id.orElse(Integer.toString(elements.size() + 1)), Written.line(element));
            id.map(name -> names.putIfAbsent(name, its.line())).ifPresent(
                    first -> mistake(its, "an id that line " + first + " has already", "a different id for each"));
            elements.add(value(setting, of, element, its));
        }
        return all(elements);
    }

    /** An element that has an id is called by it. */
    private static Optional<String> id(Node element) {
        if (!(element instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals("id")
                    && entry.getValueNode() instanceof ScalarNode id) {
                return Optional.of(id.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<?> all(List<Optional<?>> elements) {
        if (elements.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        elements.forEach(element -> values.add(element.orElseThrow()));
        return Optional.of(List.copyOf(values));
    }

    private Optional<?> texts(Setting setting, @Nullable Node node, Place place) {
        Map<String, String> texts = new LinkedHashMap<>();
        boolean good = true;
        for (Map.Entry<String, NodeTuple> entry : entries(node, place).entrySet()) {
            Place its = place.child(entry.getKey(), Written.line(entry.getValue().getKeyNode()));
            Optional<?> text = scalar(setting, String.class, entry.getValue().getValueNode(), its);
            text.ifPresent(value -> texts.put(entry.getKey(), (String) value));
            good &= text.isPresent();
        }
        return good ? Optional.of(Map.copyOf(texts)) : Optional.empty();
    }

    /** The record's own check said no, naming a key or none. */
    private void refused(String reason, Optional<Setting> named, Map<String, NodeTuple> entries, Place place) {
        if (named.isEmpty()) {
            refusal(place, "values that do not fit", reason);
            return;
        }
        Setting setting = named.get();
        NodeTuple entry = entries.get(setting.name());
        Place its = place.child(setting.name(), entry == null ? place.line() : Written.line(entry.getKeyNode()));
        String text = entry != null && entry.getValueNode() instanceof ScalarNode scalar
                ? Written.shown(scalar.getValue())
                : "a value that does not fit";
        if (source.environment().containsKey(its.variable())) {
            text = "a value that does not fit in " + its.variable();
        }
        refusal(its, setting.key().secret() ? "a secret that does not fit" : text, reason);
    }

    private void refusal(Place place, String found, String reason) {
        mistakes.add(new Mistake(source.file().toString(), place.line(), place.path(), found, reason, true));
    }

    private void mistake(Place place, String found, String allowed) {
        mistakes.add(new Mistake(source.file().toString(), place.line(), place.path(), found, allowed));
    }
}
