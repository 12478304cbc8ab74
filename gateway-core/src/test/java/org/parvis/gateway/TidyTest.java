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

    @Test
    void noStatementReadsWholeRowsOfATable() throws IOException {
        WholeRows rule = wholeRows();
        List<String> read = sources(HOUSE).stream().filter(path -> path.toString().contains("/src/main/java/"))
                .flatMap(path -> rule.in(String.join("\n", read(path))).stream().map(sql -> HOUSE.relativize(path) + ": " + sql)).toList();

        assertThat(read).as("name its columns one by one").isEmpty();
    }

    /** The rule above would hold as well if it saw nothing. */
    @Test
    void wholeRowsOfATableAreSeenWhereverTheyLeaveAStatement() throws IOException {
        WholeRows rule = wholeRows();

        assertThat(Stream.of("select * from message where id = $1", "select c.*, a.id from conversation c join agent a on true",
                "select * from ledger", "insert into tag (id) values ($1) returning *", "update team t set name = $1 returning t.id, t.*",
                "select * from (select * from message) m", "with late as (select * from message) select late.* from late",
                "(select * from message) union all (select * from message)", "select * from %s", "select * from ")).allMatch(rule::answer);
        assertThat(Stream.of("select count(*) from message", "select id from (select * from message) m",
                "with late as (select id from message) select late.*, agent.id from late join agent on true",
                "select * from unnest($1::text[])", "insert into tag (id) select *, $2 from unnest($1)",
                "select exists (select * from message) as there")).noneMatch(rule::answer);
        assertThat(rule.in("""
                String one = "select id, \\\"name\\\" from team"; // "select * from team"
                String two = "select * "
                        + "from team";
                String three = \"""
                        delete from team
                        returning *
                        \""";
                """)).containsExactly("select * from team", "select * from team", "delete from team\n        returning *");
    }

    private static WholeRows wholeRows() throws IOException {
        try (Stream<Path> migrations = Files.list(HOUSE.resolve("gateway-core/src/main/resources/db"))) {
            return new WholeRows(migrations.map(path -> String.join("\n", read(path))).toList().stream());
        }
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
