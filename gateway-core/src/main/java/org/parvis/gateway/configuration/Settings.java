package org.parvis.gateway.configuration;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A part of the file whose type is known only later: a channel's own settings, which its plugin describes. */
public final class Settings {

    private final Source source;
    private final Source.Place place;
    private final @Nullable Node node;
    private final Variables variables;
    private final Map<String, Sibling> siblings;

    Settings(Source source, Source.Place place, @Nullable Node node, Variables variables, Map<String, Sibling> siblings) {
        this.source = source;
        this.place = place;
        this.node = node;
        this.variables = variables;
        this.siblings = Map.copyOf(siblings);
    }

    /** What stands beside this part, as it was given. */
    record Sibling(String text, Source.Place place) {
    }

    /** What was given for a key that stands beside this part, such as the type that says how to read it. */
    Optional<String> beside(String key) {
        return Optional.ofNullable(siblings.get(key)).map(Sibling::text);
    }

    /** Reads this part as a record whose components carry {@link org.parvis.channel.Key}. */
    public <C extends Record> Binding<C> bind(Class<C> type) {
        Binder binder = new Binder(source);
        Optional<C> value = binder.record(type, node, place);
        return binder.result(value, place, variables);
    }

    /** For mistakes about what stands beside this part, such as a type of channel that nobody knows. */
    Mistake mistake(String key, String allowed) {
        Sibling sibling = Optional.ofNullable(siblings.get(key)).orElseThrow();
        return new Mistake(source.file().toString(), sibling.place().line(), sibling.place().path(), Written.shown(sibling.text()),
                allowed);
    }

    /** Never the content: it may hold secrets. */
    @Override
    public String toString() {
        return "settings at line " + place.line();
    }
}
