package org.parvis.gateway.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** What is in a folder of the class path, in a directory or in a jar. */
final class ClassPathFolder {

    private ClassPathFolder() {
    }

    /** The names of the files in it, in no order. Empty when there is no such folder. */
    static List<String> names(String folder) {
        URL url = ClassPathFolder.class.getResource(folder);
        if (url == null) {
            return List.of();
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                String prefix = folder.substring(1) + "/";
                return jar.getJarFile().stream().map(JarEntry::getName).filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length())).filter(name -> !name.isEmpty() && !name.contains("/")).toList();
            }
            try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
                return files.map(file -> String.valueOf(file.getFileName())).toList();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
