package org.parvis.gateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The demo's resources. They come with the program, so a mistake in them is a mistake of ours and ends the demo. */
final class Books {

    private Books() {
    }

    static String text(String path) {
        return new String(bytes(path), UTF_8);
    }

    static byte[] bytes(String path) {
        try (InputStream in = Books.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The demo lacks its resource " + path);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A YAML document that is a map. */
    static Leaf map(String path) {
        return Leaf.of(path, load(path));
    }

    /** A YAML document that is a list of maps. */
    static List<Leaf> list(String path) {
        return Leaf.list(path, load(path));
    }

    private static Object load(String path) {
        return new Load(LoadSettings.builder().setLabel(path).build()).loadFromString(text(path));
    }
}
