package org.parvis.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.parvis.gateway.configuration.Binding;
import org.parvis.gateway.configuration.ConfigurationFile;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.database.DatabaseAddress;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The demo's configuration: a file like any operator's, so that the demo takes the same way as everybody, and so that the other commands
 * work beside it ({@code ./parvis agent --config data/demo/parvis.yaml}).
 */
record DemoConfiguration(int http, int smtp, int imap, String social) {

    private static final String TEMPLATE = "/demo/parvis.yaml";

    /** Writes {@code parvis.yaml} into the directory. */
    Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String text = Books.text(TEMPLATE);
        for (Map.Entry<String, Object> value : values().entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue().toString());
        }
        return Files.write(directory.resolve("parvis.yaml"), text.getBytes(UTF_8));
    }

    private Map<String, Object> values() {
        return Map.of("http", http, "smtp", smtp, "imap", imap, "social", social, "address", DemoMail.ADDRESS, "password",
                DemoMail.PASSWORD);
    }

    /** Reads the file. */
    static GatewayConfiguration read(Path file, DatabaseAddress database) {
        return switch (ConfigurationFile.read(file, environment(database))) {
            case Binding.Bound<GatewayConfiguration> bound -> bound.value();
            case Binding.Mistaken<GatewayConfiguration> mistaken -> throw new IllegalStateException(mistaken.text());
        };
    }

    /** The demo's own database runs already, so gateways are told where, as an environment tells any. */
    static Map<String, String> environment(DatabaseAddress database) {
        String url = "postgresql://" + database.host() + ":" + database.port() + "/" + database.database() + "?sslmode=disable";
        return Map.of("PARVIS_DATABASE_URL", url, "PARVIS_DATABASE_USER", database.user(), "PARVIS_DATABASE_PASSWORD",
                database.password());
    }
}
