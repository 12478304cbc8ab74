package org.parvis.gateway.configuration;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a configuration comes from.
 *
 * @param file        as the operator named it
 * @param environment variables that override the file
 */
record Source(Path file, Map<String, String> environment) {

    /** Paths in the file are meant from where the file is. */
    Path resolve(String path) {
        Path directory = file.toAbsolutePath().getParent();
        return (directory == null ? Path.of(path) : directory.resolve(path)).normalize();
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
