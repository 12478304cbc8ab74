package org.parvis.gateway.command;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

import org.parvis.gateway.configuration.Binding;
import org.parvis.gateway.configuration.ConfigurationFile;
import org.parvis.gateway.configuration.GatewayConfiguration;

/** Which configuration a command works with. */
final class ConfigurationOption {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationOption.class);

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; config/parvis.yaml when not said.")
    private Path file = Path.of(System.getProperty("parvis.config", "config/parvis.yaml"));

    Path file() {
        return file;
    }

    Binding<GatewayConfiguration> bind() {
        return ConfigurationFile.read(file, System.getenv());
    }

    GatewayConfiguration read() {
        return switch (bind()) {
            case Binding.Bound<GatewayConfiguration> bound -> {
                bound.warnings().forEach(LOG::warn);
                yield bound.value();
            }
            case Binding.Mistaken<GatewayConfiguration> mistaken -> throw new Refusal(mistaken.text());
        };
    }

    /** The installation: {@code lib/} and the plugins that come with Parvis. */
    static Path home() {
        return Path.of(System.getProperty("parvis.home", "target/parvis")).toAbsolutePath();
    }

    static Path plugins(GatewayConfiguration configuration) {
        return configuration.plugins().orElseGet(ConfigurationOption::plugins);
    }

    /** Those that come with Parvis. */
    static Path plugins() {
        return home().resolve("plugins");
    }
}
