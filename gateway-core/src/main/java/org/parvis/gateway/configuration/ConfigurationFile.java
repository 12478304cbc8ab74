package org.parvis.gateway.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a configuration file. */
public final class ConfigurationFile {

    private static final long LARGEST_FILE = 1_000_000;

    private ConfigurationFile() {
    }

    /** Reads the gateway's configuration. {@code environment} overrides what the file says: {@code PARVIS_HTTP_PORT} is {@code http.port}. */
    public static Binding<GatewayConfiguration> read(Path file, Map<String, String> environment) {
        return read(GatewayConfiguration.class, file, environment);
    }

    static <C extends Record> Binding<C> read(Class<C> type, Path file, Map<String, String> environment) {
        String text;
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return mistaken(file, 0, "a file of " + Files.size(file) + " bytes", "at most " + LARGEST_FILE);
            }
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            return mistaken(file, 0, "no such file", "a configuration file; config/parvis.yaml is one to start from");
        } catch (CharacterCodingException encoding) {
            return mistaken(file, 0, "bytes that are not UTF-8", "a text file in UTF-8");
        } catch (IOException unreadable) {
            return mistaken(file, 0, "a file that cannot be read (" + unreadable.getMessage() + ")", "a readable file");
        }
        return bind(type, text, new Source(file, environment));
    }

    static <C extends Record> Binding<C> bind(Class<C> type, String text, Source source) {
        Optional<Node> document;
        try {
            LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).setUseMarks(true).build();
            document = new Compose(settings).composeReader(new StringReader(text));
        } catch (MarkedYamlEngineException malformed) {
            return mistaken(source.file(), malformed.getProblemMark().map(Mark::getLine).orElse(-1) + 1,
                    String.valueOf(malformed.getProblem()), "YAML: key: value, nested by indentation with spaces");
        } catch (YamlEngineException malformed) {
            return mistaken(source.file(), 0, String.valueOf(malformed.getMessage()), "one YAML document");
        }
        Binder binder = new Binder(source);
        Optional<C> value = binder.record(type, document.orElse(null), Source.Place.TOP);
        return binder.result(value);
    }

    private static <C> Binding<C> mistaken(Path file, int line, String found, String allowed) {
        return new Binding.Mistaken<>(List.of(new Mistake(file.toString(), line, "", found, allowed)), List.of());
    }
}
