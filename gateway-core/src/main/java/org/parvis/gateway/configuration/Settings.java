package org.parvis.gateway.configuration;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A part of the file whose type is known only later: a channel's own settings, which its plugin describes. */
public final class Settings {

    private final Source source;
    private final Source.Place place;
    private final @Nullable Node node;
    private final Variables variables;

    Settings(Source source, Source.Place place, @Nullable Node node, Variables variables) {
        this.source = source;
        this.place = place;
        this.node = node;
        this.variables = variables;
    }

    /** Reads this part as a record whose components carry {@link org.parvis.channel.Key}. */
    public <C extends Record> Binding<C> bind(Class<C> type) {
        Binder binder = new Binder(source);
        Optional<C> value = binder.record(type, node, place);
        return binder.result(value, place, variables);
    }

    /** For mistakes about the part as a whole, such as a type of channel that nobody knows. */
    public Mistake mistake(String found, String allowed) {
        return new Mistake(source.file().toString(), place.line(), place.path(), found, allowed);
    }

    /** Never the content: it may hold secrets. */
    @Override
    public String toString() {
        return "settings at line " + place.line();
    }
}
