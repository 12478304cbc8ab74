package org.parvis.gateway.http.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The words of the desk, pair by pair: what one language lacks shows as nothing to whoever reads that one. */
class CatalogueTest {

    private static final Path FOLDER = Path.of("src/main/web/i18n");
    /** A key with its words, or the catalogue that another one takes in. */
    private static final Pattern ENTRY = Pattern.compile("^  (?:'([^']+)':|(\\w+):|\\.\\.\\.(\\w+),)", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("french")
    void bothLanguagesHaveTheSameKeys(Path french) throws IOException {
        Path english = FOLDER.resolve(french.getFileName().toString().replaceFirst("fr\\.js$", "en.js"));
        assertThat(keys(french)).as("keys of %s", french).isNotEmpty().doesNotHaveDuplicates();
        assertThat(keys(english)).as("keys of %s", english).containsExactlyInAnyOrderElementsOf(keys(french));
    }

    @Test
    void noLanguageHasACatalogueOfItsOwn() throws IOException {
        assertThat(named("en.js")).hasSameSizeAs(named("fr.js"));
    }

    private static List<Path> french() throws IOException {
        return named("fr.js");
    }

    private static List<Path> named(String ending) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("(.+-)?" + Pattern.quote(ending))).sorted().toList();
        }
    }

    private static List<String> keys(Path catalogue) throws IOException {
        return ENTRY.matcher(Files.readString(catalogue)).results().map(entry -> entry.group().strip()).toList();
    }
}
