package org.parvis.gateway.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.plugin.fixture.LetterboxPlugin;

/** The plugin with settings of every kind, as a file, and settings of it. */
public final class Letterbox {

    private Letterbox() {
    }

    public static Path install(Path plugins) throws IOException {
        Map<String, byte[]> files = new HashMap<>(
                Map.of("classes/" + Moody.SERVICE, LetterboxPlugin.class.getName().getBytes(StandardCharsets.UTF_8)));
        String directory = LetterboxPlugin.class.getPackageName().replace('.', '/') + "/";
        files.put("classes/" + directory + "settings_fr.properties", """
                /type=Boîte
                host=Serveur
                outgoing.mode/on-foot=À pied
                port/unfit=Au moins 1.
                /test/reached=Boîte trouvée
                /fault/WRONG_KEY=La clé n’ouvre pas.
                """.getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("", "$Settings", "$Outgoing", "$Mode", "$Letterbox")) {
            String path = directory + "LetterboxPlugin" + name + ".class";
            try (InputStream bytes = LetterboxPlugin.class.getClassLoader().getResourceAsStream(path)) {
                files.put("classes/" + path, bytes.readAllBytes());
            }
        }
        Moody.zip(plugins, "letterbox", files);
        return plugins;
    }

    public static JsonObject settings(String host, String password) {
        return new JsonObject().put("host", host).put("password", password).put("folders", new JsonArray().add("INBOX"))
                .put("outgoing", new JsonObject().put("token", "very-secret-token"));
    }
}
