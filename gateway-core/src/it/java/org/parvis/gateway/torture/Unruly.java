package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.parvis.channel.ChannelPlugin;
import org.parvis.gateway.torture.unruly.Mood;
import org.parvis.gateway.torture.unruly.UnrulyPlugin;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The network of the plugin that misbehaves: files, and a mood that reaches the plugin on every node. */
final class Unruly {

    private final Path directory;

    private Unruly(Path directory) {
        this.directory = directory;
    }

    static Unruly at(Path directory) throws IOException {
        Unruly unruly = new Unruly(Files.createDirectory(directory));
        unruly.become(Mood.CALM);
        return unruly;
    }

    Path directory() {
        return directory;
    }

    /** Whoever reads meanwhile gets the one mood or the other. */
    void become(Mood mood) throws IOException {
        Path fresh = Files.writeString(directory.resolve("mood.fresh"), mood.name());
        Files.move(fresh, directory.resolve("mood"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void write(String words) throws IOException {
        Files.writeString(directory.resolve("written"), words + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What citizens got. */
    List<String> sent() throws IOException {
        Path file = directory.resolve("sent");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Puts the plugin into a folder, in the shape in which plugins come. */
    static void pack(Path plugins) throws IOException {
        try (OutputStream file = Files.newOutputStream(plugins.resolve("unruly.zip")); ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "plugin.properties", "plugin.id=unruly\nplugin.version=1.0.0\n".getBytes(UTF_8));
            add(zip, "classes/META-INF/services/" + ChannelPlugin.class.getName(), UnrulyPlugin.class.getName().getBytes(UTF_8));
            String place = UnrulyPlugin.class.getPackageName().replace('.', '/') + "/";
            for (String name : List.of("UnrulyPlugin", "UnrulyPlugin$Settings", "UnrulyChannel", "UnrulyChannel$1", "Mood")) {
                try (InputStream bytes = UnrulyPlugin.class.getClassLoader().getResourceAsStream(place + name + ".class")) {
                    if (bytes != null) {
                        add(zip, "classes/" + place + name + ".class", bytes.readAllBytes());
                    }
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }
}
