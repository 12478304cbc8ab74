package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown, as a page. */
final class Report {

    private final long seed;
    private final Map<String, String> leftOut;
    private final List<String> table = new ArrayList<>();
    private final List<Long> afterKill = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> afterPause = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failedUnnoticed = new ArrayList<>();

    Report(long seed, Map<String, String> leftOut) {
        this.seed = seed;
        this.leftOut = leftOut;
        leftOut.forEach((fault, why) -> System.out.println("Left out: " + fault + ", because " + why));
    }

    void takenOver(Fault fault, long millis) {
        (fault == NodeFault.KILL_OWNER ? afterKill : afterPause).add(millis);
    }

    /** In milliseconds: how long a fault was held, and how long after it was mended all channels flowed and all nodes heard each other. */
    record Times(long held, long flow, long company) {
    }

    void struck(Fault fault, String channel, Times times, Map<String, Long> failures) {
        int number = table.size() + 1;
        if (fault.goesUnnoticed() && !failures.isEmpty()) {
            failedUnnoticed.add(number + ": " + failures);
        }
        String line = String.format(Locale.ROOT, "| %d | %s | %s | %.1f s | %.1f s | %.1f s | %s |", number, fault.word(), channel,
                times.held() / 1_000.0, times.flow() / 1_000.0, times.company() / 1_000.0, failures.isEmpty() ? "" : failures.toString());
        table.add(line);
        System.out.println(line);
    }

    /** Requests that failed although nodes were drained, by fault. */
    List<String> failedUnnoticed() {
        return List.copyOf(failedUnnoticed);
    }

    void write(Reckoning reckoning, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Seed " + seed + ", " + table.size() + " faults, " + Plant.NODES + " nodes, " + Runtime.getRuntime().availableProcessors()
                + " cores");
        leftOut.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(fault -> lines.add("Left out: " + fault.getKey() + ", because " + fault.getValue()));
        lines.add("");
        lines.add("| | |");
        lines.add("| --- | --- |");
        reckoning.figures().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(figure -> lines.add("| " + figure.getKey() + " | " + figure.getValue() + " |"));
        lines.add("| take-over after kill -9 | " + percentiles(afterKill) + " |");
        lines.add("| take-over after SIGSTOP | " + percentiles(afterPause) + " |");
        lines.add("| requests failed while draining and rolling | " + failedUnnoticed.size() + " |");
        lines.forEach(System.out::println);
        lines.add("");
        lines.add(
                "| # | fault | channel | held | until all channels flowed | until nodes heard each other | failed requests, repeated by their senders |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- |");
        lines.addAll(table);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private static String percentiles(List<Long> millis) {
        if (millis.isEmpty()) {
            return "not measured";
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return "n " + sorted.size() + ", median " + sorted.get(sorted.size() / 2) + " ms, p95 "
                + sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * 0.95) - 1)) + " ms, longest " + sorted.getLast()
                + " ms";
    }
}
