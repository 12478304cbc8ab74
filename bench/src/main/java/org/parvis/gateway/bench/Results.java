package org.parvis.gateway.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What was measured so far: told line by line as it comes, and as one table at the end. */
final class Results {

    private static final List<String> HEADINGS = List.of("What", "Figure", "Beside it", "Ratio", "Goal", "Met");

    private final PrintWriter out;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Results(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void add(Figure figure) {
        figures.add(figure);
        say("  " + figure.what() + ": " + Goal.number(figure.value()) + " " + figure.unit()
                + figure.peer().map(peer -> " (" + peer.name() + ": " + Goal.number(peer.value()) + ")").orElse(""));
    }

    /** A promise that did not hold while it was measured: worse than any figure. */
    void broken(String promise) {
        failures.add(promise);
        say("  BROKEN: " + promise);
    }

    boolean good() {
        return failures.isEmpty();
    }

    String table() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        for (Figure figure : figures) {
            rows.add(List.of(figure.what(), Goal.number(figure.value()) + " " + figure.unit(),
                    figure.peer().map(peer -> peer.name() + ": " + Goal.number(peer.value())).orElse(""),
                    figure.ratio().map(Goal::number).orElse(""),
                    figure.goals().stream().map(Goal::text).collect(Collectors.joining(", ")),
                    figure.goals().isEmpty() ? "" : figure.met() ? "yes" : "no"));
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEADINGS.size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        rows.add(1, widths.stream().map("-"::repeat).toList());
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                table.append("| ").append(row.get(column)).append(" ".repeat(widths.get(column) - row.get(column).length() + 1));
            }
            table.append("|\n");
        }
        failures.forEach(failure -> table.append("BROKEN: ").append(failure).append('\n'));
        return table.toString();
    }

    JsonObject json(Machine machine) {
        JsonArray all = new JsonArray();
        for (Figure figure : figures) {
            JsonObject entry = new JsonObject().put("what", figure.what()).put("value", figure.value()).put("unit", figure.unit());
            figure.peer().ifPresent(peer -> entry.put("peer", new JsonObject().put("what", peer.name()).put("value", peer.value())));
            figure.ratio().ifPresent(ratio -> entry.put("ratio", ratio));
            if (!figure.goals().isEmpty()) {
                entry.put("goals", new JsonArray(figure.goals().stream().map(Goal::text).toList())).put("met", figure.met());
            }
            all.add(entry);
        }
        return new JsonObject().put("machine", machine.json()).put("figures", all).put("broken", new JsonArray(failures));
    }
}
