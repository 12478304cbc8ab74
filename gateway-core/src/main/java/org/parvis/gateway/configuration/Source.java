package org.parvis.gateway.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a configuration comes from.
 *
 * @param file        as the operator named it; of a form, its directory alone matters
 * @param environment variables that override the file
 * @param form        whether somebody typed it who does not run the machine: a secret is then what is typed, never a file, and paths stay below the directory
 */
record Source(Path file, Map<String, String> environment, boolean form) {

    Source(Path file, Map<String, String> environment) {
        this(file, environment, false);
    }

    /** @param directory from which paths are meant */
    static Source ofForm(Path directory) {
        return new Source(directory.resolve("form"), Map.of(), true);
    }

    /**
     * Paths in the file are meant from where the file is.
     *
     * @throws InvalidPathException when it leads where a form must not
     */
    Path resolve(String path) {
        Path directory = file.toAbsolutePath().getParent();
        Path resolved = (directory == null ? Path.of(path) : directory.resolve(path)).normalize();
        if (form && directory != null && !resolved.startsWith(directory.normalize())) {
            throw new InvalidPathException(path, "It leads elsewhere");
        }
        return resolved;
    }

    /**
     * A place in the configuration.
     *
     * @param path     for people: {@code http.port}
     * @param variable in the environment: {@code PARVIS_HTTP_PORT}
     * @param line     from 1, of the nearest thing that has one
     */
    record Place(String path, String variable, int line) {

        static final Place TOP = new Place("", "PARVIS", 1);

        Place child(String name, int itsLine) {
            return new Place(path.isEmpty() ? name : path + "." + name,
                    variable + "_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), itsLine);
        }

        /** The same place, with the variables of the one around it. */
        Place sharingVariables(Place around) {
            return new Place(path, around.variable(), line);
        }
    }
}
