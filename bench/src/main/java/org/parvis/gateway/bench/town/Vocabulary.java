package org.parvis.gateway.bench.town;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The words of {@code bench/vocabulary.txt}, drawn by Zipf's law within each section: the n-th as often as 1/n. */
final class Vocabulary {

    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Vocabulary() {
    }

    static Vocabulary load() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        String section = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                words.computeIfAbsent(section, fresh -> new ArrayList<>()).add(line.strip());
            }
        }
        Vocabulary vocabulary = new Vocabulary();
        words.forEach((name, all) -> vocabulary.sections.put(name, Section.of(all)));
        return vocabulary;
    }

    private static String text() {
        try (InputStream file = Vocabulary.class.getResourceAsStream("/bench/vocabulary.txt")) {
            if (file == null) {
                throw new IllegalStateException("The vocabulary is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String draw(String section, RandomGenerator random) {
        return section(section).draw(random);
    }

    List<String> words(String section) {
        return section(section).words;
    }

    Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        sections.forEach((name, section) -> all.put(name, section.words));
        return all;
    }

    private Section section(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw new IllegalArgumentException("The vocabulary has no section " + name);
        }
        return section;
    }

    /** @param reached for each word, the share of it and all before */
    private record Section(List<String> words, List<Double> reached) {

        static Section of(List<String> words) {
            double whole = 0;
            for (int n = 1; n <= words.size(); n++) {
                whole += 1.0 / n;
            }
            List<Double> reached = new ArrayList<>();
            double sum = 0;
            for (int n = 1; n <= words.size(); n++) {
                sum += 1.0 / n;
                reached.add(sum / whole);
            }
            return new Section(List.copyOf(words), List.copyOf(reached));
        }

        String draw(RandomGenerator random) {
            double share = random.nextDouble();
            int n = 0;
            while (reached.get(n) < share && n < words.size() - 1) {
                n++;
            }
            return words.get(n);
        }
    }
}
