package org.parvis.gateway.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Binds settings that come from a form, by the rules of the configuration file. Whoever fills in a form does not run the machine: no variable of the
 * environment overrides them, a secret is what is typed, never a file of the gateway's, and paths stay in a directory of their own.
 */
public final class FormSettings {

    private FormSettings() {
    }

    /**
     * @param settings  values by key: texts, numbers, truth values, lists, and maps of these; null counts as absent
     * @param directory paths are meant from there, and lead nowhere else
     */
    public static <C extends Record> Binding<C> bind(Class<C> type, Map<String, ?> settings, Path directory) {
        Binder binder = new Binder(Source.ofForm(directory));
        Optional<C> value = binder.record(type, mapping(settings), Source.Place.TOP);
        return binder.result(value);
    }

    private static Node mapping(Map<?, ?> values) {
        List<NodeTuple> entries = new ArrayList<>();
        values.forEach((key, value) -> {
            if (value != null) {
                entries.add(new NodeTuple(scalar(String.valueOf(key)), node(value)));
            }
        });
        return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    }

    private static Node node(Object value) {
        return switch (value) {
            case Map<?, ?> map -> mapping(map);
            case List<?> list -> new SequenceNode(Tag.SEQ,
                    list.stream().map(element -> node(element == null ? "" : element)).toList(), FlowStyle.BLOCK);
            default -> scalar(value.toString());
        };
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }
}
