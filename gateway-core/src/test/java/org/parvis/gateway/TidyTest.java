package org.parvis.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of style that matter enough to fail the build. */
class TidyTest {

    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path CORE = HOUSE.resolve("gateway-core/src/main/java");
    private static final int LONGEST_FILE = 400;

    /** A channel by its name in the core is a missing capability. The demo's town, whose channels are its own, may name them. */
    @Test
    void theCoreNamesNoChannel() throws IOException {
        Pattern name = Pattern.compile("\"(e-?mail|web-?form|phone-?notes|mastodon)\"", Pattern.CASE_INSENSITIVE);

        assertThat(lines(CORE, path -> !path.toString().contains("/demo/"), line -> name.matcher(line).find())).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> silent = new TreeSet<>();
        for (Path source : sources(HOUSE)) {
            if (source.toString().contains("/src/main/java/") && !Files.exists(source.resolveSibling("package-info.java"))) {
                silent.add(HOUSE.relativize(source.getParent()));
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<String> tooLong = sources(HOUSE).stream().filter(path -> count(path) > LONGEST_FILE)
                .map(path -> HOUSE.relativize(path) + " has " + count(path) + " lines").toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void noNameIsAnExcuse() throws IOException {
        Pattern excuse = Pattern.compile("\\w(Manager|Helper|Util|Utils|Impl|Base|Common)\\.java");

        assertThat(sources(HOUSE)).noneMatch(path -> excuse.matcher(path.getFileName().toString()).find());
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(lines(HOUSE, path -> (path.toString().contains("/src/test/") || path.toString().contains("/src/browser/"))
                && !path.endsWith("TidyTest.java"), line -> line.contains("Thread.sleep("))).isEmpty();
    }

    private static List<String> lines(Path root, Predicate<Path> files, Predicate<String> lines) throws IOException {
        return sources(root).stream().filter(files)
                .flatMap(path -> read(path).stream().filter(lines).map(line -> HOUSE.relativize(path) + ": " + line.strip())).toList();
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> path.toString().endsWith(".java") && !path.toString().contains("/target/")).sorted().toList();
        }
    }

    private static int count(Path path) {
        return read(path).size();
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
