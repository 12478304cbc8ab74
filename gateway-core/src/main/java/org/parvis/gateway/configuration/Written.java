package org.parvis.gateway.configuration;

import java.util.Set;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What stands in the file, in the words of a mistake. */
final class Written {

    private static final int LONGEST_SHOWN = 80;
    private static final Set<String> EMPTY = Set.of("", "~", "null");

    private Written() {
    }

    /** On one line, and not too long a one. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "\"" + (line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line) + "\"";
    }

    static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "keys with values";
            case SequenceNode sequence -> "a list";
            case ScalarNode scalar -> shown(scalar.getValue());
            default -> "something else";
        };
    }

    static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && EMPTY.contains(scalar.getValue());
    }

    /** From 1; 0 where nobody knows. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
