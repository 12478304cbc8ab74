package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Where an embedded server's data can be, given whom the server runs as. */
final class ServerPlace {

    /** For root whose directory the server's user cannot enter, such as one below {@code /root}. */
    private static final Path ELSEWHERE = Path.of("/var/lib/parvis");

    private ServerPlace() {
    }

    /** Returns the wanted directory, or one that stands in for it and is always the same, created and owned by the server's user. */
    static Path reachable(Path wanted, ServerUser user) throws IOException, InterruptedException {
        create(wanted, user);
        if (user.reaches(wanted)) {
            return wanted.toRealPath();
        }
        UUID name = UUID.nameUUIDFromBytes(wanted.toString().getBytes(StandardCharsets.UTF_8));
        Path place = ELSEWHERE.resolve(name.toString()).resolve("database");
        create(place, user);
        if (!user.reaches(place)) {
            throw DatabaseException
                    .failed("The database server runs as the user " + user.name().orElse("") + ", who can enter neither " + wanted
                            + " nor " + place + ": set database.directory to a place that this user can enter");
        }
        return place;
    }

    private static void create(Path directory, ServerUser user) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.isDirectory(directory)) {
            if (!Files.isWritable(directory)) {
                throw DatabaseException.failed("The directory " + directory + " belongs to somebody else: start Parvis as its owner "
                        + Files.getOwner(directory).getName() + ", or set database.directory to another place");
            }
            return;
        }
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(directory);
    }
}
