package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A built Parvis: what nodes run.
 *
 * @param plugins the built ones, and the one that misbehaves
 */
record Build(String classPath, Path plugins) {

    /** This one. Its plugins are gathered in a new folder of the directory. */
    static Build present(Path directory) throws IOException {
        Path built = Path.of("../target/parvis").toAbsolutePath().normalize();
        return new Build(System.getProperty("java.class.path"), plugins(built, directory.resolve("plugins")));
    }

    /** The one that stands in {@code -Dparvis.torture.previous}, such as {@code ../earlier/target/parvis}, when there is one to upgrade from. */
    static Optional<Build> previous(Path directory) throws IOException {
        String place = System.getProperty("parvis.torture.previous", "");
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Path built = Path.of(place).toAbsolutePath().normalize();
        return Optional.of(new Build(built.resolve("lib") + "/*", plugins(built, directory.resolve("plugins-of-previous"))));
    }

    private static Path plugins(Path built, Path folder) throws IOException {
        Files.createDirectory(folder);
        try (DirectoryStream<Path> zips = Files.newDirectoryStream(built.resolve("plugins"), "*.zip")) {
            for (Path zip : zips) {
                Files.copy(zip, folder.resolve(zip.getFileName()));
            }
        }
        Unruly.pack(folder);
        return folder;
    }
}
