package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Where tests keep their servers. */
final class TestPlace {

    private TestPlace() {
    }

    /** A directory that does not exist yet, beside those of other runs, so that all share the unpacked programs. */
    static Path fresh() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "parvis-test-" + System.getProperty("user.name"));
        Files.createDirectories(shared);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        return shared.resolve("run-" + UUID.randomUUID());
    }
}
